#include "usecase/directory/apps.hpp"

#include <utility>

#include "domain/text_field.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"

namespace roomkey {
namespace {

// Contract: AddAppId.
constexpr std::size_t app_name_length_max = 64;
constexpr std::size_t app_description_length_max = 128;

namespace commands {
constexpr auto create_app = operator_only("create_app");
constexpr auto reset_app_key = operator_only("reset_app_key");
constexpr auto disable_app = operator_only("disable_app");
constexpr auto enable_app = operator_only("enable_app");
constexpr auto delete_app = operator_only("delete_app");
constexpr auto list_apps = operator_only("list_apps");
}  // namespace commands

Result<App> known_app(Change& change, AppId const& id) {
    auto app = TRY(hold_app(change.transaction, id));
    if (!app) return refusal_about(ErrorCode::app_unknown, id.value);
    change.about({}, "app " + id.value);
    return std::move(*app);
}

}  // namespace

Result<CreatedApp> Apps::create(std::string const& name, std::string const& description,
                                Actor const& actor) const {
    TRY(check_text(name, "name", 1, app_name_length_max));
    TRY(check_text(description, "description", 0, app_description_length_max));
    return gate_.change(actor, commands::create_app, {}, [&](Change& change) -> Result<CreatedApp> {
        auto& transaction = change.transaction;
        auto const& corp = change.permit.corp_id();
        if (!corp.empty()) {
            TRY(hold_corp(transaction, corp));
            if (TRY(list_apps(transaction, corp)).size() >= std::size_t{apps_per_corp_max}) {
                return refusal(ErrorCode::app_limit_reached);
            }
        }
        CreatedApp created{{}, tokens_.app_key()};
        App& app = created.app;
        app.id = AppId{tokens_.id()};
        app.corp_id = corp;
        app.name = name;
        app.description = description;
        app.sealed_key = sealer_.seal(SealPurpose::app_key, app.id.value, created.key);
        app.created_at = change.permit.now;
        app.updated_at = app.created_at;
        if (!TRY(insert_app(transaction, app))) return unavailable("app id taken");
        change.about({}, "app " + app.id.value);
        return created;
    });
}

Result<App> Apps::change(AppId const& id, Operation const& operation,
                         std::function<void(App&)> const& edit) const {
    return gate_.change(operator_of_app(id), operation, {}, [&](Change& change) -> Result<App> {
        auto app = TRY(known_app(change, id));
        edit(app);
        app.updated_at = change.permit.now;
        TRY(update_app(change.transaction, app));
        return app;
    });
}

Result<CreatedApp> Apps::reset_key(AppId const& id) const {
    auto key = tokens_.app_key();
    auto app = TRY(change(id, commands::reset_app_key, [&](App& edited) {
        edited.sealed_key = sealer_.seal(SealPurpose::app_key, id.value, key);
    }));
    return CreatedApp{std::move(app), std::move(key)};
}

Status Apps::set_disabled(AppId const& id, bool is_disabled) const {
    TRY(change(id, is_disabled ? commands::disable_app : commands::enable_app,
               [&](App& edited) { edited.is_disabled = is_disabled; }));
    return Done{};
}

Status Apps::remove(AppId const& id) const {
    return gate_.change(operator_of_app(id), commands::delete_app, {},
                        [&](Change& change) -> Status {
                            TRY(known_app(change, id));
                            return delete_app(change.transaction, id);
                        });
}

Result<std::vector<App>> Apps::list(Actor const& actor) const {
    return gate_.read(actor, commands::list_apps, [](Reader& reader, Permit const& permit) {
        return list_apps(reader, permit.corp_id());
    });
}

}  // namespace roomkey
