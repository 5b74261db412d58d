#include "usecase/sign_in/create_token.hpp"

#include <optional>
#include <utility>

#include "domain/text_field.hpp"
#include "fields/operation_rules.hpp"
#include "security/app_signature.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "usecase/caller.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_length_max = 255;

std::string_view audit_name(PasswordSignIn const& sign_in) {
    if (sign_in.is_check_only) return "check_password";
    bool const is_of_console = sign_in.client_type == client_type_console;
    return is_of_console ? operations::begin_session.audit : "sign_in_by_account";
}

}  // namespace

Result<SignedIn> CreateToken::run(TokenRequest const& request,
                                  RequestContext const& context) const {
    TRY(check_text(request.account, "account", 1, account_length_max));
    TRY(check_client_type(request.client_type));
    auto const credentials = parse_basic_authorization(request.authorization);
    if (!credentials) {
        return refusal(ErrorCode::credentials_wrong, "malformed Authorization header");
    }
    if (credentials->account != request.account) {
        return invalid_field("account", Fault::not_allowed, "the account of Authorization");
    }
    return run(PasswordSignIn{request.account, credentials->password,
                              static_cast<int>(request.client_type), request.is_check_only},
               context);
}

Result<SignedIn> CreateToken::run(PasswordSignIn const& sign_in,
                                  RequestContext const& context) const {
    auto const attempt = TRY(guard_.begin(sign_in.account, context, PasswordUse::sign_in));
    auto signed_in = verify(sign_in, attempt, context);
    if (signed_in.ok()) return signed_in;
    switch (signed_in.error().code) {
        case ErrorCode::credentials_wrong:
        case ErrorCode::totp_wrong:
            TRY(guard_.end_wrong(attempt, signed_in.error().code));
            break;
        case ErrorCode::account_disabled:
        case ErrorCode::account_locked:
        case ErrorCode::sso_required:
            TRY(guard_.take_back(attempt, signed_in.error()));
            break;
        default:
            TRY(guard_.take_back(attempt));
    }
    return signed_in;
}

Result<SignedIn> CreateToken::verify(PasswordSignIn const& sign_in, SignInAttempt const& attempt,
                                     RequestContext const& context) const {
    auto const user = TRY(
        store_.read([&](Reader& reader) { return find_user_by_account(reader, sign_in.account); }));
    auto const hash = user ? user->password_hash : std::string{};
    if (!TRY(passwords_.verify(hash, sign_in.password))) {
        return refusal(ErrorCode::credentials_wrong);
    }
    return finish(sign_in, *user, attempt, context);
}

Result<SignedIn> CreateToken::finish(PasswordSignIn const& sign_in, User const& user,
                                     SignInAttempt const& attempt,
                                     RequestContext const& context) const {
    // That a one-time password is wrong has to be remembered, so it is a value.
    using Finished = std::optional<SignedIn>;
    auto signed_in = TRY(store_.write([&](Transaction& transaction) -> Result<Finished> {
        // The password was verified outside of this transaction; had it changed since, or the
        // account gone, the verification would be worth nothing.
        auto current = TRY(find_user(transaction, user.id));
        if (!current || current->password_hash != user.password_hash) {
            return refusal(ErrorCode::credentials_wrong, "password changed meanwhile");
        }
        if (current->status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
        auto corp = TRY(find_corp(transaction, current->corp_id));
        if (!corp) return internal_error("user without enterprise");
        bool const is_held_up = sign_in.client_type == client_type_console &&
                                corp->policy.single_sign_on == SingleSignOn::required &&
                                !is_way_in(*current, *corp);
        if (is_held_up) return refusal(ErrorCode::sso_required);
        if (!TRY(take_second_factor(transaction, sign_in, *current, attempt))) return Finished{};

        TRY(record_own(transaction, audit_own(*current, context, clock_.now(),
                                              std::string(audit_name(sign_in)))));

        if (sign_in.is_check_only) {
            Session session;
            session.user_id = current->id;
            session.client_type = sign_in.client_type;
            session.source = context.source;
            return Finished{
                SignedIn{std::move(session), std::move(*current), std::move(*corp), {}, {}}};
        }
        return Finished{TRY(sessions_.issue(transaction, std::move(*current), std::move(*corp),
                                            AppId{}, sign_in.client_type, context))};
    }));
    if (!signed_in) return refusal(ErrorCode::totp_wrong);
    return *std::move(signed_in);
}

Result<bool> CreateToken::take_second_factor(Transaction& transaction,
                                             PasswordSignIn const& sign_in, User& user,
                                             SignInAttempt const& attempt) const {
    // The vendor's clients know no second factor.
    if (has_totp(user) && sign_in.client_type != client_type_console) {
        TRY(guard_.end_half_right(transaction, attempt));
        return true;
    }
    if (has_totp(user)) {
        if (sign_in.totp.empty()) return refusal(ErrorCode::totp_needed);
        if (!TRY(guard_.take_totp(transaction, sealer_, user, sign_in.totp, attempt))) return false;
    }
    TRY(guard_.end_right(transaction, attempt));
    return true;
}

}  // namespace roomkey
