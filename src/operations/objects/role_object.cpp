#include "operations/objects/role_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

boost::json::array role_departments_array(std::vector<Department> const& departments) {
    boost::json::array list;
    for (auto const& department : departments) {
        list.emplace_back(
            boost::json::object{{"deptCode", department.code}, {"deptName", department.name}});
    }
    return list;
}

boost::json::object role_holder_object(RoleHolder const& holder) {
    User const& user = holder.user;
    return {{"id", user.id.value},
            {"account", user.account},
            {"name", user.name},
            {"email", user.email},
            {"status", static_cast<int>(user.status)},
            {"role", wire_name(user.role)},
            {"departments", role_departments_array(holder.departments)}};
}

}  // namespace roomkey
