#include "usecase/directory/users.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "domain/text_field.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_length_max = 255;
constexpr std::size_t name_length_max = 64;
constexpr std::size_t third_account_length_max = 64;
// Contract: CreateToken.
constexpr std::size_t password_length_min = 8;
constexpr std::size_t password_length_max = 32;

namespace commands {
constexpr auto list_users = operator_only("list_users");
constexpr auto create_user = operator_only("create_user");
constexpr auto disable_user = operator_only("disable_user");
constexpr auto enable_user = operator_only("enable_user");
constexpr auto delete_user = operator_only("delete_user");
constexpr auto set_user_password = operator_only("set_password");
constexpr auto rename_user = operator_only("rename_user");
}  // namespace commands

std::optional<UserSortField> sort_field_named(std::string_view name) {
    struct Row {
        std::string_view name;
        UserSortField field;
    };
    constexpr Row rows[] = {
        {"userType", UserSortField::user_type},  {"adminType", UserSortField::admin_type},
        {"ldapAccount", UserSortField::account}, {"deptCode", UserSortField::department},
        {"status", UserSortField::status},       {"sortLevel", UserSortField::sort_level},
    };
    for (auto const& row : rows) {
        if (row.name == name) return row.field;
    }
    return std::nullopt;
}

constexpr auto in_search = &SearchUsersRequest::search;
constexpr auto fields = bind<SearchUsersRequest>(
    rules::search_users,
    {field<in_search, &UserSearch::page, &PageRequest::offset>("offset"),
     field<in_search, &UserSearch::page, &PageRequest::limit>("limit"),
     field<in_search, &UserSearch::text>("searchKey"),
     converted<sort_field_named, in_search, &UserSearch::sort>("sortField"),
     field<in_search, &UserSearch::is_ascending>("isAsc"),
     field<in_search, &UserSearch::department_code>("deptCode"),
     field<in_search, &UserSearch::with_sub_departments>("enableSubDept"),
     field<in_search, &UserSearch::admin_type>("adminType"),
     field<in_search, &UserSearch::status>("status"),
     field<in_search, &UserSearch::types>("userType"),
     field<in_search, &UserSearch::with_inactive_terminals>("containsUnActive"),
     // Deprecated by the vendor and without effect, but a malformed value is still an error.
     ignored("enableRoom")});

Result<User> known_user(Change& change, std::string const& account) {
    auto user = TRY(find_user_by_account(change.transaction, account));
    if (!user) return refusal_about(ErrorCode::account_unknown, account);
    change.about(account);
    return std::move(*user);
}

Status check_password(Secret const& password) {
    auto const length = utf8_length(password.reveal());
    if (!length || *length < password_length_min || *length > password_length_max) {
        return invalid_field("password", Fault::wrong_length, "8..32");
    }
    if (has_control_character(password.reveal())) {
        return invalid_field("password", Fault::wrong_format);
    }
    return Done{};
}

}  // namespace

Fields<SearchUsersRequest> search_users_fields() { return fields; }

Result<Page<FoundUser>> Users::search(SearchUsersRequest const& request, Actor const& actor) const {
    auto const work = [&](Reader& reader, Permit const& permit) -> Result<Page<FoundUser>> {
        auto search = request.search;
        search.corp_id = permit.corp_id();
        auto rows = TRY(search_users(reader, search));
        Page<FoundUser> page{rows.offset, rows.limit, rows.count, {}};
        page.data.reserve(rows.data.size());
        for (auto& row : rows.data) {
            Secret code;
            if (row.terminal && row.terminal->code) {
                code = TRY(issue_.open(row.user.id, *row.terminal->code));
            }
            page.data.push_back({std::move(row), std::move(code)});
        }
        return page;
    };
    return gate_.read(actor, operations::search_users, work);
}

Result<Page<UserRow>> Users::list(UserSearch const& search, Actor const& actor) const {
    return gate_.read(actor, commands::list_users, [&](Reader& reader, Permit const& permit) {
        auto wanted = search;
        wanted.corp_id = permit.corp_id();
        return search_users(reader, wanted);
    });
}

Result<CreatedUser> Users::create(NewUser const& request, Actor const& actor) const {
    TRY(check_text(request.account, "account", 1, account_length_max));
    auto const& name = request.name.empty() ? request.account : request.name;
    TRY(check_text(name, "name", 1, name_length_max));
    TRY(check_text(request.third_account, "third-account", 0, third_account_length_max));
    // A colon ends the account in a Basic header.
    if (request.account.find(':') != std::string::npos) {
        return invalid_field("account", Fault::wrong_format, "no colon");
    }
    CreatedUser created{{}, request.password ? *request.password : tokens_.password()};
    TRY(check_password(created.password));
    created.user.password_hash = TRY(passwords_.hash(created.password));
    created.user.id = UserId{tokens_.id()};
    created.user.account = request.account;
    created.user.name = name;
    created.user.third_account = request.third_account;
    created.user.department_code = root_department;
    created.user.admin_type = request.is_administrator ? AdminType::admin : AdminType::none;
    return gate_.change(actor, commands::create_user, {},
                        [&](Change& change) -> Result<CreatedUser> {
                            created.user.corp_id = change.permit.corp_id();
                            created.user.created_at = change.permit.now;
                            if (!TRY(insert_user(change.transaction, created.user))) {
                                return refusal_about(ErrorCode::account_exists, request.account);
                            }
                            change.about(request.account);
                            return created;
                        });
}

Status Users::set_disabled(std::string const& account, bool is_disabled) const {
    auto const& operation = is_disabled ? commands::disable_user : commands::enable_user;
    return gate_.change(operator_of_account(account), operation, {}, [&](Change& change) -> Status {
        auto user = TRY(known_user(change, account));
        if (is_disabled && user.admin_type == AdminType::default_admin) {
            return refusal_about(ErrorCode::default_admin_protected, account);
        }
        user.status = is_disabled ? AccountStatus::disabled : AccountStatus::normal;
        TRY(update_user(change.transaction, user));
        if (!is_disabled) return Done{};
        TRY(end_sessions(change.transaction, user.id));
        change.wake(TRY(
            end_binding(change.transaction, user.id, UnbindReason::disabled, change.permit.now)));
        return Done{};
    });
}

Status Users::remove(std::string const& account) const {
    return gate_.change(
        operator_of_account(account), commands::delete_user, {}, [&](Change& change) -> Status {
            auto const user = TRY(known_user(change, account));
            if (user.admin_type == AdminType::default_admin) {
                return refusal_about(ErrorCode::default_admin_protected, account);
            }
            auto const now = change.permit.now;
            change.wake(TRY(end_binding(change.transaction, user.id, UnbindReason::deleted, now)));
            TRY(supersede_notices(change.transaction, user.id, now));
            return delete_user(change.transaction, user.id);
        });
}

Result<Secret> Users::set_password(std::string const& account,
                                   std::optional<Secret> password) const {
    Secret const text = password ? *password : tokens_.password();
    TRY(check_password(text));
    auto const hash = TRY(passwords_.hash(text));
    return gate_.change(operator_of_account(account), commands::set_user_password, {},
                        [&](Change& change) -> Result<Secret> {
                            auto& transaction = change.transaction;
                            auto user = TRY(known_user(change, account));
                            if (is_terminal(user.type)) {
                                return invalid_field("account", Fault::not_allowed,
                                                     "an account of a person");
                            }
                            user.password_hash = hash;
                            TRY(update_user(transaction, user));
                            TRY(end_sessions(transaction, user.id));
                            TRY(clear_sign_in_failures(transaction, account));
                            return text;
                        });
}

Status Users::rename(std::string const& account, std::string const& name) const {
    TRY(check_text(name, "name", 1, name_length_max));
    return gate_.change(
        operator_of_account(account), commands::rename_user, {}, [&](Change& change) -> Status {
            auto user = TRY(known_user(change, account));
            user.name = name;
            TRY(update_user(change.transaction, user));
            auto const terminal = TRY(find_terminal_by_user(change.transaction, user.id));
            if (terminal && terminal->binding) change.wake(terminal->binding->id);
            return Done{};
        });
}

}  // namespace roomkey
