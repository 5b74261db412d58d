#include "api/access_proof.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

/// A cookie that a page of roomkey holds a secret in, and the header that the page adds to it.
struct PageCookie {
    std::string_view name;
    std::string_view path;
    char const* header;
};

constexpr PageCookie console{"__Host-roomkey-session", "/", "X-Roomkey-Console"};
constexpr PageCookie device{"__Secure-roomkey-terminal", "/v1/terminal", "X-Roomkey-Device"};
constexpr PageCookie sso{"__Host-roomkey-sso", "/", "X-Roomkey-Console"};
constexpr std::string_view end_at_once = "; Max-Age=0";

std::string_view without_blanks(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// The values of `cookie` in one line of the header (RFC 6265 5.4).
void add_values(std::vector<std::string_view>& values, PageCookie const& cookie,
                std::string_view line) {
    while (!line.empty()) {
        auto const pair = line.substr(0, line.find(';'));
        line.remove_prefix(std::min(pair.size() + 1, line.size()));
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        if (without_blanks(pair.substr(0, equals)) != cookie.name) continue;
        values.push_back(without_blanks(pair.substr(equals + 1)));
    }
}

/// The value of a cookie; empty if there is none, or more than one: one of them was set by another
/// host of the domain, and nothing tells which. A proxy that takes HTTP/2 may pass cookies on in
/// several lines (RFC 9113 8.2.3).
std::string_view value_of(PageCookie const& cookie, HttpRequest const& request) {
    std::vector<std::string_view> values;
    for (auto const& header : request.headers) {
        if (is_same_ignoring_case(header.name, "Cookie")) add_values(values, cookie, header.value);
    }
    return values.size() == 1 ? values.front() : std::string_view{};
}

HttpHeader set_cookie(PageCookie const& cookie, std::string const& value, std::string_view more) {
    return {"Set-Cookie", std::string(cookie.name) + '=' + value +
                              "; Path=" + std::string(cookie.path) +
                              "; Secure; HttpOnly; SameSite=Strict" + std::string(more)};
}

std::string living_for(Duration validity) {
    return "; Max-Age=" + std::to_string(validity / std::chrono::seconds{1});
}

/// The token of the header or, without one, the secret of the cookie.
Result<AccessProof> proof_with(PageCookie const& cookie, HttpRequest const& request) {
    auto token = header_token(request);
    if (!token.empty()) return AccessProof{std::move(token)};
    auto const secret = value_of(cookie, request);
    if (secret.empty()) return AccessProof{};
    if (!request.header(cookie.header)) {
        return refusal(ErrorCode::cross_site_request, std::string("without ") + cookie.header);
    }
    TRY(refuse_cross_site(request));
    return AccessProof{Secret(std::string(secret)), cookie.header == console.header};
}

}  // namespace

Secret header_token(HttpRequest const& request) {
    auto const token = request.header("X-Access-Token");
    if (token && !token->empty()) return Secret(std::string(*token));
    auto const older = request.header("X-Auth-Token");
    return older ? Secret(std::string(*older)) : Secret();
}

Result<AccessProof> access_proof(HttpRequest const& request) {
    return proof_with(console, request);
}

Result<AccessProof> terminal_proof(HttpRequest const& request) {
    return proof_with(device, request);
}

Result<bool> is_device_page(HttpRequest const& request) {
    if (!request.header(device.header)) return false;
    TRY(refuse_cross_site(request));
    return true;
}

Status refuse_cross_site(HttpRequest const& request) {
    // Browsers alone send it, and pages cannot change it (Fetch Metadata).
    auto const site = request.header("Sec-Fetch-Site");
    if (!site || *site == "same-origin" || *site == "none") return Done{};
    return refusal(ErrorCode::cross_site_request, "Sec-Fetch-Site");
}

bool is_in_background(HttpRequest const& request) {
    return request.header(console.header) == "background";
}

HttpHeader session_cookie(Secret const& secret) { return set_cookie(console, secret.reveal(), ""); }

HttpHeader no_session_cookie() { return set_cookie(console, "", end_at_once); }

Secret sso_cookie_of(HttpRequest const& request) {
    return Secret(std::string(value_of(sso, request)));
}

HttpHeader sso_cookie(Secret const& flow, Duration validity) {
    return set_cookie(sso, flow.reveal(), living_for(validity));
}

HttpHeader no_sso_cookie() { return set_cookie(sso, "", end_at_once); }

HttpHeader terminal_cookie(Secret const& credential, Duration validity) {
    return set_cookie(device, credential.reveal(), living_for(validity));
}

HttpHeader no_terminal_cookie() { return set_cookie(device, "", end_at_once); }

}  // namespace roomkey
