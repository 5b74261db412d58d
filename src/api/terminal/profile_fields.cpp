#include "api/terminal/profile_fields.hpp"

namespace roomkey {

boost::json::object profile_fields(TerminalProfile const& profile) {
    auto const& terminal = profile.terminal;
    boost::json::object object;
    object["account"] = terminal.user.account;
    object["name"] = terminal.user.name;
    object["devType"] = wire_name(terminal.device_type);
    object["corpId"] = profile.corp.id.value;
    object["corpName"] = profile.corp.name;
    object["deptCode"] = terminal.user.department_code;
    object["deptName"] = profile.department_name;
    if (terminal.binding) object["activeTime"] = unix_milliseconds(terminal.binding->bound_at);
    return object;
}

}  // namespace roomkey
