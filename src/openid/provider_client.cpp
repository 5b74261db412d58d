#include "openid/provider_client.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/ascii.hpp"
#include "base/bytes.hpp"
#include "base/percent.hpp"
#include "openid/json_text.hpp"

namespace roomkey {
namespace {

constexpr Duration kept_for = std::chrono::minutes{10};
/// A provider that did not answer is not asked again for so long.
constexpr Duration failure_kept_for = std::chrono::seconds{5};
/// Keys are fetched again for an unknown one no sooner than this: anybody can name one.
constexpr Duration keys_fetched_every = std::chrono::seconds{30};
constexpr std::size_t issuers_max = 1'000;
constexpr int waiting_max = 4;
constexpr std::string_view discovery_path = "/.well-known/openid-configuration";

/// Host without port, of an address that begins with https://.
std::string host_of(std::string_view address) {
    auto const rest = address.substr(std::string_view("https://").size());
    auto const authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.starts_with('['))
        return std::string(authority.substr(0, authority.find(']') + 1));
    return std::string(authority.substr(0, authority.find(':')));
}

std::string basic_authorization(SsoClient const& client) {
    // RFC 6749, section 2.3.1: both form-encoded first.
    return "Basic " + to_base64(percent_encoded(client.client_id) + ':' +
                                percent_encoded(client.secret.reveal()));
}

/// The `error` of RFC 6749, section 5.2, if it is a word that can be shown.
std::string error_word(std::string_view body) {
    auto const json = json_object_of(body, "the answer");
    auto const word = json.ok() ? text_in(*json, "error") : std::string{};
    bool const is_plain = word.size() <= 64 && std::all_of(word.begin(), word.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || c == '_';
                          });
    return is_plain ? word : std::string{};
}

Error refused_by(std::string_view what, HttpAnswer const& answer) {
    auto detail = std::string(what) + " answered with HTTP " + std::to_string(answer.status);
    if (answer.status >= 500 || answer.status == 429) return unavailable(std::move(detail));
    auto const word = error_word(answer.body);
    if (!word.empty()) detail += ", " + word;
    return refusal(ErrorCode::sso_refused, std::move(detail));
}

}  // namespace

/// A thread that waits for this issuer.
class ProviderClient::Turn {
public:
    static Result<std::unique_ptr<Turn>> take(ProviderClient& client, std::string const& issuer) {
        std::lock_guard const lock(client.mutex_);
        auto& known = client.known(issuer);
        if (known.waiting >= waiting_max) return unavailable("too many wait for this provider");
        ++known.waiting;
        return std::unique_ptr<Turn>(new Turn(client, issuer));
    }
    ~Turn() {
        std::lock_guard const lock(client_.mutex_);
        --client_.known(issuer_).waiting;
    }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

private:
    Turn(ProviderClient& client, std::string issuer)
        : client_(client), issuer_(std::move(issuer)) {}

    ProviderClient& client_;
    std::string issuer_;
};

/// Called with the mutex held.
ProviderClient::Known& ProviderClient::known(std::string const& issuer) {
    if (known_.size() >= issuers_max && !known_.contains(issuer)) {
        std::erase_if(known_, [](auto const& entry) { return entry.second.waiting == 0; });
    }
    return known_[issuer];
}

Result<std::string> ProviderClient::address(SsoClient const& client, SsoQuestion const& question) {
    auto const document = TRY(document_of(client.issuer));
    return authorization_address(*document, client, question);
}

Result<SsoClaims> ProviderClient::redeem(SsoClient const& client, SsoAnswer const& answer) {
    auto const document = TRY(document_of(client.issuer));
    auto const turn = TRY(Turn::take(*this, client.issuer));
    // Of another provider, whose code must not be shown to this one (RFC 9207).
    bool const is_other =
        answer.issuer.empty() ? document->names_issuer : answer.issuer != document->issuer;
    if (is_other) return refusal(ErrorCode::sso_refused, "the answer is of another issuer");
    auto const found = TRY(tokens(*document, client, answer));
    auto claims = TRY(check(*document, text_in(found, "id_token"), client, answer));
    TRY(add_userinfo(*document, found, answer.claim, claims));
    return claims_of(claims);
}

Result<std::shared_ptr<ProviderDocument const>> ProviderClient::document_of(
    std::string const& issuer) {
    using Found = std::shared_ptr<ProviderDocument const>;
    {
        std::lock_guard const lock(mutex_);
        auto const& entry = known(issuer);
        auto const now = clock_.now();
        if (entry.document && now - entry.document_at < kept_for) return entry.document;
        if (entry.failure && now - entry.failed_at < failure_kept_for) return *entry.failure;
    }
    auto const turn = TRY(Turn::take(*this, issuer));
    auto base = std::string_view(issuer);
    while (base.ends_with('/')) base.remove_suffix(1);
    auto const text = fetched(std::string(base) + std::string(discovery_path), "the discovery");
    auto const parsed =
        text.ok() ? parse_provider_document(*text, issuer) : Result<ProviderDocument>(text.error());
    std::lock_guard const lock(mutex_);
    auto& entry = known(issuer);
    if (!parsed.ok()) {
        entry.failure = parsed.error();
        entry.failed_at = clock_.now();
        return parsed.error();
    }
    entry.failure.reset();
    entry.document = std::make_shared<ProviderDocument const>(*parsed);
    entry.document_at = clock_.now();
    return Found(entry.document);
}

Result<std::shared_ptr<KeySet const>> ProviderClient::keys_of(ProviderDocument const& document,
                                                              Instant fetched_after) {
    {
        std::lock_guard const lock(mutex_);
        auto const& entry = known(document.issuer);
        if (entry.keys && entry.keys_at > fetched_after) return entry.keys;
    }
    auto keys = std::make_shared<KeySet const>(
        TRY(KeySet::parse(TRY(fetched(document.keys_uri, "the key set")))));
    std::lock_guard const lock(mutex_);
    auto& entry = known(document.issuer);
    entry.keys = keys;
    entry.keys_at = clock_.now();
    return keys;
}

Result<boost::json::object> ProviderClient::check(ProviderDocument const& document,
                                                  std::string const& token, SsoClient const& client,
                                                  SsoAnswer const& answer) {
    auto const header = TRY(token_header(token));
    auto const now = clock_.now();
    auto keys = TRY(keys_of(document, now - kept_for));
    // The provider may have replaced its keys since.
    if (!keys->has_key_for(header)) keys = TRY(keys_of(document, now - keys_fetched_every));
    return checked_id_token(token, header, *keys,
                            {document.issuer, client.client_id, answer.nonce, now});
}

Result<boost::json::object> ProviderClient::tokens(ProviderDocument const& document,
                                                   SsoClient const& client,
                                                   SsoAnswer const& answer) const {
    std::vector<HttpHeader> headers{{"Content-Type", "application/x-www-form-urlencoded"}};
    if (client.auth == ClientAuth::basic) {
        headers.push_back({"Authorization", basic_authorization(client)});
    }
    Secret const body(token_request(client, answer));
    auto const answered =
        TRY(send("POST", document.token_endpoint, std::move(headers), body.reveal()));
    if (answered.status != 200) return refused_by("the token endpoint", answered);
    return json_object_of(answered.body, "the answer of the token endpoint");
}

Status ProviderClient::add_userinfo(ProviderDocument const& document,
                                    boost::json::object const& tokens, std::string const& claim,
                                    boost::json::object& claims) const {
    auto const token = text_in(tokens, "access_token");
    bool const is_lacking =
        !claims.contains(claim) || (claim == "email" && !claims.contains("email_verified"));
    bool const is_needed = is_lacking && !document.userinfo_endpoint.empty();
    bool const is_sendable = !token.empty() && token.find_first_of("\r\n") == std::string::npos;
    if (!is_needed || !is_sendable) return Done{};
    auto const answered =
        TRY(send("GET", document.userinfo_endpoint, {{"Authorization", "Bearer " + token}}));
    if (answered.status != 200) return refused_by("the userinfo endpoint", answered);
    auto const info = TRY(json_object_of(answered.body, "the answer of the userinfo endpoint"));
    // OpenID Connect Core, section 5.3.2: otherwise it may be of somebody else.
    if (text_in(info, "sub") != text_in(claims, "sub")) {
        return refusal(ErrorCode::sso_refused, "the userinfo endpoint speaks of another sub");
    }
    for (auto const& [name, value] : info) {
        // Of who it is; how they signed in, only the ID token says.
        if (name != "acr" && name != "amr") claims.emplace(name, value);
    }
    return Done{};
}

Result<std::string> ProviderClient::fetched(std::string const& address,
                                            std::string_view what) const {
    auto answer = TRY(send("GET", address, {}));
    if (answer.status != 200) return refused_by(what, answer);
    return std::move(answer.body);
}

Result<HttpAnswer> ProviderClient::send(std::string_view method, std::string const& address,
                                        std::vector<HttpHeader> headers,
                                        std::string_view body) const {
    HttpClientOptions options;
    options.base_url = address;
    options.ca_file = options_.ca_file;
    options.connect_max = options_.connect_max;
    options.total_max = options_.total_max;
    options.is_cancelled = options_.is_cancelled;
    auto const host = host_of(address);
    options.is_public_only =
        std::none_of(options_.internal_hosts.begin(), options_.internal_hosts.end(),
                     [&](auto const& named) { return is_same_ignoring_case(named, host); });
    headers.push_back({"Accept", "application/json"});
    return HttpClient(std::move(options)).send(method, "", headers, body);
}

}  // namespace roomkey
