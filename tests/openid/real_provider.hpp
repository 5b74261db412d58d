#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "openid/provider_client.hpp"
#include "tests/fakes/script_process.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

/// What the browser comes back with.
struct CameBack {
    std::string code;
    std::string state;
    std::string issuer;
};

/// The provider of provider.mjs, over TLS on a free port, until this object dies; and a browser
/// that signs in there.
class RealProvider {
public:
    static constexpr char const* redirect_uri = "https://rooms.example.com/console/sso";
    static constexpr char const* basic_secret = "a secret of b+c/";

    /// `more` is JSON that follows in the provider's options, such as `,"amr":["mfa"]`.
    explicit RealProvider(std::string const& more = {});

    [[nodiscard]] std::string const& issuer() const { return issuer_; }
    /// How this server reaches it.
    [[nodiscard]] ProviderClientOptions client_options() const;

    /// Goes to `address` in a fresh browser and says there who it is.
    [[nodiscard]] CameBack sign_in(std::string const& address, std::string const& name) const;

    /// It does not answer from here on.
    void stop() { process_.reset(); }

private:
    TemporaryFolder folder_;
    std::string certificate_ = folder_.file("provider.crt");
    std::unique_ptr<ScriptProcess> process_;
    std::string issuer_;
};

}  // namespace roomkey
