#include "openid/id_token.hpp"

#include <cjose/base64.h>
#include <cjose/util.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "base/utf8.hpp"
#include "openid/json_text.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr std::size_t subject_length_max = 255;
constexpr std::size_t claims_max = 64;
constexpr std::size_t claim_bytes_max = 512;

Error refused(std::string detail) { return refusal(ErrorCode::sso_refused, std::move(detail)); }

/// A part of a token, which is base64url without padding. Empty if it is not that.
std::string decoded(std::string_view part) {
    std::uint8_t* bytes = nullptr;
    std::size_t count = 0;
    cjose_err error{};
    if (!cjose_base64url_decode(part.data(), part.size(), &bytes, &count, &error)) return {};
    std::string text(reinterpret_cast<char const*>(bytes), count);
    cjose_get_dealloc()(bytes);
    return text;
}

double seconds(Instant instant) {
    return std::chrono::duration<double>(instant.time_since_epoch()).count();
}

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

Status check_audience(json::object const& claims, std::string const& client_id) {
    auto const* const audience = claims.if_contains("aud");
    if (audience == nullptr) return refused("the token has no aud");
    auto const is_us = [&](json::value const& one) {
        return one.is_string() && std::string_view(one.get_string()) == client_id;
    };
    bool is_for_others = false;
    bool is_for_us = is_us(*audience);
    if (audience->is_array()) {
        auto const& list = audience->get_array();
        is_for_us = std::any_of(list.begin(), list.end(), is_us);
        is_for_others = !std::all_of(list.begin(), list.end(), is_us);
    }
    if (!is_for_us) return refused("the token is for another aud");
    bool const has_party = claims.contains("azp");
    if ((is_for_others || has_party) && text_in(claims, "azp") != client_id) {
        return refused("the token is for another azp");
    }
    return Done{};
}

Status check_times(json::object const& claims, Instant now) {
    auto const current = seconds(now);
    auto const skew = seconds(id_token_skew);
    auto const expires = seconds_in(claims, "exp");
    auto const issued = seconds_in(claims, "iat");
    if (!expires || !issued) return refused("the token has no exp or iat");
    if (!(*expires > current - skew)) return refused("the token has expired");
    if (!(*issued <= current + skew)) return refused("the token is from the future");
    if (!(*issued >= current - skew - seconds(id_token_age_max))) {
        return refused("the token is too old");
    }
    if (!claims.contains("nbf")) return Done{};
    auto const begins = seconds_in(claims, "nbf");
    if (!begins || !(*begins <= current + skew)) return refused("the token is not valid yet");
    return Done{};
}

std::string list_text(json::array const& list) {
    std::string text;
    for (auto const& item : list) {
        if (!item.is_string()) return {};
        if (!text.empty()) text += ", ";
        text += std::string_view(item.get_string());
    }
    return text;
}

std::string claim_text(json::value const& value) {
    if (value.is_string()) return {value.get_string().data(), value.get_string().size()};
    if (value.is_number() || value.is_bool()) return json::serialize(value);
    return value.is_array() ? list_text(value.get_array()) : std::string{};
}

}  // namespace

Result<TokenHeader> token_header(std::string_view token) {
    if (token.size() > id_token_bytes_max) return refused("the token is too long");
    if (std::count(token.begin(), token.end(), '.') != 2) return refused("this is no signed token");
    auto const header =
        TRY(json_object_of(decoded(token.substr(0, token.find('.'))), "the token's header"));
    if (header.contains("crit")) return refused("the token demands an extension");
    TokenHeader read{text_in(header, "alg"), text_in(header, "kid")};
    for (auto const* const accepted : {"RS256", "PS256", "ES256"}) {
        if (read.algorithm == accepted) return read;
    }
    return refused("the token is signed with " +
                   std::string(utf8_start(one_line(read.algorithm, ' '), 32)));
}

Result<json::object> checked_id_token(std::string_view token, TokenHeader const& header,
                                      KeySet const& keys, IdTokenDemand const& demand) {
    if (!keys.has_key_for(header)) return refused("no key of the provider is that of the token");
    if (!keys.verifies(token, header)) return refused("the signature of the token is wrong");
    auto const begin = token.find('.') + 1;
    auto const payload = token.substr(begin, token.rfind('.') - begin);
    auto claims = TRY(json_object_of(decoded(payload), "the token"));
    if (text_in(claims, "iss") != demand.issuer) return refused("the token has another iss");
    auto const subject = text_in(claims, "sub");
    if (subject.empty() || subject.size() > subject_length_max) {
        return refused("the token has no sub");
    }
    TRY(check_audience(claims, demand.client_id));
    TRY(check_times(claims, demand.now));
    if (demand.nonce.empty() || text_in(claims, "nonce") != demand.nonce) {
        return refused("the token has another nonce");
    }
    return claims;
}

SsoClaims claims_of(json::object const& claims) {
    SsoClaims found;
    for (auto const& [name, value] : claims) {
        if (found.all.size() == claims_max) break;
        if (name == "nonce") continue;
        auto text = claim_text(value);
        // Cut, it would be somebody else's.
        if (text.empty() || text.size() > claim_bytes_max) continue;
        found.all.push_back({std::string(utf8_start(one_line(name, ' '), 64)), std::move(text)});
    }
    auto const* const verified = claims.if_contains("email_verified");
    // Some providers write it as a text.
    found.is_email_verified = verified != nullptr && claim_text(*verified) == "true";
    found.acr = text_in(claims, "acr");
    auto const* const methods = claims.if_contains("amr");
    if (methods == nullptr || !methods->is_array()) return found;
    for (auto const& method : methods->get_array()) {
        if (method.is_string()) found.amr.emplace_back(std::string_view(method.get_string()));
    }
    return found;
}

}  // namespace roomkey
