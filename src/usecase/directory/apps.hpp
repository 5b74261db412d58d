#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"
#include "fields/binding.hpp"
#include "security/sealer.hpp"
#include "security/token_maker.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct AddAppRequest {
    std::string name;
    std::string description;
    // What an operator may decide; made if absent.
    std::optional<AppId> id{};
    std::optional<Secret> key{};
};

/// Absent: as it was.
struct UpdateAppRequest {
    AppId id;
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<bool> is_disabled;
};

struct AppRequest {
    AppId id;
};

struct SearchAppsRequest {
    PageRequest page;
};

Fields<AddAppRequest> add_app_fields();
Fields<SearchAppsRequest> search_apps_fields();
Fields<UpdateAppRequest> update_app_fields();
Fields<AppRequest> delete_app_fields();
Fields<AppRequest> reset_app_key_fields();

struct AppWithKey {
    App app;
    Secret key;  ///< Shown this once.
};

/// The applications of an enterprise; for an operator of none, those of service providers, which
/// may act for any enterprise. Errors: those of the gate, and `app_unknown` naming an id that the
/// enterprise does not have.
class Apps {
public:
    Apps(Gate const& gate, TokenMaker const& tokens, Sealer const& sealer)
        : gate_(gate), tokens_(tokens), sealer_(sealer) {}

    /// `app_limit_reached` beyond 10 in an enterprise.
    Result<AppWithKey> add(AddAppRequest const& request, Actor const& actor) const;
    Result<Page<App>> search(SearchAppsRequest const& request, Actor const& actor) const;
    /// Tokens made with a disabled app open nothing until it is enabled again.
    Result<App> update(UpdateAppRequest const& request, Actor const& actor) const;
    Status remove(AppRequest const& request, Actor const& actor) const;
    /// The old key stops at once; tokens that were made with it go on.
    Result<AppWithKey> reset_key(AppRequest const& request, Actor const& actor) const;

    /// Whether the enterprise has this application, with this key; for a `Repetition`.
    Result<bool> has_key(Reader& reader, Permit const& permit, AppId const& id,
                         Secret const& key) const;

private:
    void give_key(AppWithKey& made, Secret key) const;

    Gate const& gate_;
    TokenMaker const& tokens_;
    Sealer const& sealer_;
};

}  // namespace roomkey
