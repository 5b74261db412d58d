#include "usecase/operator/users.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "domain/text_field.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_length_max = 255;
constexpr std::size_t name_length_max = 64;
constexpr std::size_t third_account_length_max = 64;
// Contract: CreateToken.
constexpr std::size_t password_length_min = 8;
constexpr std::size_t password_length_max = 32;

Result<User> known_user(Reader& reader, std::string const& account) {
    auto user = TRY(reader.find_user_by_account(account));
    if (!user) return refusal_about(ErrorCode::account_unknown, account);
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

Result<CreatedUser> OperateUsers::create(NewUser const& request) {
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
    created.user.corp_id = request.corp_id;
    created.user.account = request.account;
    created.user.name = name;
    created.user.third_account = request.third_account;
    created.user.department_code = root_department;
    created.user.admin_type = request.is_administrator ? AdminType::admin : AdminType::none;
    created.user.created_at = clock_.now();
    return store_.write([&](Transaction& transaction) -> Result<CreatedUser> {
        if (!TRY(transaction.find_corp(request.corp_id))) {
            return refusal_about(ErrorCode::corp_unknown, request.corp_id.value);
        }
        if (!TRY(transaction.insert_user(created.user))) {
            return refusal_about(ErrorCode::account_exists, request.account);
        }
        TRY(transaction.insert_audit(audit_operator(request.corp_id, created.user.created_at,
                                                    "create_user", request.account)));
        return created;
    });
}

Status OperateUsers::set_disabled(std::string const& account, bool is_disabled) {
    auto const unbound =
        TRY(store_.write([&](Transaction& transaction) -> Result<std::optional<BindingId>> {
            auto user = TRY(known_user(transaction, account));
            if (is_disabled && user.admin_type == AdminType::default_admin) {
                return refusal_about(ErrorCode::default_admin_protected, account);
            }
            user.status = is_disabled ? AccountStatus::disabled : AccountStatus::normal;
            TRY(transaction.update_user(user));
            auto const now = clock_.now();
            std::optional<BindingId> binding;
            if (is_disabled) {
                TRY(transaction.end_sessions(user.id));
                binding = TRY(transaction.end_binding(user.id, UnbindReason::disabled, now));
            }
            TRY(transaction.insert_audit(audit_operator(
                user.corp_id, now, is_disabled ? "disable_user" : "enable_user", account)));
            return binding;
        }));
    if (unbound) feed_.wake(*unbound);
    return Done{};
}

Status OperateUsers::remove(std::string const& account) {
    auto const unbound =
        TRY(store_.write([&](Transaction& transaction) -> Result<std::optional<BindingId>> {
            auto const user = TRY(known_user(transaction, account));
            if (user.admin_type == AdminType::default_admin) {
                return refusal_about(ErrorCode::default_admin_protected, account);
            }
            auto const now = clock_.now();
            auto binding = TRY(transaction.end_binding(user.id, UnbindReason::deleted, now));
            TRY(transaction.supersede_notices(user.id, now));
            TRY(transaction.delete_user(user.id));
            TRY(transaction.insert_audit(
                audit_operator(user.corp_id, now, "delete_user", account)));
            return binding;
        }));
    if (unbound) feed_.wake(*unbound);
    return Done{};
}

Result<Secret> OperateUsers::set_password(std::string const& account,
                                          std::optional<Secret> password) {
    Secret const text = password ? *password : tokens_.password();
    TRY(check_password(text));
    auto const hash = TRY(passwords_.hash(text));
    return store_.write([&](Transaction& transaction) -> Result<Secret> {
        auto user = TRY(known_user(transaction, account));
        if (is_terminal(user.type)) {
            return invalid_field("account", Fault::not_allowed, "an account of a person");
        }
        user.password_hash = hash;
        TRY(transaction.update_user(user));
        TRY(transaction.end_sessions(user.id));
        TRY(transaction.clear_sign_in_failures(account));
        TRY(transaction.insert_audit(
            audit_operator(user.corp_id, clock_.now(), "set_password", account)));
        return text;
    });
}

Status OperateUsers::rename(std::string const& account, std::string const& name) {
    TRY(check_text(name, "name", 1, name_length_max));
    auto const binding =
        TRY(store_.write([&](Transaction& transaction) -> Result<std::optional<BindingId>> {
            auto user = TRY(known_user(transaction, account));
            user.name = name;
            TRY(transaction.update_user(user));
            TRY(transaction.insert_audit(
                audit_operator(user.corp_id, clock_.now(), "rename_user", account)));
            auto const terminal = TRY(transaction.find_terminal_by_user(user.id));
            std::optional<BindingId> bound;
            if (terminal && terminal->binding) bound = terminal->binding->id;
            return bound;
        }));
    if (binding) feed_.wake(*binding);
    return Done{};
}

Result<Page<UserRow>> OperateUsers::list(UserSearch const& search) {
    return store_.read([&](Reader& reader) { return reader.search_users(search); });
}

}  // namespace roomkey
