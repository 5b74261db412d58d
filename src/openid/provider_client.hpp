#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "net/http_client.hpp"
#include "openid/id_token.hpp"
#include "openid/key_set.hpp"
#include "openid/provider_document.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

struct ProviderClientOptions {
    std::string ca_file;  ///< Empty: the system's trust.
    /// Names and addresses that a provider may have although they are internal, and whose requests
    /// take the proxy of the environment.
    std::vector<std::string> internal_hosts;
    std::chrono::milliseconds connect_max{3'000};
    std::chrono::milliseconds total_max{5'000};  ///< Of one request.
    /// Asked about once a second during a request; true ends it as `unavailable`. May be empty.
    std::function<bool()> is_cancelled;
};

/// Providers over HTTPS. What they say of themselves and their keys are kept for a while; a key
/// that is not among them has them fetched again, once in a while. What somebody's provider can
/// take is bounded: time and size of each answer, and how many threads wait for one issuer.
class ProviderClient final : public IdentityProviders {
public:
    ProviderClient(ProviderClientOptions options, Clock const& clock)
        : options_(std::move(options)), clock_(clock) {}

    Result<std::string> address(SsoClient const& client, SsoQuestion const& question) override;
    Result<SsoClaims> redeem(SsoClient const& client, SsoAnswer const& answer) override;

private:
    struct Known {
        std::shared_ptr<ProviderDocument const> document;
        std::shared_ptr<KeySet const> keys;
        Instant document_at{};
        Instant keys_at{};
        std::optional<Error> failure;  ///< Of the last attempt to fetch the document.
        Instant failed_at{};
        int waiting = 0;
    };
    class Turn;

    Result<std::shared_ptr<ProviderDocument const>> document_of(std::string const& issuer);
    /// Not older than `fetched_after`.
    Result<std::shared_ptr<KeySet const>> keys_of(ProviderDocument const& document,
                                                  Instant fetched_after);
    Result<boost::json::object> check(ProviderDocument const& document, std::string const& token,
                                      SsoClient const& client, SsoAnswer const& answer);
    Result<boost::json::object> tokens(ProviderDocument const& document, SsoClient const& client,
                                       SsoAnswer const& answer) const;
    /// Adds the claims of the userinfo endpoint, if the wanted one is missing.
    Status add_userinfo(ProviderDocument const& document, boost::json::object const& tokens,
                        std::string const& claim, boost::json::object& claims) const;
    [[nodiscard]] Result<HttpAnswer> send(std::string_view method, std::string const& address,
                                          std::vector<HttpHeader> headers,
                                          std::string_view body = {}) const;
    [[nodiscard]] Result<std::string> fetched(std::string const& address,
                                              std::string_view what) const;
    Known& known(std::string const& issuer);

    ProviderClientOptions options_;
    Clock const& clock_;
    std::mutex mutex_;
    std::map<std::string, Known> known_;
};

}  // namespace roomkey
