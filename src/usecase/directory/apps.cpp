#include "usecase/directory/apps.hpp"

#include <utility>

#include "fields/operation_rules.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/sessions.hpp"

namespace roomkey {
namespace {

constexpr bool is_status_of_disabled(std::int64_t status) { return status == 1; }

constexpr auto add_fields = bind<AddAppRequest>(
    rules::add_app_id, {ignored("Idempotency-Key"), field<&AddAppRequest::name>("app_name"),
                        field<&AddAppRequest::description>("description")});
constexpr auto in_page = &SearchAppsRequest::page;
constexpr auto search_fields = bind<SearchAppsRequest>(
    rules::batch_search_app_id,
    {field<in_page, &PageRequest::offset>("offset"), field<in_page, &PageRequest::limit>("limit")});
constexpr auto update_fields = bind<UpdateAppRequest>(
    rules::update_app_id,
    {field<&UpdateAppRequest::id>("app_id"), field<&UpdateAppRequest::name>("app_name"),
     field<&UpdateAppRequest::description>("description"),
     converted<is_status_of_disabled, &UpdateAppRequest::is_disabled>("status")});
constexpr auto delete_fields =
    bind<AppRequest>(rules::delete_app_id, {field<&AppRequest::id>("app_id")});
constexpr auto reset_fields = bind<AppRequest>(
    rules::reset_app_key, {ignored("Idempotency-Key"), field<&AppRequest::id>("app_id")});

std::string in_records(AppId const& id) { return "app " + id.value; }

/// Held until the end of the change, which is recorded with `detail`.
Result<App> held_app(Change& change, AppId const& id, std::string const& detail) {
    auto app = TRY(hold_app(change.transaction, change.permit.corp.id, id));
    if (!app) return refusal_about(ErrorCode::app_unknown, id.value);
    change.about({}, detail);
    return *std::move(app);
}

Status save(Change& change, App& app) {
    app.updated_at = change.permit.now;
    return update_app(change.transaction, app);
}

}  // namespace

Fields<AddAppRequest> add_app_fields() { return add_fields; }
Fields<SearchAppsRequest> search_apps_fields() { return search_fields; }
Fields<UpdateAppRequest> update_app_fields() { return update_fields; }
Fields<AppRequest> delete_app_fields() { return delete_fields; }
Fields<AppRequest> reset_app_key_fields() { return reset_fields; }

void Apps::give_key(AppWithKey& made, Secret key) const {
    made.key = std::move(key);
    made.app.sealed_key = sealer_.seal(SealPurpose::app_key, made.app.id.value, made.key);
}

Result<AppWithKey> Apps::add(AddAppRequest const& request, Actor const& actor) const {
    return gate_.change(
        actor, operations::add_app_id, {{}, request.name},
        [&](Change& change) -> Result<AppWithKey> {
            auto& transaction = change.transaction;
            auto const& corp = change.permit.corp.id;
            if (!corp.empty()) {
                TRY(hold_corp(transaction, corp));
                if (TRY(list_apps(transaction, corp)).size() >= std::size_t{apps_per_corp_max}) {
                    return refusal(ErrorCode::app_limit_reached);
                }
            }
            AppWithKey made;
            App& app = made.app;
            app.id = request.id.value_or(AppId{tokens_.id()});
            app.corp_id = corp;
            app.name = request.name;
            app.description = request.description;
            app.created_at = change.permit.now;
            app.updated_at = app.created_at;
            give_key(made, request.key ? *request.key : tokens_.app_key());
            if (!TRY(insert_app(transaction, app))) {
                if (request.id) return invalid_field("app_id", Fault::duplicated);
                return unavailable("app id taken");
            }
            change.about({}, in_records(app.id));
            return made;
        });
}

Result<Page<App>> Apps::search(SearchAppsRequest const& request, Actor const& actor) const {
    return gate_.read(actor, operations::batch_search_app_id,
                      [&](Reader& reader, Permit const& permit) -> Result<Page<App>> {
                          return page_out_of(TRY(list_apps(reader, permit.corp.id)), request.page);
                      });
}

Result<App> Apps::update(UpdateAppRequest const& request, Actor const& actor) const {
    auto detail = in_records(request.id);
    if (request.is_disabled) detail += *request.is_disabled ? " disabled" : " enabled";
    return gate_.change(actor, operations::update_app_id, {{}, detail},
                        [&](Change& change) -> Result<App> {
                            auto app = TRY(held_app(change, request.id, detail));
                            if (request.name) app.name = *request.name;
                            if (request.description) app.description = *request.description;
                            if (request.is_disabled) app.is_disabled = *request.is_disabled;
                            TRY(save(change, app));
                            return app;
                        });
}

Result<bool> Apps::has_key(Reader& reader, Permit const& permit, AppId const& id,
                           Secret const& key) const {
    auto const app = TRY(find_app(reader, id));
    if (!app || app->corp_id != permit.corp.id) return false;
    auto const own = TRY(sealer_.open(SealPurpose::app_key, id.value, app->sealed_key));
    return own.reveal() == key.reveal();
}

Status Apps::remove(AppRequest const& request, Actor const& actor) const {
    auto const detail = in_records(request.id);
    return gate_.change(actor, operations::delete_app_id, {{}, detail},
                        [&](Change& change) -> Status {
                            TRY(held_app(change, request.id, detail));
                            TRY(forget_nonces(change.transaction, request.id));
                            return delete_app(change.transaction, request.id);
                        });
}

Result<AppWithKey> Apps::reset_key(AppRequest const& request, Actor const& actor) const {
    auto const detail = in_records(request.id);
    return gate_.change(actor, operations::reset_app_key, {{}, detail},
                        [&](Change& change) -> Result<AppWithKey> {
                            AppWithKey made;
                            made.app = TRY(held_app(change, request.id, detail));
                            give_key(made, tokens_.app_key());
                            TRY(forget_nonces(change.transaction, request.id));
                            TRY(save(change, made.app));
                            return made;
                        });
}

}  // namespace roomkey
