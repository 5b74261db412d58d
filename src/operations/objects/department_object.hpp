#pragma once

#include <boost/json/object.hpp>

#include "usecase/directory/departments.hpp"

namespace roomkey {

// The schemas of the API document: Department, DepartmentWithChildren, DepartmentInShort.
boost::json::object department_object(DepartmentRow const& row);
boost::json::object family_object(DepartmentFamily const& family);
boost::json::object short_family_object(DepartmentFamily const& family);

}  // namespace roomkey
