#include "usecase/sign_in/second_factor.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "security/factor/totp.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "usecase/sign_in/totp_use.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto reset_totp = operator_only("reset_totp");
}  // namespace commands

constexpr auto confirm_fields =
    bind<ConfirmTotpRequest>(rules::confirm_totp, {field<&ConfirmTotpRequest::totp>("totp")});
constexpr auto remove_fields = bind<RemoveTotpRequest>(
    rules::remove_totp,
    {field<&RemoveTotpRequest::password>("pwd"), field<&RemoveTotpRequest::totp>("totp")});

/// The caller as this transaction finds them, held until its end.
Result<User> held_caller(Change& change) {
    auto user = TRY(find_user(change.transaction, change.permit.caller->user.id));
    if (!user) return internal_error("the caller is gone");
    change.about(user->account);
    return *std::move(user);
}

/// One that was used before is wrong, too.
Error wrong_code() {
    return invalid_field("totp", Fault::wrong_value, "the next number that the app shows");
}

Status forget(Transaction& tx, User& user) {
    user.sealed_totp.clear();
    user.totp_step = 0;
    TRY(clear_totp_failures(tx, user.account));
    return update_user(tx, user);
}

}  // namespace

Fields<ConfirmTotpRequest> confirm_totp_fields() { return confirm_fields; }
Fields<RemoveTotpRequest> remove_totp_fields() { return remove_fields; }

Result<TotpKey> SecondFactor::begin(Actor const& actor) const {
    return gate_.change(actor, operations::begin_totp, {}, [&](Change& change) -> Result<TotpKey> {
        auto user = TRY(held_caller(change));
        if (has_totp(user)) return refusal(ErrorCode::totp_enrolled);
        auto const key = tokens_.totp_key();
        user.sealed_totp = sealer_.seal(SealPurpose::totp, user.id.value, key);
        TRY(update_user(change.transaction, user));
        change.count_record();
        return TotpKey{Secret(to_base32(key.reveal())), totp_uri(key, user.account)};
    });
}

Status SecondFactor::confirm(ConfirmTotpRequest const& request, Actor const& actor) const {
    return gate_.change(actor, operations::confirm_totp, {}, [&](Change& change) -> Status {
        auto user = TRY(held_caller(change));
        if (has_totp(user)) return refusal(ErrorCode::totp_enrolled);
        if (user.sealed_totp.empty()) return refusal(ErrorCode::totp_not_begun);
        if (!TRY(take_totp(sealer_, user, request.totp, change.permit.now))) return wrong_code();
        return update_user(change.transaction, user);
    });
}

Result<SecondFactor::Verified> SecondFactor::verify(User const& user, Secret const& password,
                                                    RequestContext const& context) const {
    auto attempt = TRY(guard_.begin(user.account, context, PasswordUse::change));
    auto const is_right = passwords_.verify(user.password_hash, password);
    if (is_right.ok() && !*is_right) {
        TRY(guard_.end_wrong(attempt));
        return refusal(ErrorCode::old_password_wrong);
    }
    if (!is_right.ok()) {
        TRY(guard_.take_back(attempt));
        return is_right.error();
    }
    return Verified{user.password_hash, std::move(attempt)};
}

Result<SecondFactor::Verified> SecondFactor::verify(RemoveTotpRequest const& request,
                                                    User const& user,
                                                    RequestContext const& context) const {
    auto verified = TRY(verify(user, request.password, context));
    if (request.totp.empty()) return verified;
    auto const is_right = guard_.try_totp(sealer_, user.id, request.totp, verified.attempt);
    if (!is_right.ok()) {
        TRY(guard_.take_back(verified.attempt));
        return is_right.error();
    }
    if (!*is_right) {
        TRY(guard_.end_wrong(verified.attempt, ErrorCode::totp_wrong));
        return wrong_code();
    }
    return verified;
}

Status SecondFactor::remove(RemoveTotpRequest const& request, Actor const& actor) const {
    auto const& operation = operations::remove_totp;
    auto const verified =
        TRY(gate_.ahead(actor, operation, {}, [&](Permit const& permit) -> Result<Verified> {
            return verify(request, permit.caller->user, actor.context);
        }));
    auto removed = gate_.change(actor, operation, {}, [&](Change& change) -> Status {
        auto user = TRY(held_caller(change));
        // Verified outside of this transaction, the password may have been replaced since.
        if (user.password_hash != verified.hash) return refusal(ErrorCode::old_password_wrong);
        if (has_totp(user)) {
            // Found only now that the user is held, as by whoever switches it on.
            auto const corp = TRY(find_corp(change.transaction, user.corp_id));
            if (corp && is_way_in(user, *corp)) return refusal(ErrorCode::sso_way_in_needed);
            if (request.totp.empty()) return invalid_field("totp", Fault::missing);
            // It was right; somebody else may have used it since.
            if (!TRY(take_totp(sealer_, user, request.totp, change.permit.now))) {
                return wrong_code();
            }
        }
        return forget(change.transaction, user);
    });
    TRY(guard_.take_back(verified.attempt));
    return removed;
}

Status SecondFactor::reset(std::string const& account) const {
    return gate_.change(operator_of_account(account), commands::reset_totp, {},
                        [&](Change& change) -> Status {
                            auto user = TRY(find_user_by_account(change.transaction, account));
                            if (!user) return refusal_about(ErrorCode::account_unknown, account);
                            change.about(account);
                            return forget(change.transaction, *user);
                        });
}

}  // namespace roomkey
