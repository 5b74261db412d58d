#include "operations/objects/code_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

boost::json::object code_object(FoundCode const& found) {
    boost::json::object object;
    object["id"] = found.row.code.id().value;
    object["activeCode"] = nullptr;
    if (found.is_seen) object["activeCode"] = found.code.reveal();
    object["devName"] = found.row.name;
    object["devType"] = wire_name(found.row.device_type);
    object["deptCode"] = found.row.department_code;
    object["deptName"] = found.row.department_name;
    object["expireDate"] = unix_milliseconds(found.row.code.expires_at);
    return object;
}

boost::json::object active_code_object(CreatedTerminal const& created) {
    return {{"activeCode", created.code.reveal()}};
}

}  // namespace roomkey
