#include "usecase/sign_in/create_token.hpp"

#include <optional>
#include <utility>

#include "domain/text_field.hpp"
#include "security/app_signature.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_length_max = 255;

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
    auto const attempt = TRY(guard_.begin(request.account, context.source));
    auto signed_in = verify(request, credentials->password, attempt, context);
    if (signed_in.ok()) return signed_in;
    if (signed_in.error().code == ErrorCode::credentials_wrong) {
        TRY(guard_.end_wrong(attempt));
    } else {
        TRY(guard_.take_back(attempt));
    }
    return signed_in;
}

Result<SignedIn> CreateToken::verify(TokenRequest const& request, Secret const& password,
                                     SignInAttempt const& attempt,
                                     RequestContext const& context) const {
    auto const user = TRY(
        store_.read([&](Reader& reader) { return find_user_by_account(reader, request.account); }));
    auto const hash = user ? user->password_hash : std::string{};
    if (!TRY(passwords_.verify(hash, password))) return refusal(ErrorCode::credentials_wrong);
    return finish(request, *user, attempt, context);
}

Result<SignedIn> CreateToken::finish(TokenRequest const& request, User const& user,
                                     SignInAttempt const& attempt,
                                     RequestContext const& context) const {
    return store_.write([&](Transaction& transaction) -> Result<SignedIn> {
        // The password was verified outside of this transaction; had it changed since, or the
        // account gone, the verification would be worth nothing.
        auto current = TRY(find_user(transaction, user.id));
        if (!current || current->password_hash != user.password_hash) {
            return refusal(ErrorCode::credentials_wrong, "password changed meanwhile");
        }
        if (current->status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
        auto corp = TRY(find_corp(transaction, current->corp_id));
        if (!corp) return internal_error("user without enterprise");
        TRY(guard_.end_right(transaction, attempt));

        AuditEntry entry;
        entry.at = clock_.now();
        entry.corp_id = corp->id;
        entry.actor_id = current->id;
        entry.actor = current->account;
        entry.operation = request.is_check_only ? "check_password" : "sign_in_by_account";
        entry.account = current->account;
        entry.request_id = context.request_id;
        entry.source = context.source;
        entry.outcome = "ok";
        TRY(insert_audit(transaction, entry));

        if (request.is_check_only) {
            Session session;
            session.user_id = current->id;
            session.client_type = static_cast<int>(request.client_type);
            session.source = context.source;
            return SignedIn{std::move(session), std::move(*current), std::move(*corp), {}, {}};
        }
        return sessions_.issue(transaction, std::move(*current), std::move(*corp), AppId{},
                               static_cast<int>(request.client_type), context.source);
    });
}

}  // namespace roomkey
