#include "storage/sql/directory/user_search.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/search/account_list.hpp"
#include "storage/sql/search/search_text.hpp"
#include "storage/sql/tables.hpp"
#include "storage/sql/terminal/label_search.hpp"
#include "storage/sql/terminal/labels.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

std::string sort_column(UserSortField field) {
    switch (field) {
        case UserSortField::none:
            break;
        case UserSortField::user_type:
            return "u.type";
        case UserSortField::admin_type:
            return "u.role";
        case UserSortField::account:
            return "u.account";
        case UserSortField::department:
            return "u.department_code";
        case UserSortField::status:
            return "u.status";
        case UserSortField::sort_level:
            return "u.sort_level";
    }
    return {};
}

/// Among equals newest first where the order descends, oldest first where it ascends: the order of
/// the indexes, from either end.
std::string order_of(UserSearch const& search) {
    auto const column = sort_column(search.sort);
    if (column.empty()) return " ORDER BY u.user_key DESC";
    return search.is_ascending ? " ORDER BY " + column + ", u.user_key"
                               : " ORDER BY " + column + " DESC, u.user_key DESC";
}

std::vector<UserType> types_of(UserSearch const& search) {
    if (search.is_of_hard_terminals) return {UserType::hard_terminal};
    return search.types;
}

bool has_members(std::vector<UserType> const& types) {
    return types.empty() || std::find(types.begin(), types.end(), UserType::member) != types.end();
}

/// The department $place, or all from it on down.
std::string in_department(std::string const& column, std::string const& place, bool is_branch) {
    return is_branch ? branch_condition(column, place) : column + " = " + place;
}

/// Of the vendor's adminType, which has no other roles.
std::string in_admin_type(std::string const& column, AdminType type) {
    auto const number = std::to_string(static_cast<int>(type));
    return column + (type == AdminType::none ? " >= " : " = ") + number;
}

constexpr char const* all_but_none = "(0, 1, 3, 4, 5, 6)";

std::string column_of(UserKey key) {
    switch (key) {
        case UserKey::id:
            break;
        case UserKey::third_account:
            return "u.corp_id = $1 AND u.third_account <> '' AND u.third_account";
        case UserKey::number:
            return "(u.corp_id = $1) IS TRUE AND u.number <> '' AND u.number";
    }
    return "(u.corp_id = $1) IS TRUE AND u.user_id";
}

/// The accounts of a column that joins them with U+001F, which is in no account.
std::vector<std::string> split_accounts(std::string const& joined) {
    std::vector<std::string> accounts;
    std::istringstream parts(joined);
    for (std::string account; std::getline(parts, account, '\x1F');) {
        accounts.push_back(std::move(account));
    }
    return accounts;
}

UserRow read_user_row(Row& row) {
    UserRow found;
    found.user = user_table(row);
    found.department_name = row.text();
    found.department_name_path = row.text();
    found.terminal = read_terminal(row);
    found.sn_accounts = split_accounts(row.text());
    found.labels = read_labels(row);
    return found;
}

/// What `read_user_row` reads, of `users u` and `row_joins`.
std::string selected_columns(Dialect const& dialect) {
    return user_table.columns() + ", e.name, e.name_path, " + terminal_columns() + ", " +
           std::string{dialect.sn_accounts} + ", " + label_columns();
}

std::string row_joins() {
    return "LEFT JOIN department e ON e.corp_id = u.corp_id AND e.code = u.department_code " +
           std::string{terminal_joins} + "LEFT JOIN terminal_label n ON n.user_key = u.user_key ";
}

std::string select_user_rows(Dialect const& dialect, std::string const& condition) {
    return "SELECT " + selected_columns(dialect) + " FROM users u " + row_joins() + "WHERE " +
           condition;
}

/// In statements the account is `users u`, or `user_text x` where a text is searched and nothing
/// more has to be known of the account.
class UserList final : public AccountList {
public:
    UserList(Reader& reader, UserSearch const& search, std::string const& text)
        : AccountList(reader, text_search(search.reach.corp_id, text, search.is_of_hard_terminals,
                                          types_of(search))),
          search_(search),
          labels_(search),
          has_members_(has_members(types_of(search))),
          has_only_members_(types_of(search) == std::vector{UserType::member}) {}

    Result<Page<UserRow>> run() {
        TRY(choose(sources(), search_.sort == UserSortField::none));
        return page(search_.page, [&](Way way, std::int64_t offset, int limit) {
            return select(way, offset, limit);
        });
    }

protected:
    void add_list(Statement& statement, Way way) const override;
    [[nodiscard]] bool is_looked_up() const override {
        bool const is_about_bindings = !search_.with_inactive_terminals && !has_only_members_;
        return is_about_bindings || !search_.model.empty() || labels_.is_asked();
    }

private:
    [[nodiscard]] bool is_of_account() const {
        return search_.admin_type || search_.is_of_administrators || search_.is_of_holders ||
               search_.status || !search_.department_code.empty() || !search_.reach.is_whole();
    }
    /// Which of the listed terminals are bound the index does not know, nor who is a terminal.
    [[nodiscard]] bool is_without_texts(Way way) const {
        bool const has_type =
            !search_.with_inactive_terminals && has_members_ && !has_only_members_;
        return !has_type && is_decided_by_index(way);
    }
    [[nodiscard]] bool is_newest_first() const { return search_.sort == UserSortField::none; }
    [[nodiscard]] std::vector<Source> sources() const;
    void add_to_department(Statement& statement) const;
    [[nodiscard]] std::string key_of(Way way) const;
    void add_walk(Statement& statement) const;
    void add_conditions(Statement& statement, Way way) const;
    void add_account_conditions(Statement& statement) const;
    Result<std::vector<UserRow>> select(Way way, std::int64_t offset, int limit) const;

    UserSearch const& search_;
    LabelSearch labels_;
    bool has_members_;
    bool has_only_members_;
};

std::vector<AccountList::Source> UserList::sources() const {
    auto sources = labels_.sources();
    auto const add = [&](auto const& add_condition) {
        sources.emplace_back([=](Statement& statement) {
            statement << "SELECT s.user_key FROM users s WHERE s.corp_id = $1 AND ";
            add_condition(statement);
        });
    };
    auto const& types = text().types;
    if (!types.empty()) {
        add([&types](Statement& statement) {
            statement << "s.type IN (";
            for (auto const& type : types) {
                statement << (&type == types.data() ? "" : ", ")
                          << std::to_string(static_cast<int>(type));
            }
            statement << ")";
        });
    }
    if (!search_.with_inactive_terminals && !has_only_members_) {
        sources.emplace_back([this](Statement& statement) {
            if (has_members_) {
                statement << "SELECT s.user_key FROM users s WHERE s.corp_id = $1 AND s.type = 2 "
                             "UNION ALL ";
            }
            statement << "SELECT s.user_key FROM binding s WHERE s.corp_id = $1 AND s.ended = 0";
        });
    }
    if (search_.is_of_administrators) {
        add([](Statement& statement) { statement << "s.role < 2"; });
    }
    if (search_.is_of_holders) {
        add([](Statement& statement) { statement << "s.role IN " << all_but_none; });
    }
    if (search_.admin_type) {
        add([this](Statement& statement) {
            statement << in_admin_type("s.role", *search_.admin_type);
        });
    }
    if (!search_.reach.is_whole()) {
        add([this](Statement& statement) {
            statement << reach_condition(statement, "s.department_code", search_.reach);
            add_to_department(statement);
        });
    }
    if (search_.status) {
        add([this](Statement& statement) {
            statement << "s.status = " << statement.place(*search_.status);
        });
    }
    if (!search_.department_code.empty()) {
        add([this](Statement& statement) {
            statement << in_department("s.department_code",
                                       statement.place(search_.department_code),
                                       search_.with_sub_departments);
            add_to_department(statement);
        });
    }
    return sources;
}

/// What the index of departments knows besides: the members of one may be few where all its
/// accounts are many.
void UserList::add_to_department(Statement& statement) const {
    add_types_condition(statement, "s.type", text().types);
    if (search_.status) {
        statement << " AND (s.status = " << statement.place(*search_.status) << ") IS TRUE";
    }
}

std::string UserList::key_of(Way way) const {
    if (way == Way::index) return std::string{reader().dialect().texts_key};
    return way == Way::walk && has_text() && is_newest_first() ? "x.user_key" : "u.user_key";
}

void UserList::add_walk(Statement& statement) const {
    if (!has_text()) {
        statement << " FROM users u WHERE u.corp_id = $1";
    } else if (!is_newest_first()) {
        statement << " FROM users u CROSS JOIN user_text x WHERE u.corp_id = $1 "
                     "AND x.corp_id = $1 AND x.user_key = u.user_key";
    } else if (is_of_account()) {
        statement << " FROM user_text x CROSS JOIN users u WHERE x.corp_id = $1 "
                     "AND u.corp_id = $1 AND u.user_key = x.user_key";
    } else {
        statement << " FROM user_text x WHERE x.corp_id = $1";
    }
    if (has_text()) statement << " AND $3 <> ''";
}

void UserList::add_list(Statement& statement, Way way) const {
    auto const& dialect = reader().dialect();
    switch (way) {
        case Way::selection:
            statement << " FROM (";
            add_selection(statement);
            statement << ") s CROSS JOIN users u" << (has_text() ? " CROSS JOIN user_text x" : "")
                      << " WHERE u.user_key = s.user_key AND (u.corp_id = $1) IS TRUE";
            if (has_text()) {
                statement << " AND x.corp_id = $1 AND x.user_key = u.user_key AND $3 <> ''";
            }
            break;
        case Way::index: {
            bool const has_users = is_of_account() || !is_newest_first();
            bool const has_grams = is_without_texts(way);
            statement << " FROM " << (has_grams ? dialect.grams_found : dialect.texts_found)
                      << (has_users ? " CROSS JOIN users u" : "") << " WHERE "
                      << (has_grams ? dialect.grams_condition : dialect.texts_condition);
            if (has_users) {
                statement << " AND u.corp_id = $1 AND u.user_key = " << dialect.texts_key;
            }
            break;
        }
        case Way::walk:
            add_walk(statement);
            break;
    }
    add_conditions(statement, way);
}

void UserList::add_conditions(Statement& statement, Way way) const {
    auto const key = key_of(way);
    if (is_without_texts(way)) {
        // The index has decided.
    } else if (has_text()) {
        add_text_condition(statement, text());
    } else if (way == Way::walk && is_newest_first() && text().types.size() == 1) {
        // There is an index for one type in this order.
        statement << " AND u.type = " << std::to_string(static_cast<int>(text().types.front()));
    } else {
        add_types_condition(statement, "u.type", text().types);
    }
    if (!search_.with_inactive_terminals && !has_only_members_) {
        // Not EXISTS, for which a planner might gather all bindings of the service first.
        statement << " AND (";
        if (has_members_) statement << (has_text() ? "x" : "u") << ".type = 2 OR ";
        statement << "(SELECT l.user_key FROM binding l WHERE l.user_key = " << key
                  << " AND l.ended = 0) IS NOT NULL)";
    }
    if (!search_.model.empty()) {
        statement << " AND (SELECT m.model FROM terminal m WHERE m.user_key = " << key
                  << ") = " << statement.place(search_.model);
    }
    labels_.add_conditions(statement, key);
    add_account_conditions(statement);
}

/// "(...) IS TRUE": the way was chosen, and these conditions are not looked up in an index.
void UserList::add_account_conditions(Statement& statement) const {
    if (search_.is_of_administrators) statement << " AND (u.role < 2) IS TRUE";
    if (search_.is_of_holders) statement << " AND (u.role IN " << all_but_none << ") IS TRUE";
    if (search_.admin_type) {
        statement << " AND (" << in_admin_type("u.role", *search_.admin_type) << ") IS TRUE";
    }
    if (!search_.reach.is_whole()) {
        statement << " AND (" << reach_condition(statement, "u.department_code", search_.reach)
                  << ") IS TRUE";
    }
    if (search_.status) {
        statement << " AND (u.status = " << statement.place(*search_.status) << ") IS TRUE";
    }
    if (!search_.department_code.empty()) {
        statement << " AND ("
                  << in_department("u.department_code", statement.place(search_.department_code),
                                   search_.with_sub_departments)
                  << ") IS TRUE";
    }
}

Result<std::vector<UserRow>> UserList::select(Way way, std::int64_t offset, int limit) const {
    auto statement = begin();
    // The window is cut before the joins, which so cost a page and not the list.
    statement << "SELECT " << selected_columns(reader().dialect()) << " FROM (SELECT "
              << key_of(way) << " AS user_key";
    add_list(statement, way);
    statement << (is_newest_first() ? " ORDER BY " + key_of(way) + " DESC" : order_of(search_))
              << " LIMIT " << statement.place(limit) << " OFFSET " << statement.place(offset)
              << ") page CROSS JOIN users u " << row_joins() << "WHERE u.user_key = page.user_key"
              << order_of(search_);
    return all_of(statement.run(reader()), read_user_row);
}

}  // namespace

Result<Page<UserRow>> search_users(Reader& reader, UserSearch const& search) {
    auto const text = searched_text(search.text);
    if (!text) return Page<UserRow>{0, search.page.limit, 0, {}};
    auto wanted = search;
    // The root with all below it is everything.
    bool const is_root = wanted.department_code == root_department;
    if (is_root && wanted.with_sub_departments) wanted.department_code.clear();
    auto const tag = searched_text(wanted.tag);
    auto const asset_number = searched_text(wanted.asset_number);
    if (!tag || !asset_number) return Page<UserRow>{0, search.page.limit, 0, {}};
    wanted.tag = *tag;
    wanted.asset_number = *asset_number;
    // Both answers are about a device that is bound.
    if (wanted.is_online) wanted.with_inactive_terminals = false;
    bool const is_of_no_code = !wanted.code_id.empty() && !hashes_of(wanted.code_id);
    if (is_of_no_code || !narrow_to_state(wanted)) {
        return Page<UserRow>{0, search.page.limit, 0, {}};
    }
    return UserList(reader, wanted, *text).run();
}

Result<std::optional<UserRow>> show_user(Reader& reader, UserId const& id) {
    auto const sql = select_user_rows(reader.dialect(), "u.user_id = $1");
    return first_of(reader.query(sql, id), read_user_row);
}

Result<std::vector<UserRow>> show_users(Reader& reader, CorpId const& corp, UserKey key,
                                        std::vector<std::string> const& keys) {
    if (keys.empty()) return std::vector<UserRow>{};
    Values values(corp);
    std::string places;
    int place = 1;
    for (auto const& each : keys) {
        values.add(each);
        places += (places.empty() ? "$" : ", $") + std::to_string(++place);
    }
    auto const sql = select_user_rows(reader.dialect(), column_of(key) + " IN (" + places + ')');
    return all_of(reader.query_once(sql, values), read_user_row);
}

}  // namespace roomkey
