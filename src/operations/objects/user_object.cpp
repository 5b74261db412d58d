#include "operations/objects/user_object.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "domain/activation/serial_number.hpp"
#include "operations/objects/corp_object.hpp"
#include "operations/served_operation.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// The vendor has no field for the device; clients pass over what they do not know.
void show_device(json::object& object, Binding const& binding,
                 std::vector<std::string> const& sn_accounts) {
    object["sn"] = binding.sn;
    object["snIsPlaceholder"] = is_placeholder_sn(binding.sn);
    object["snAlsoAt"] = json::array(sn_accounts.begin(), sn_accounts.end());
}

/// What lists and details have of a user.
json::object common_object(UserRow const& row) {
    User const& user = row.user;
    json::object object;
    object["id"] = user.id.value;
    object["userAccount"] = user.account;
    object["name"] = user.name;
    object["englishName"] = user.english_name;
    object["phone"] = user.phone;
    object["country"] = user.country;
    object["email"] = user.email;
    object["deptCode"] = user.department_code;
    object["deptNamePath"] = row.department_name_path;
    object["userType"] = static_cast<int>(user.type);
    object["adminType"] = static_cast<int>(admin_type_of(user));
    if (user.role != Role::none) {
        object["role"] = wire_name(user.role);
        object["roleOfDepartments"] = !user.role_departments.empty();
    }
    object["signature"] = user.signature;
    object["title"] = user.title;
    object["desc"] = user.description;
    object["status"] = static_cast<int>(user.status);
    object["sortLevel"] = user.sort_level;
    object["hidePhone"] = user.hide_phone;
    object["thirdAccount"] = text_or_null(user.third_account);
    object["license"] = 0;
    object["visionAccount"] = nullptr;
    if (user.type == UserType::smart_tv) object["visionAccount"] = user.account;
    object["activeTime"] = nullptr;
    if (row.terminal && row.terminal->binding) {
        object["activeTime"] = unix_milliseconds(row.terminal->binding->bound_at);
        show_device(object, *row.terminal->binding, row.sn_accounts);
    }
    return object;
}

std::string_view kind_name(UserType type) {
    switch (type) {
        case UserType::member:
            return "NORMAL_USER";
        case UserType::hard_terminal:
            return "HARD_TERMINAL";
        case UserType::smart_tv:
            return "HW_VISION_MEMBER";
        case UserType::idea_hub:
            return "IDEA_HUB_MEMBER";
        case UserType::smart_rooms:
            break;
    }
    return "WHITE_BOARD";
}

}  // namespace

json::object user_object(FoundUser const& found) {
    auto object = common_object(found.row);
    object["vmrId"] = "";  // Personal meeting rooms do not exist here.
    object["activeCodeExpireTime"] = nullptr;
    object["expireTime"] = nullptr;
    object["activeCode"] = nullptr;
    if (found.row.terminal && found.row.terminal->code) {
        object["activeCodeExpireTime"] = unix_milliseconds(found.row.terminal->code->expires_at);
        if (found.is_code_seen) object["activeCode"] = found.code.reveal();
    }
    return object;
}

json::object user_detail_object(ShownUser const& shown) {
    auto const& terminal = shown.row.terminal;
    auto object = common_object(shown.row);
    object["deptName"] = shown.row.department_name;
    object["sipNum"] = shown.row.user.number;
    // Meeting rooms do not exist here.
    object["vmrList"] = json::array();
    object["corp"] = nullptr;
    if (shown.corp) object["corp"] = corp_object(*shown.corp);
    object["function"] = json::object{{"enableRoom", false}};
    json::object device{{"model", nullptr}, {"deviceSize", nullptr}, {"purchaseChannel", nullptr}};
    if (terminal) {
        // What the device says of itself; else what an administrator said of a hard terminal.
        bool const is_told = terminal->binding && !terminal->binding->model.empty();
        device["model"] = text_or_null(is_told ? terminal->binding->model : terminal->model);
    }
    object["devType"] = std::move(device);
    return object;
}

json::object listed_user_object(ListedUser const& listed) {
    if (!listed.row) return {{"id", listed.id}, {"statusCode", 2}};
    User const& user = listed.row->user;
    return {{"id", listed.id},
            {"statusCode", 0},
            {"account", user.account},
            {"name", user.name},
            {"englishName", user.english_name},
            {"email", user.email},
            {"phone", user.phone},
            {"deptName", listed.row->department_name},
            {"number", user.number},
            {"updateTime", unix_milliseconds(std::max(user.created_at, user.updated_at))},
            {"isHardTerminal", user.type == UserType::hard_terminal},
            {"vmrId", ""},
            {"signature", user.signature},
            {"title", user.title},
            {"description", user.description},
            {"hidePhone", user.hide_phone},
            {"type", kind_name(user.type)},
            {"deptCodes", json::array{json::value(user.department_code)}}};
}

json::object invited_object(InvitedUser const& invited) { return {{"userExist", invited.existed}}; }

}  // namespace roomkey
