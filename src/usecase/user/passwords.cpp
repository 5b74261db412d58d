#include "usecase/user/passwords.hpp"

#include <utility>

#include "domain/account/password_rules.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "usecase/user/account_changes.hpp"

namespace roomkey {
namespace {

constexpr auto password_rule = rule_named(rules::add_user, "pwd");
/// Between the user and the hash of the password that an answer is about.
constexpr char hash_mark = ' ';

namespace commands {
constexpr auto set_password = operator_only("set_password");
}  // namespace commands

/// Saves a password that somebody else than the user chose.
Status give_password(Change& change, User& user, std::string hash) {
    auto& tx = change.transaction;
    replace_password(user, std::move(hash));
    user.password_changed_at = {};
    user.updated_at = change.permit.now;
    TRY(update_user(tx, user));
    TRY(end_sessions(tx, user.id));
    TRY(supersede_notices(tx, user.id, change.permit.now));
    return clear_sign_in_failures(tx, user.account);
}

Result<User> known_person(Reader& reader, Permit const& permit, std::string const& account) {
    auto user = TRY(known_user(reader, permit, {account}));
    if (is_terminal(user.type)) {
        return invalid_field("account", Fault::not_allowed, "an account of a person");
    }
    return user;
}

}  // namespace

Status check_operator_password(Secret const& password) {
    return check_given(password_rule, "password", password.reveal());
}

Result<Passwords::Verified> Passwords::verify(User const& user,
                                              UpdatePasswordRequest const& request,
                                              RequestContext const& context, Instant now) const {
    // What needs no hashing first: it takes the threads that others sign in with.
    TRY(check_password_pause(user, now));
    TRY(check_next_password(request.new_password, request.old_password, user.account));
    auto const attempt = TRY(guard_.begin(user.account, context, PasswordUse::change));
    auto const is_right = passwords_.verify(user.password_hash, request.old_password);
    if (is_right.ok() && !*is_right) {
        TRY(guard_.end_wrong(attempt));
        return refusal(ErrorCode::old_password_wrong);
    }
    TRY(guard_.take_back(attempt));
    TRY(is_right);
    for (auto const& hash : recent_passwords(user)) {
        if (TRY(passwords_.verify(hash, request.new_password))) {
            return refusal(ErrorCode::password_used_recently);
        }
    }
    auto hash = TRY(passwords_.hash(request.new_password));
    return Verified{user.password_hash, std::move(hash)};
}

Status Passwords::update(UpdatePasswordRequest const& request, Actor const& actor) const {
    auto const& operation = operations::update_pwd;
    Subject const subject{request.account, {}};
    auto const verified =
        TRY(gate_.ahead(actor, operation, subject, [&](Permit const& permit) -> Result<Verified> {
            bool const is_own = permit.caller && permit.caller->user.account == request.account;
            if (!is_own) return refusal(ErrorCode::password_not_yours);
            return verify(permit.caller->user, request, actor.context, permit.now);
        }));
    return gate_.change(actor, operation, subject, [&](Change& change) -> Status {
        auto& tx = change.transaction;
        auto const& caller = *change.permit.caller;
        auto user = TRY(find_user(tx, caller.user.id));
        // Verified outside of this transaction, the old password may have been replaced since.
        if (!user || user->password_hash != verified.old_hash) {
            return refusal(ErrorCode::old_password_wrong);
        }
        replace_password(*user, verified.new_hash);
        user->password_changed_at = change.permit.now;
        user->updated_at = change.permit.now;
        TRY(update_user(tx, *user));
        TRY(supersede_notices(tx, user->id, change.permit.now));
        change.about(user->account);
        return end_sessions(tx, user->id, caller.session.access_hash);
    });
}

Status Passwords::reset(ResetPasswordRequest const& request, Actor const& actor) const {
    auto const& operation = operations::reset_pwd_by_admin;
    Subject const subject{request.account, {}};
    auto const password = tokens_.password();
    auto hash = TRY(gate_.ahead(actor, operation, subject, [&](Permit const& /*permit*/) {
        return passwords_.hash(password);
    }));
    return gate_.change(actor, operation, subject, [&](Change& change) -> Status {
        auto& tx = change.transaction;
        auto const& permit = change.permit;
        auto user = TRY(known_person(tx, permit, request.account));
        bool const is_protected = user.role == Role::default_administrator && permit.caller &&
                                  permit.caller->user.id != user.id;
        if (is_protected) return refusal(ErrorCode::password_not_yours);
        TRY(require_power_over(permit, user));
        auto const contacts = reached({user.email, user.phone}, permit.corp);
        if (!is_announced(contacts)) {
            return invalid_field("account", Fault::not_allowed, "a user with an email or a phone");
        }
        TRY(give_password(change, user, hash));
        change.answer_holds_while(user.id.value + hash_mark + hash);
        TRY(issue_.queue_password(tx, user, password, contacts, permit.language, permit.now));
        change.about(user.account, masked(contacts));
        change.notify_outbox();
        return Done{};
    });
}

Result<bool> Passwords::holds(Reader& reader, Permit const& permit,
                              Repetition::Earlier const& earlier) const {
    auto const& fact = earlier.holds_while;
    auto const middle = fact.find(hash_mark);
    if (middle == std::string::npos) return false;
    auto const user = TRY(find_user(reader, UserId{fact.substr(0, middle)}));
    bool const is_same = user && user->password_hash == fact.substr(middle + 1);
    return is_same && TRY(is_within(reader, permit.reach(), user->department_code));
}

Result<Secret> Passwords::set(std::string const& account, std::optional<Secret> password) const {
    Secret const text = password ? *password : tokens_.password();
    TRY(check_operator_password(text));
    auto const hash = TRY(passwords_.hash(text));
    return gate_.change(operator_of_account(account), commands::set_password, {},
                        [&](Change& change) -> Result<Secret> {
                            auto user =
                                TRY(known_person(change.transaction, change.permit, account));
                            change.about(account);
                            TRY(give_password(change, user, hash));
                            // An administrator who resets passwords could go on guessing.
                            TRY(clear_totp_failures(change.transaction, account));
                            return text;
                        });
}

}  // namespace roomkey
