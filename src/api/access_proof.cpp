#include "api/access_proof.hpp"

#include <algorithm>
#include <utility>

namespace roomkey {
namespace {

constexpr std::string_view cookie_name = "__Host-roomkey-session";
constexpr char const* console_header = "X-Roomkey-Console";
constexpr std::string_view cookie_attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

std::string_view without_blanks(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// The value of the session's cookie (RFC 6265 5.4); empty if there is none.
std::string_view cookie_value(HttpRequest const& request) {
    auto rest = request.header("Cookie").value_or("");
    while (!rest.empty()) {
        auto const pair = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        if (without_blanks(pair.substr(0, equals)) == cookie_name) {
            return without_blanks(pair.substr(equals + 1));
        }
    }
    return {};
}

HttpHeader set_cookie(std::string const& value, std::string_view more) {
    return {"Set-Cookie", std::string(cookie_name) + '=' + value + std::string(cookie_attributes) +
                              std::string(more)};
}

}  // namespace

Secret header_token(HttpRequest const& request) {
    auto const token = request.header("X-Access-Token");
    if (token && !token->empty()) return Secret(std::string(*token));
    auto const older = request.header("X-Auth-Token");
    return older ? Secret(std::string(*older)) : Secret();
}

Result<AccessProof> access_proof(HttpRequest const& request) {
    auto token = header_token(request);
    if (!token.empty()) return AccessProof{std::move(token)};
    auto const secret = cookie_value(request);
    if (secret.empty()) return AccessProof{};
    if (!request.header(console_header)) {
        return refusal(ErrorCode::cross_site_request, "without X-Roomkey-Console");
    }
    TRY(refuse_cross_site(request));
    return AccessProof{Secret(std::string(secret)), true};
}

Status refuse_cross_site(HttpRequest const& request) {
    // Browsers alone send it, and pages cannot change it (Fetch Metadata).
    auto const site = request.header("Sec-Fetch-Site");
    if (!site || *site == "same-origin" || *site == "none") return Done{};
    return refusal(ErrorCode::cross_site_request, "Sec-Fetch-Site");
}

bool is_in_background(HttpRequest const& request) {
    return request.header(console_header) == "background";
}

HttpHeader session_cookie(Secret const& secret) { return set_cookie(secret.reveal(), ""); }

HttpHeader no_session_cookie() { return set_cookie("", "; Max-Age=0"); }

}  // namespace roomkey
