#include "operations/objects/department_object.hpp"

#include <boost/json.hpp>
#include <utility>

#include "operations/served_operation.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

json::object short_object(DepartmentRow const& row) {
    return {{"deptCode", row.department.code},
            {"deptName", row.department.name},
            // As the vendor spells it here, and isLeafNode elsewhere.
            {"isLeafNodes", row.is_leaf}};
}

}  // namespace

json::object department_object(DepartmentRow const& row) {
    Department const& department = row.department;
    json::array visible;
    for (auto const& [code, name] : row.visible) {
        visible.push_back(json::object{{"id", code}, {"mark", name}});
    }
    return {
        {"deptCode", department.code},
        {"deptLevel", level_of(department)},
        {"deptName", department.name},
        {"deptNamePath", department.name_path},
        {"isLeafNode", row.is_leaf},
        {"parentDeptCode", text_or_null(department.parent_code)},
        {"deptCodePath", department.code_path},
        {"note", text_or_null(department.note)},
        {"corpId", department.corp_id.value},
        {"inPermission", department.in_permission},
        {"outPermission", department.out_permission},
        {"designatedOutDeptCodes", std::move(visible)},
        {"sortLevel", department.sort_level},
    };
}

json::object family_object(DepartmentFamily const& family) {
    auto object = department_object(family.department);
    object["childDepts"] = list_of(family.children, department_object);
    return object;
}

json::object short_family_object(DepartmentFamily const& family) {
    auto object = short_object(family.department);
    object["childDepts"] = list_of(family.children, short_object);
    return object;
}

}  // namespace roomkey
