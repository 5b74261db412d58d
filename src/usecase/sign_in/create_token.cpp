#include "usecase/sign_in/create_token.hpp"

#include <functional>
#include <optional>
#include <utility>

#include "domain/text_field.hpp"
#include "security/app_signature.hpp"

namespace roomkey {
namespace {

constexpr std::size_t account_length_max = 255;

}  // namespace

Result<SignedIn> CreateToken::run(TokenRequest const& request, RequestContext const& context) {
    TRY(check_text(request.account, "account", 1, account_length_max));
    TRY(check_client_type(request.client_type));
    auto const credentials = parse_basic_authorization(request.authorization);
    if (!credentials) {
        return refusal(ErrorCode::credentials_wrong, "malformed Authorization header");
    }
    if (credentials->account != request.account) {
        return invalid_field("account", Fault::not_allowed, "the account of Authorization");
    }
    auto& turn = turns_[std::hash<std::string>{}(request.account) % turns_.size()];
    auto const pass = turn.enter();
    if (!pass) return unavailable("too many sign-ins of one account at once");
    return verify(request, credentials->password, context);
}

Result<SignedIn> CreateToken::verify(TokenRequest const& request, Secret const& password,
                                     RequestContext const& context) {
    auto const user = TRY(store_.read([&](Reader& reader) -> Result<std::optional<User>> {
        TRY(refuse_if_locked(reader, request.account));
        return reader.find_user_by_account(request.account);
    }));
    auto const hash = user ? user->password_hash : std::string{};
    if (!TRY(passwords_.verify(hash, password))) {
        TRY(count_failure(request.account));
        return refusal(ErrorCode::credentials_wrong);
    }
    return finish(request, *user, context);
}

Status CreateToken::refuse_if_locked(Reader& reader, std::string const& account) const {
    auto const failures = TRY(reader.find_sign_in_failures(account));
    auto const now = clock_.now();
    if (!failures || failures->locked_until <= now) return Done{};
    auto error = refusal(ErrorCode::account_locked);
    error.retry_after_s =
        std::chrono::ceil<std::chrono::seconds>(failures->locked_until - now).count();
    return error;
}

Status CreateToken::count_failure(std::string const& account) {
    return store_.write([&](Transaction& transaction) -> Status {
        auto const now = clock_.now();
        auto const earlier = TRY(transaction.find_sign_in_failures(account));
        SignInFailures failures{account, 1, now, now};
        if (earlier && earlier->updated_at + lockout_.memory > now) {
            failures.count = earlier->count + 1;
        }
        failures.locked_until = now + lockout_.lock_after(failures.count);
        return transaction.save_sign_in_failures(failures);
    });
}

Result<SignedIn> CreateToken::finish(TokenRequest const& request, User const& user,
                                     RequestContext const& context) {
    return store_.write([&](Transaction& transaction) -> Result<SignedIn> {
        // Others may have guessed meanwhile, and the right guess is not to be told from theirs.
        TRY(refuse_if_locked(transaction, request.account));
        // The password was verified outside of this transaction; had it changed since, or the
        // account gone, the verification would be worth nothing.
        auto current = TRY(transaction.find_user(user.id));
        if (!current || current->password_hash != user.password_hash) {
            return refusal(ErrorCode::credentials_wrong, "password changed meanwhile");
        }
        if (current->status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
        auto corp = TRY(transaction.find_corp(current->corp_id));
        if (!corp) return internal_error("user without enterprise");
        TRY(transaction.clear_sign_in_failures(request.account));

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
        TRY(transaction.insert_audit(entry));

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
