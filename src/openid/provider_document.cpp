#include "openid/provider_document.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/percent.hpp"
#include "openid/json_text.hpp"

namespace roomkey {
namespace {

constexpr std::size_t address_bytes_max = 1024;

/// An https address without anything that could end it early.
bool is_https(std::string_view address) {
    constexpr std::string_view scheme = "https://";
    if (!address.starts_with(scheme) || address.size() > address_bytes_max) return false;
    auto const rest = address.substr(scheme.size());
    auto const host = rest.substr(0, rest.find_first_of("/?"));
    bool const is_clean = std::all_of(rest.begin(), rest.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != '\\' && c != '#' && c != '"' && c != '<';
    });
    return is_clean && !host.empty() && host.find('@') == std::string_view::npos;
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

std::string form_of(Pairs const& pairs) {
    std::string text;
    for (auto const& [name, value] : pairs) {
        if (!text.empty()) text += '&';
        text.append(name).append("=").append(percent_encoded(value));
    }
    return text;
}

/// S256 of RFC 7636, section 4.2: base64url of the SHA-256.
std::string challenge_of(Secret const& verifier) {
    auto const& text = verifier.reveal();
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
               EVP_sha256(), nullptr);
    digest.resize(length);
    auto encoded = to_base64(digest);
    std::replace(encoded.begin(), encoded.end(), '+', '-');
    std::replace(encoded.begin(), encoded.end(), '/', '_');
    while (encoded.ends_with('=')) encoded.pop_back();
    return encoded;
}

}  // namespace

Result<ProviderDocument> parse_provider_document(std::string_view text, std::string_view issuer) {
    auto const json = TRY(json_object_of(text, "the discovery document"));
    ProviderDocument document;
    document.issuer = text_in(json, "issuer");
    // Otherwise one provider could speak for another (OpenID Connect Discovery, section 4.3).
    if (document.issuer != issuer) {
        return refusal(ErrorCode::sso_refused, "the discovery document is of another issuer");
    }
    document.authorization_endpoint = text_in(json, "authorization_endpoint");
    document.token_endpoint = text_in(json, "token_endpoint");
    document.keys_uri = text_in(json, "jwks_uri");
    document.userinfo_endpoint = text_in(json, "userinfo_endpoint");
    for (auto const* const address :
         {&document.authorization_endpoint, &document.token_endpoint, &document.keys_uri}) {
        if (!is_https(*address)) {
            return refusal(ErrorCode::sso_refused,
                           "the discovery document names no https endpoints");
        }
    }
    if (!is_https(document.userinfo_endpoint)) document.userinfo_endpoint.clear();
    auto const* const names = json.if_contains("authorization_response_iss_parameter_supported");
    document.names_issuer = names != nullptr && names->is_bool() && names->get_bool();
    return document;
}

std::string authorization_address(ProviderDocument const& document, SsoClient const& client,
                                  SsoQuestion const& question) {
    auto const& endpoint = document.authorization_endpoint;
    auto const challenge = challenge_of(question.verifier);
    return endpoint + (endpoint.find('?') == std::string::npos ? '?' : '&') +
           form_of({{"response_type", "code"},
                    {"client_id", client.client_id},
                    {"redirect_uri", client.redirect_uri},
                    {"scope", "openid email profile"},
                    {"state", question.state},
                    {"nonce", question.nonce},
                    {"code_challenge", challenge},
                    {"code_challenge_method", "S256"}});
}

std::string token_request(SsoClient const& client, SsoAnswer const& answer) {
    Pairs pairs{{"grant_type", "authorization_code"},
                {"code", answer.code},
                {"redirect_uri", client.redirect_uri},
                {"code_verifier", answer.verifier.reveal()}};
    if (client.auth != ClientAuth::basic) pairs.emplace_back("client_id", client.client_id);
    if (client.auth == ClientAuth::post) {
        pairs.emplace_back("client_secret", client.secret.reveal());
    }
    return form_of(pairs);
}

}  // namespace roomkey
