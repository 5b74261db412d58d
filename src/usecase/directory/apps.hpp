#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct CreatedApp {
    App app;
    Secret key;  ///< Shown this once.
};

/// Applications. Errors: those of the gate; `app_unknown` names an id that is not there.
class Apps {
public:
    Apps(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer)
        : gate_(gate), tokens_(tokens), sealer_(sealer) {}

    /// Without an enterprise: an app of a service provider, which may act for any.
    /// `app_limit_reached` beyond 10 in an enterprise.
    Result<CreatedApp> create(std::string const& name, std::string const& description,
                              Actor const& actor) const;
    /// The old key stops at once; tokens that were made with it go on.
    Result<CreatedApp> reset_key(AppId const& id) const;
    /// Tokens made with a disabled app open nothing until it is enabled again.
    Status set_disabled(AppId const& id, bool is_disabled) const;
    Status remove(AppId const& id) const;
    Result<std::vector<App>> list(Actor const& actor) const;

private:
    /// Changes an app and saves it.
    Result<App> change(AppId const& id, Operation const& operation,
                       std::function<void(App&)> const& edit) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
};

}  // namespace roomkey
