#include "usecase/sign_in/session_issue.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "storage/sql/sessions.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

constexpr std::int64_t client_type_max = 255;

int live_max(int client_type) {
    if (client_type == client_type_api) return live_tokens_api_max;
    return client_type == client_type_console ? live_sessions_console_max : live_tokens_other_max;
}

std::string shown_user_agent(std::string const& sent) {
    auto const line = one_line(sent, ' ');
    return std::string(utf8_start(line, user_agent_length_max));
}

}  // namespace

Result<SignedIn> SessionIssue::issue(Transaction& transaction, User user, Corp corp,
                                     AppId const& app, int client_type,
                                     RequestContext const& context, SignInProof proof) const {
    auto const now = clock_.now();
    SignedIn signed_in{{}, std::move(user), std::move(corp), {}, {}};
    Session& session = signed_in.session;
    session.user_id = signed_in.user.id;
    session.app_id = app;
    session.client_type = client_type;
    session.proof = proof;
    session.source = context.source;
    session.user_agent = shown_user_agent(context.user_agent);
    session.signed_in_at = now;
    session.created_at = now;
    session.seen_at = now;
    session.refresh_created_at = now;
    if (is_of_console(session)) {
        make_console_secret(signed_in, now);
    } else {
        make_tokens(signed_in);
    }
    TRY(displace_sessions(transaction, session.user_id, client_type, live_max(client_type) - 1,
                          now));
    TRY(insert_session(transaction, session));
    return signed_in;
}

void SessionIssue::make_tokens(SignedIn& signed_in) const {
    signed_in.access_token = tokens_.access_token();
    signed_in.refresh_token = tokens_.refresh_token();
    Session& session = signed_in.session;
    session.access_hash = hashes_.of(HashPurpose::access_token, signed_in.access_token.reveal());
    session.refresh_hash = hashes_.of(HashPurpose::refresh_token, signed_in.refresh_token.reveal());
    session.family = TokenMaker::family_of(signed_in.refresh_token.reveal());
    set_ends(session);
}

void SessionIssue::make_console_secret(SignedIn& signed_in, Instant now) const {
    signed_in.access_token = tokens_.console_secret();
    Session& session = signed_in.session;
    session.access_hash = hashes_.of(HashPurpose::console_session, signed_in.access_token.reveal());
    // Of a token that nobody gets and that has lapsed already.
    session.refresh_hash = hashes_.of(HashPurpose::refresh_token, tokens_.refresh_token().reveal());
    session.refresh_expires_at = now;
    session.expires_at = idle_end(session, limits_, now);
}

Result<SignedIn> SessionIssue::renew(Transaction& transaction, SessionFacts const& facts,
                                     bool with_new_access_token,
                                     RequestContext const& context) const {
    auto const now = clock_.now();
    if (facts.session.signed_in_at + limits_.tokens_longest <= now) {
        return refusal(ErrorCode::token_invalid, "the session has lived for the longest time");
    }
    SignedIn renewed{
        facts.session, facts.user, facts.corp, {}, tokens_.refresh_token(facts.session.family)};
    Session& session = renewed.session;
    if (with_new_access_token) {
        renewed.access_token = tokens_.access_token();
        session.access_hash = hashes_.of(HashPurpose::access_token, renewed.access_token.reveal());
    }
    session.refresh_hash = hashes_.of(HashPurpose::refresh_token, renewed.refresh_token.reveal());
    session.created_at = now;
    session.seen_at = now;
    session.refresh_created_at = now;
    set_ends(session);
    TRY(update_session(transaction, facts.session, session));
    TRY(record_own(transaction, audit_own(renewed.user, context, now, "update_token")));
    return renewed;
}

void SessionIssue::set_ends(Session& session) const {
    auto const end = session.signed_in_at + limits_.tokens_longest;
    session.expires_at = std::min(session.created_at + access_token_validity, end);
    session.refresh_expires_at = std::min(session.created_at + refresh_token_validity, end);
}

Status check_client_type(std::int64_t client_type) {
    if (client_type < 0 || client_type > client_type_max) {
        return invalid_field("clientType", Fault::out_of_range, "0..255");
    }
    return Done{};
}

}  // namespace roomkey
