#include "usecase/operator/apps.hpp"

#include <utility>

#include "domain/text_field.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {
namespace {

// Contract: AddAppId.
constexpr std::size_t app_name_length_max = 64;
constexpr std::size_t app_description_length_max = 128;

Result<App> known_app(Transaction& transaction, AppId const& id) {
    auto app = TRY(transaction.hold_app(id));
    if (!app) return refusal_about(ErrorCode::app_unknown, id.value);
    return std::move(*app);
}

}  // namespace

Result<CreatedApp> OperateApps::create(CorpId const& corp, std::string const& name,
                                       std::string const& description) {
    TRY(check_text(name, "name", 1, app_name_length_max));
    TRY(check_text(description, "description", 0, app_description_length_max));
    return store_.write([&](Transaction& transaction) -> Result<CreatedApp> {
        if (!corp.empty()) {
            if (!TRY(transaction.hold_corp(corp))) {
                return refusal_about(ErrorCode::corp_unknown, corp.value);
            }
            if (TRY(transaction.list_apps(corp)).size() >= std::size_t{apps_per_corp_max}) {
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
        app.created_at = clock_.now();
        app.updated_at = app.created_at;
        if (!TRY(transaction.insert_app(app))) return unavailable("app id taken");
        TRY(transaction.insert_audit(
            audit_operator(corp, app.created_at, "create_app", "", "app " + app.id.value)));
        return created;
    });
}

Result<CreatedApp> OperateApps::reset_key(AppId const& id) {
    return store_.write([&](Transaction& transaction) -> Result<CreatedApp> {
        CreatedApp created{TRY(known_app(transaction, id)), tokens_.app_key()};
        created.app.sealed_key = sealer_.seal(SealPurpose::app_key, id.value, created.key);
        created.app.updated_at = clock_.now();
        TRY(transaction.update_app(created.app));
        TRY(transaction.insert_audit(audit_operator(created.app.corp_id, created.app.updated_at,
                                                    "reset_app_key", "", "app " + id.value)));
        return created;
    });
}

Status OperateApps::set_disabled(AppId const& id, bool is_disabled) {
    return store_.write([&](Transaction& transaction) -> Status {
        auto app = TRY(known_app(transaction, id));
        app.is_disabled = is_disabled;
        app.updated_at = clock_.now();
        TRY(transaction.update_app(app));
        return transaction.insert_audit(audit_operator(app.corp_id, app.updated_at,
                                                       is_disabled ? "disable_app" : "enable_app",
                                                       "", "app " + id.value));
    });
}

Status OperateApps::remove(AppId const& id) {
    return store_.write([&](Transaction& transaction) -> Status {
        auto const app = TRY(known_app(transaction, id));
        TRY(transaction.delete_app(id));
        return transaction.insert_audit(
            audit_operator(app.corp_id, clock_.now(), "delete_app", "", "app " + id.value));
    });
}

Result<std::vector<App>> OperateApps::list(CorpId const& corp) {
    return store_.read([&](Reader& reader) { return reader.list_apps(corp); });
}

}  // namespace roomkey
