#include "usecase/sign_in/session_issue.hpp"

#include <utility>

#include "storage/sql/sessions.hpp"

namespace roomkey {
namespace {

constexpr std::int64_t client_type_max = 255;

}  // namespace

Result<SignedIn> SessionIssue::issue(Transaction& transaction, User user, Corp corp,
                                     AppId const& app, int client_type,
                                     std::string const& source) const {
    auto const now = clock_.now();
    SignedIn signed_in{
        {}, std::move(user), std::move(corp), tokens_.access_token(), tokens_.refresh_token()};
    Session& session = signed_in.session;
    session.access_hash = hashes_.of(HashPurpose::access_token, signed_in.access_token.reveal());
    session.refresh_hash = hashes_.of(HashPurpose::refresh_token, signed_in.refresh_token.reveal());
    session.user_id = signed_in.user.id;
    session.app_id = app;
    session.client_type = client_type;
    session.source = source;
    session.created_at = now;
    session.expires_at = now + access_token_validity;
    session.refresh_created_at = now;
    session.refresh_expires_at = now + refresh_token_validity;

    int const live_max =
        client_type == client_type_api ? live_tokens_api_max : live_tokens_other_max;
    TRY(displace_sessions(transaction, session.user_id, client_type, live_max - 1, now));
    TRY(insert_session(transaction, session));
    return signed_in;
}

Result<SignedIn> SessionIssue::renew(Transaction& transaction, SessionFacts const& facts,
                                     bool with_new_access_token) const {
    auto const now = clock_.now();
    SignedIn renewed{facts.session, facts.user, facts.corp, {}, tokens_.refresh_token()};
    Session& session = renewed.session;
    if (with_new_access_token) {
        renewed.access_token = tokens_.access_token();
        session.access_hash = hashes_.of(HashPurpose::access_token, renewed.access_token.reveal());
    }
    session.refresh_hash = hashes_.of(HashPurpose::refresh_token, renewed.refresh_token.reveal());
    session.created_at = now;
    session.expires_at = now + access_token_validity;
    session.refresh_created_at = now;
    session.refresh_expires_at = now + refresh_token_validity;
    TRY(update_session(transaction, facts.session, session));
    return renewed;
}

Status check_client_type(std::int64_t client_type) {
    if (client_type < 0 || client_type > client_type_max) {
        return invalid_field("clientType", Fault::out_of_range, "0..255");
    }
    return Done{};
}

}  // namespace roomkey
