#include "storage/sql/terminal/codes.hpp"

#include <limits>
#include <string>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/search/account_list.hpp"
#include "storage/sql/search/search_text.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey {
namespace {

CodeRow read_code_row(Row& row) {
    CodeRow found;
    found.code = code_table(row);
    found.user_id = row.id<UserId>();
    found.account = row.text();
    found.name = row.text();
    found.device_type = row.enumeration<DeviceType>();
    found.department_code = row.text();
    found.department_name = row.text();
    return found;
}

UnspentCode read_unspent_code(Row& row) {
    UnspentCode found;
    found.key = row.integer();
    found.user_id = row.id<UserId>();
    found.code = code_table(row);
    return found;
}

std::string joined(std::vector<std::int64_t> const& keys) {
    std::string text;
    for (auto const key : keys) text += (text.empty() ? "" : ",") + std::to_string(key);
    return text;
}

LiveCodes read_live_codes(Row& row) {
    LiveCodes codes;
    codes.format.alphabet = row.enumeration<CodeFormat::Alphabet>();
    codes.format.length = row.small();
    codes.count = row.integer();
    return codes;
}

/// Codes of hard terminals are only sent.
std::vector<UserType> types_of(std::optional<DeviceType> type) {
    if (type) return {user_type_of(*type)};
    return {UserType::smart_tv, UserType::idea_hub, UserType::smart_rooms};
}

class CodeList final : public AccountList {
public:
    CodeList(Reader& reader, CodeSearch const& search, std::string const& text)
        : AccountList(reader, text_search(search.reach.corp_id, text, /*is_in_names=*/true,
                                          types_of(search.device_type))),
          search_(search),
          code_keys_(joined(search.code_keys)) {}

    Result<Page<CodeRow>> run() {
        if (search_.code_hash && code_keys_.empty()) {
            choose_selection([this](Statement& statement) { add_matches(statement); });
        } else if (code_keys_.empty()) {
            TRY(choose(sources(), /*is_newest_first=*/true));
        }
        return page(search_.page, [&](Way way, std::int64_t offset, int limit) {
            return select(way, offset, limit);
        });
    }

protected:
    void add_list(Statement& statement, Way way) const override;

private:
    [[nodiscard]] std::vector<Source> sources() const;
    void add_matches(Statement& statement) const;
    void add_list_with_keys(Statement& statement) const;
    Result<std::vector<CodeRow>> select(Way way, std::int64_t offset, int limit) const;

    CodeSearch const& search_;
    std::string code_keys_;
};

std::vector<AccountList::Source> CodeList::sources() const {
    std::vector<Source> sources;
    if (has_text()) {
        sources.emplace_back([](Statement& statement) {
            statement << "SELECT s.user_key FROM code s WHERE s.corp_id = $1";
        });
    }
    if (search_.device_type) {
        auto const type = static_cast<int>(user_type_of(*search_.device_type));
        sources.emplace_back([type](Statement& statement) {
            statement << "SELECT s.user_key FROM users s WHERE s.corp_id = $1 AND s.type = "
                      << std::to_string(type);
        });
    }
    if (!search_.reach.is_whole()) {
        sources.emplace_back([this](Statement& statement) {
            statement << "SELECT s.user_key FROM users s WHERE s.corp_id = $1 AND "
                      << reach_condition(statement, "s.department_code", search_.reach);
        });
    }
    return sources;
}

/// The terminals with this code, and those with a name that contains it, which are few.
void CodeList::add_matches(Statement& statement) const {
    auto const& dialect = reader().dialect();
    if (has_text()) {
        statement << "SELECT " << dialect.texts_key << " AS user_key FROM " << dialect.texts_found
                  << " WHERE " << dialect.texts_condition;
        add_text_condition(statement, text());
        statement << " UNION ";
    }
    statement << "SELECT h.user_key FROM code h WHERE h.hash = "
              << statement.place(*search_.code_hash) << " AND (h.corp_id = $1) IS TRUE";
}

/// The codes with these keys, and those of terminals with a name that contains the text: a walk
/// along the codes, which are not too many to be opened.
void CodeList::add_list_with_keys(Statement& statement) const {
    auto const& dialect = reader().dialect();
    auto const keys = statement.place(code_keys_);
    statement << " FROM code c CROSS JOIN user_text x WHERE x.corp_id = $1 "
                 "AND x.user_key = c.user_key AND (c.user_key IN ("
              << dialect.numbers_before << keys << dialect.numbers_after << ")";
    if (has_text()) {
        statement << " OR ($3 <> ''";
        add_text_condition(statement, text());
        statement << ")";
    }
    statement << ")";
}

void CodeList::add_list(Statement& statement, Way way) const {
    auto const& dialect = reader().dialect();
    // A selection by code has compared the names already.
    bool const has_names = has_text() && !search_.code_hash && code_keys_.empty();
    bool const has_grams = is_decided_by_index(way);
    switch (way) {
        case Way::selection:
            statement << " FROM (";
            add_selection(statement);
            statement << ") s CROSS JOIN code c" << (has_names ? " CROSS JOIN user_text x" : "")
                      << " WHERE c.user_key = s.user_key";
            if (has_names) statement << " AND x.corp_id = $1 AND x.user_key = s.user_key";
            break;
        case Way::index:
            statement << " FROM " << (has_grams ? dialect.grams_found : dialect.texts_found)
                      << " CROSS JOIN code c WHERE "
                      << (has_grams ? dialect.grams_condition : dialect.texts_condition)
                      << " AND c.user_key = " << dialect.texts_key;
            break;
        case Way::walk:
            if (!code_keys_.empty()) {
                add_list_with_keys(statement);
                break;
            }
            statement << (has_names ? " FROM user_text x CROSS JOIN code c WHERE x.corp_id = $1 "
                                      "AND c.user_key = x.user_key"
                                    : " FROM code c WHERE true");
            break;
    }
    if (has_names && !has_grams) {
        statement << " AND $3 <> ''";
        add_text_condition(statement, text());
    }
    // 4: of hard terminals.
    statement << " AND c.corp_id = $1 AND c.device_type <> 4";
    if (search_.device_type) {
        statement << " AND c.device_type = " << statement.place(*search_.device_type);
    }
    if (search_.reach.is_whole()) return;
    auto const department = "(SELECT i.department_code FROM users i WHERE i.user_key = c.user_key)";
    statement << " AND (" << reach_condition(statement, department, search_.reach) << ") IS TRUE";
}

Result<std::vector<CodeRow>> CodeList::select(Way way, std::int64_t offset, int limit) const {
    std::string key = "c.user_key";
    if (way == Way::index) key = reader().dialect().texts_key;
    if (way == Way::walk && has_text() && code_keys_.empty()) key = "x.user_key";
    auto statement = begin();
    // The window is cut before the joins, which so cost a page and not the list.
    statement << "SELECT " << code_table.columns()
              << ", u.user_id, u.account, u.name, c.device_type, u.department_code, d.name "
                 "FROM (SELECT "
              << key << " AS user_key";
    add_list(statement, way);
    statement << " ORDER BY " << key << " DESC LIMIT " << statement.place(limit) << " OFFSET "
              << statement.place(offset)
              << ") page CROSS JOIN code c CROSS JOIN users u "
                 "LEFT JOIN department d ON d.corp_id = u.corp_id AND d.code = u.department_code "
                 "WHERE c.corp_id = $1 AND c.user_key = page.user_key "
                 "AND u.user_key = c.user_key ORDER BY c.user_key DESC";
    return all_of(statement.run(reader()), read_code_row);
}

}  // namespace

Result<bool> replace_code(Transaction& tx, UserId const& user, ActiveCode const& code) {
    static std::string const insert =
        "INSERT INTO code (user_key, corp_id, device_type, " + code_table.names() +
        ") SELECT u.user_key, u.corp_id, t.device_type, " + code_table.places(2) +
        " FROM users u JOIN terminal t ON t.user_key = u.user_key WHERE u.user_id = $1 "
        "AND NOT EXISTS (SELECT 1 FROM code o WHERE o.hash = $2 AND o.user_key <> u.user_key) "
        "ON CONFLICT (";
    static std::string const update = ") DO UPDATE SET " + code_table.replacements();
    std::string sql = insert;
    sql += tx.dialect().code_key;
    sql += update;
    Values values(user);
    code_table.add_values(values, code);
    return TRY(tx.change(sql, values)) > 0;
}

Result<bool> delete_code(Transaction& tx, Digest const& hash) {
    return TRY(tx.change("DELETE FROM code WHERE hash = $1", hash)) > 0;
}

Result<Page<CodeRow>> search_codes(Reader& reader, CodeSearch const& search) {
    auto const text = searched_text(search.text);
    if (!text) return Page<CodeRow>{0, search.page.limit, 0, {}};
    return CodeList(reader, search, *text).run();
}

Result<std::int64_t> count_unspent_codes(Reader& reader, CorpId const& corp, std::int64_t max) {
    return reader.integer(
        "SELECT count(*) FROM (SELECT 1 FROM code WHERE corp_id = $1 AND device_type <> 4 "
        "LIMIT $2) found",
        corp, max);
}

Result<bool> has_unspent_code_of_size(Reader& reader, CorpId const& corp, std::size_t sealed_bytes,
                                      std::int64_t max) {
    return TRY(reader.integer("SELECT count(*) FROM (SELECT c.sealed FROM code c WHERE "
                              "c.corp_id = $1 AND c.device_type <> 4 LIMIT $3) found "
                              "WHERE length(found.sealed) = $2",
                              corp, static_cast<std::int64_t>(sealed_bytes), max)) > 0;
}

Status take_unspent_codes(Reader& reader, CorpId const& corp, std::int64_t at_a_time,
                          std::function<void(UnspentCode const&)> const& take) {
    static std::string const select =
        "SELECT c.user_key, u.user_id, " + code_table.columns() +
        " FROM code c CROSS JOIN users u WHERE c.corp_id = $1 AND c.user_key < $2 "
        "AND c.device_type <> 4 AND u.user_key = c.user_key ORDER BY c.user_key DESC LIMIT $3";
    auto last = std::numeric_limits<std::int64_t>::max();
    while (true) {
        auto const codes =
            TRY(all_of(reader.query(select, corp, last, at_a_time), read_unspent_code));
        for (auto const& code : codes) take(code);
        if (static_cast<std::int64_t>(codes.size()) < at_a_time) return Done{};
        last = codes.back().key;
    }
}

Result<std::int64_t> count_live_codes(Reader& reader) {
    return reader.integer("SELECT count(*) FROM code");
}

Result<std::vector<LiveCodes>> live_codes_by_format(Reader& reader) {
    return all_of(
        reader.query("SELECT p.code_alphabet, p.code_length, CAST(sum(live.count) AS bigint) FROM "
                     "(SELECT corp_id, count(*) AS count FROM code GROUP BY corp_id) live "
                     "JOIN corp p ON p.corp_id = live.corp_id GROUP BY 1, 2 ORDER BY 1, 2"),
        read_live_codes);
}

}  // namespace roomkey
