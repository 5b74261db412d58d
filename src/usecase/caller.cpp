#include "usecase/caller.hpp"

#include <utility>

#include "storage/sql/sessions.hpp"

namespace roomkey {

Result<Caller> Authentication::caller(Reader& reader, AccessProof const& proof) const {
    return caller(TRY(find_session(reader, TRY(hash_of(proof)))));
}

Result<Digest> Authentication::hash_of(AccessProof const& proof) const {
    if (proof.secret.empty()) return refusal(ErrorCode::token_missing);
    auto const purpose =
        proof.is_of_console ? HashPurpose::console_session : HashPurpose::access_token;
    return hashes_.of(purpose, proof.secret.reveal());
}

Result<Caller> Authentication::caller(std::optional<SessionFacts> facts) const {
    if (!facts) return refusal(ErrorCode::token_invalid, "unknown token");
    Session const& session = facts->session;
    auto const now = clock_.now();
    if (session.expires_at <= now || !is_of_now(session, now)) {
        return refusal(ErrorCode::token_invalid, "lapsed token");
    }
    if (session.ended == SessionEnd::displaced) return refusal(ErrorCode::token_displaced);
    if (session.ended != SessionEnd::none) return refusal(ErrorCode::token_invalid, "signed out");
    if (facts->user.status != AccountStatus::normal) {
        return refusal(ErrorCode::token_invalid, "user disabled");
    }
    if (facts->is_app_disabled) return refusal(ErrorCode::token_invalid, "app disabled");
    return Caller{std::move(facts->user), std::move(facts->corp), std::move(facts->session)};
}

}  // namespace roomkey
