#include "usecase/sign_in/update_token.hpp"

#include <utility>

#include "storage/sql/sessions.hpp"

namespace roomkey {

Result<SignedIn> UpdateToken::run(Secret const& token) const {
    return store_.write([&](Transaction& transaction) -> Result<SignedIn> {
        auto caller = authentication_.caller(transaction, token);
        if (!caller.ok()) {
            if (caller.error().code != ErrorCode::token_invalid) return caller.error();
            return by_refresh_token(transaction, token);
        }
        SessionFacts const facts{caller->session, caller->user, caller->corp, false};
        auto renewed = TRY(sessions_.renew(transaction, facts, false));
        renewed.access_token = token;
        return renewed;
    });
}

Result<SignedIn> UpdateToken::by_refresh_token(Transaction& transaction,
                                               Secret const& token) const {
    auto const hash = hashes_.of(HashPurpose::refresh_token, token.reveal());
    auto const facts = TRY(find_session_by_refresh(transaction, hash));
    if (!facts) return refusal(ErrorCode::token_invalid, "unknown token");
    if (facts->session.ended == SessionEnd::displaced) return refusal(ErrorCode::token_displaced);
    bool const is_live = facts->session.ended == SessionEnd::none &&
                         facts->session.refresh_expires_at > clock_.now() &&
                         facts->user.status == AccountStatus::normal && !facts->is_app_disabled;
    if (!is_live) return refusal(ErrorCode::token_invalid, "refresh token lapsed or ended");
    return sessions_.renew(transaction, *facts, true);
}

}  // namespace roomkey
