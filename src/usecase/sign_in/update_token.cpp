#include "usecase/sign_in/update_token.hpp"

#include <optional>
#include <string>
#include <utility>

#include "storage/sql/sessions.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {

/// A refusal is an outcome, not an error: what it ended has to be committed.
struct UpdateToken::Outcome {
    SignedIn renewed;
    std::optional<Error> refused;
};

Result<SignedIn> UpdateToken::run(Secret const& token, RequestContext const& context) const {
    auto outcome = TRY(store_.write([&](Transaction& transaction) -> Result<Outcome> {
        auto caller = authentication_.caller(transaction, {token});
        if (!caller.ok()) {
            if (caller.error().code != ErrorCode::token_invalid) return caller.error();
            return by_refresh_token(transaction, token, context);
        }
        SessionFacts const facts{caller->session, caller->user, caller->corp, false};
        auto renewed = TRY(sessions_.renew(transaction, facts, false, context));
        renewed.access_token = token;
        return Outcome{std::move(renewed), std::nullopt};
    }));
    if (outcome.refused) return std::move(*outcome.refused);
    return std::move(outcome.renewed);
}

Result<UpdateToken::Outcome> UpdateToken::by_refresh_token(Transaction& transaction,
                                                           Secret const& token,
                                                           RequestContext const& context) const {
    auto const hash = hashes_.of(HashPurpose::refresh_token, token.reveal());
    auto const facts = TRY(find_session_by_refresh(transaction, hash));
    if (!facts) return refuse_unknown(transaction, token, context);
    auto const& session = facts->session;
    if (session.ended == SessionEnd::displaced) return refusal(ErrorCode::token_displaced);
    bool const is_live = session.ended == SessionEnd::none && is_of_now(session, clock_.now()) &&
                         session.refresh_expires_at > clock_.now() &&
                         facts->user.status == AccountStatus::normal && !facts->is_app_disabled;
    if (!is_live) return refusal(ErrorCode::token_invalid, "refresh token lapsed or ended");
    return Outcome{TRY(sessions_.renew(transaction, *facts, true, context)), std::nullopt};
}

Result<UpdateToken::Outcome> UpdateToken::refuse_unknown(Transaction& transaction,
                                                         Secret const& token,
                                                         RequestContext const& context) const {
    auto unknown = refusal(ErrorCode::token_invalid, "unknown token");
    std::string const family{TokenMaker::family_of(token.reveal())};
    if (family.empty()) return unknown;
    auto const facts = TRY(find_session_by_family(transaction, family));
    if (!facts || facts->session.ended != SessionEnd::none) return unknown;
    if (clock_.now() - facts->session.refresh_created_at < refresh_token_grace) return unknown;
    auto session = facts->session;
    session.ended = SessionEnd::signed_out;
    TRY(update_session(transaction, facts->session, session));
    auto entry = audit_own(facts->user, context, clock_.now(), "refresh_token_reused");
    entry.outcome = reason_name(unknown.code);
    entry.detail = "the session was ended";
    TRY(record_own(transaction, entry));
    return Outcome{{}, std::move(unknown)};
}

}  // namespace roomkey
