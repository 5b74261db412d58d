#include "operations/objects/administrator_object.hpp"

#include "operations/served_operation.hpp"

namespace roomkey {

boost::json::object administrator_object(FoundAdministrator const& found) {
    User const& user = found.user;
    Department const& department = found.department;
    return {
        {"id", user.id.value},
        {"account", user.account},
        {"name", user.name},
        {"adminType", static_cast<int>(admin_type_of(user))},
        {"email", user.email},
        {"phone", user.phone},
        {"country", user.country},
        {"dept",
         {{"deptCode", department.code},
          {"corpId", department.corp_id.value},
          {"deptName", department.name},
          {"deptNamePath", department.name_path},
          {"parentDeptCode", text_or_null(department.parent_code)}}},
    };
}

}  // namespace roomkey
