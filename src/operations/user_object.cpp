#include "operations/user_object.hpp"

#include <boost/json.hpp>

#include "domain/activation/serial_number.hpp"
#include "operations/served_operation.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// The vendor has no field for the device; clients pass over what they do not know.
void add_device_fields(json::object& object, Binding const& binding,
                       std::vector<std::string> const& sn_accounts) {
    object["sn"] = binding.sn;
    object["snIsPlaceholder"] = is_placeholder_sn(binding.sn);
    object["snAlsoAt"] = json::array(sn_accounts.begin(), sn_accounts.end());
}

void add_terminal_fields(json::object& object, FoundUser const& found) {
    object["visionAccount"] = nullptr;
    object["activeTime"] = nullptr;
    object["activeCodeExpireTime"] = nullptr;
    object["expireTime"] = nullptr;
    object["activeCode"] = nullptr;
    if (!found.row.terminal) return;
    auto const& terminal = *found.row.terminal;
    if (found.row.user.type == UserType::smart_tv) {
        object["visionAccount"] = found.row.user.account;
    }
    if (terminal.binding) {
        object["activeTime"] = unix_milliseconds(terminal.binding->bound_at);
        add_device_fields(object, *terminal.binding, found.row.sn_accounts);
    }
    if (terminal.code) {
        object["activeCodeExpireTime"] = unix_milliseconds(terminal.code->expires_at);
        object["activeCode"] = found.code.reveal();
    }
}

}  // namespace

json::object user_object(FoundUser const& found) {
    User const& user = found.row.user;
    json::object object;
    object["id"] = user.id.value;
    object["userAccount"] = user.account;
    object["name"] = user.name;
    object["englishName"] = user.english_name;
    object["phone"] = user.phone;
    object["country"] = user.country;
    object["email"] = user.email;
    object["vmrId"] = "";  // Personal meeting rooms do not exist here.
    object["deptCode"] = user.department_code;
    object["deptNamePath"] = found.row.department_name_path;
    object["userType"] = static_cast<int>(user.type);
    object["adminType"] = static_cast<int>(user.admin_type);
    object["signature"] = user.signature;
    object["title"] = user.title;
    object["desc"] = user.description;
    object["status"] = static_cast<int>(user.status);
    object["sortLevel"] = user.sort_level;
    object["hidePhone"] = user.hide_phone;
    object["thirdAccount"] = text_or_null(user.third_account);
    object["license"] = 0;
    add_terminal_fields(object, found);
    return object;
}

}  // namespace roomkey
