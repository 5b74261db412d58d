#include "operations/objects/device_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

namespace json = boost::json;

json::object device_object(UserRow const& row) {
    User const& user = row.user;
    json::object object{{"name", user.name},
                        {"type", ""},
                        {"model", ""},
                        {"sn", user.serial_number},
                        {"account", user.account},
                        {"number", user.number},
                        {"prjCodeMode", 0},
                        {"deptCode", user.department_code},
                        {"deptName", row.department_name},
                        {"deptNamePath", row.department_name_path},
                        {"phone", user.phone},
                        {"country", user.country},
                        {"email", user.email},
                        {"description", user.description},
                        {"status", static_cast<int>(user.status)}};
    if (row.terminal) {
        auto const* const model = hard_terminal_model(row.terminal->model);
        object["type"] = model == nullptr ? "" : model->family();
        object["model"] = row.terminal->model;
        object["prjCodeMode"] = row.terminal->projection_mode;
    }
    return object;
}

json::object device_model_object(HardTerminalModel const& model) {
    json::object object{{"type", model.family()},
                        {"model", model.name},
                        {"enableActiveCode", model.has_code()},
                        {"resolution", model.resolution},
                        {"supportProjectionCode", !model.is_third_party},
                        {"supportSVC", nullptr}};
    if (model.supports_svc) object["supportSVC"] = *model.supports_svc;
    return object;
}

json::object device_state_object(HardTerminalState const& state) {
    // There are no calls here, so none is in use.
    auto const* const call = !state.is_hard_terminal ? "3" : state.is_registered ? "1" : "0";
    return {{"Number", state.number},
            {"RegStatus", state.is_registered ? "0" : "1"},
            {"CallStatus", call}};
}

}  // namespace roomkey
