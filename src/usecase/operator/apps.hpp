#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"

namespace roomkey {

struct CreatedApp {
    App app;
    Secret key;  ///< Shown this once.
};

/// Applications, for the operator at the command line. `app_unknown` names an id that is not there.
class OperateApps {
public:
    OperateApps(Store& store, Clock const& clock, TokenMaker const& tokens, Sealer const& sealer)
        : store_(store), clock_(clock), tokens_(tokens), sealer_(sealer) {}

    /// Empty `corp`: an app of a service provider, which may act for any enterprise.
    /// `corp_unknown`; `app_limit_reached` beyond 10 in an enterprise.
    Result<CreatedApp> create(CorpId const& corp, std::string const& name,
                              std::string const& description);
    /// The old key stops at once; tokens that were made with it go on.
    Result<CreatedApp> reset_key(AppId const& id);
    /// Tokens made with a disabled app open nothing until it is enabled again.
    Status set_disabled(AppId const& id, bool is_disabled);
    Status remove(AppId const& id);
    Result<std::vector<App>> list(CorpId const& corp);

private:
    Store& store_;
    Clock const& clock_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
};

}  // namespace roomkey
