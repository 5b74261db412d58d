#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "usecase/user/roles.hpp"

namespace roomkey {

/// The schema RoleHolder of the API document.
boost::json::object role_holder_object(RoleHolder const& holder);
/// The schema RoleDepartments.
boost::json::array role_departments_array(std::vector<Department> const& departments);

}  // namespace roomkey
