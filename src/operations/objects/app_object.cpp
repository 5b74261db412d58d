#include "operations/objects/app_object.hpp"

#include "base/moment_text.hpp"

namespace roomkey {

boost::json::object app_object(App const& app) {
    return {
        {"app_name", app.name},
        {"app_id", app.id.value},
        {"description", app.description},
        {"create_time", date_time_text(app.created_at)},
        {"last_update_time", date_time_text(app.updated_at)},
        {"status", app.is_disabled ? 1 : 0},
    };
}

boost::json::object app_with_key_object(AppWithKey const& made) {
    auto object = app_object(made.app);
    object["app_key"] = made.key.reveal();
    return object;
}

}  // namespace roomkey
