#include "operations/objects/session_object.hpp"

#include <boost/json.hpp>
#include <utility>

#include "operations/objects/role_object.hpp"
#include "usecase/job/row_kind.hpp"
#include "usecase/user/permissions.hpp"

namespace roomkey {

namespace json = boost::json;

boost::json::object session_object(ShownSession const& shown) {
    boost::json::object object;
    object["userId"] = shown.user.id.value;
    object["account"] = shown.user.account;
    object["name"] = shown.user.name;
    object["email"] = shown.user.email;
    object["phone"] = shown.user.phone;
    object["adminType"] = static_cast<int>(admin_type_of(shown.user));
    object["role"] = wire_name(shown.user.role);
    object["departments"] = role_departments_array(shown.departments);
    json::array permissions;
    for (auto const permission : permissions_of(shown.user)) {
        permissions.emplace_back(wire_name(permission));
    }
    object["permissions"] = std::move(permissions);
    json::array kinds;
    for (auto const kind : job_kinds_of(shown.user)) kinds.emplace_back(wire_name(kind));
    object["jobKinds"] = std::move(kinds);
    object["corpId"] = shown.corp.id.value;
    object["corpName"] = shown.corp.name;
    object["createdAt"] = unix_milliseconds(shown.created_at);
    object["idleUntil"] = unix_milliseconds(shown.idle_until);
    object["endsAt"] = unix_milliseconds(shown.ends_at);
    object["mustChangePassword"] = shown.must_change_password;
    object["mustEnrolTotp"] = shown.must_enrol_totp;
    object["totpEnabled"] = has_totp(shown.user);
    object["language"] = wire_name(shown.language);
    return object;
}

boost::json::object listed_session_object(ListedSession const& listed) {
    auto const& session = listed.session;
    boost::json::object object;
    object["id"] = session.id().value;
    object["createdAt"] = unix_milliseconds(session.created_at);
    object["lastSeenAt"] = unix_milliseconds(session.seen_at);
    object["source"] = session.source;
    object["userAgent"] = session.user_agent;
    object["current"] = listed.is_current;
    return object;
}

}  // namespace roomkey
