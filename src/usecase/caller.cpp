#include "usecase/caller.hpp"

#include <utility>

#include "storage/sql/sessions.hpp"

namespace roomkey {

Result<Caller> Authentication::caller(Reader& reader, Secret const& access_token) const {
    return caller(TRY(find_session(reader, TRY(hash_of(access_token)))));
}

Result<Digest> Authentication::hash_of(Secret const& access_token) const {
    if (access_token.empty()) return refusal(ErrorCode::token_missing);
    return hashes_.of(HashPurpose::access_token, access_token.reveal());
}

Result<Caller> Authentication::caller(std::optional<SessionFacts> facts) const {
    if (!facts) return refusal(ErrorCode::token_invalid, "unknown token");
    Session const& session = facts->session;
    if (session.expires_at <= clock_.now())
        return refusal(ErrorCode::token_invalid, "lapsed token");
    if (session.ended == SessionEnd::displaced) return refusal(ErrorCode::token_displaced);
    if (session.ended != SessionEnd::none) return refusal(ErrorCode::token_invalid, "signed out");
    if (facts->user.status != AccountStatus::normal) {
        return refusal(ErrorCode::token_invalid, "user disabled");
    }
    if (facts->is_app_disabled) return refusal(ErrorCode::token_invalid, "app disabled");
    return Caller{std::move(facts->user), std::move(facts->corp), std::move(facts->session)};
}

}  // namespace roomkey
