#include "api/sign_in/token_reply.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/reply.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// The text, or null where the contract has "string|null" for what is not there.
json::value text_or_null(std::string const& text) {
    if (text.empty()) return nullptr;
    return json::value(text);
}

json::object user_object(SignedIn const& signed_in) {
    User const& user = signed_in.user;
    json::object object;
    object["userId"] = user.id.value;
    object["ucloginAccount"] = user.account;
    // SIP numbers, domains and the like belong to the meeting service and do not exist here; the
    // fields stay, empty, because typed clients expect them.
    object["serviceAccount"] = "";
    object["numberHA1"] = "";
    object["alias1"] = nullptr;
    object["companyId"] = user.corp_id.value;
    object["spId"] = "";
    object["companyDomain"] = nullptr;
    object["realm"] = "";
    object["userType"] = static_cast<int>(user.type);
    object["adminType"] = static_cast<int>(admin_type_of(user));
    object["name"] = user.name;
    object["nameEn"] = user.english_name;
    object["isBindPhone"] = !user.phone.empty();
    object["freeUser"] = false;
    object["thirdAccount"] = text_or_null(user.third_account);
    object["visionAccount"] = nullptr;
    object["headPictureUrl"] = nullptr;
    object["password"] = nullptr;
    object["status"] = static_cast<int>(user.status);
    object["paidAccount"] = nullptr;
    object["paidPassword"] = nullptr;
    object["weLinkUser"] = false;
    object["appId"] = signed_in.session.app_id.value;
    object["tr069Account"] = nullptr;
    object["corpType"] = 0;
    object["cloudUserId"] = "";
    object["grayUser"] = false;
    return object;
}

/// Whole seconds from the second of `from` to that of `to`, so that the sums of contract 1.9 hold.
std::int64_t seconds_between(Instant from, Instant to) {
    return std::max<std::int64_t>(0, unix_seconds(to) - unix_seconds(from));
}

}  // namespace

HttpReply token_reply(SignedIn const& signed_in, bool with_user) {
    Session const& session = signed_in.session;
    json::object body;
    body["accessToken"] = signed_in.access_token.reveal();
    body["tokenIp"] = session.source;
    body["validPeriod"] = seconds_between(session.created_at, session.expires_at);
    body["expireTime"] = unix_seconds(session.expires_at);
    body["createTime"] = unix_milliseconds(session.created_at);
    if (with_user) body["user"] = user_object(signed_in);
    body["clientType"] = session.client_type;
    body["forceLoginInd"] = nullptr;
    body["firstLogin"] = session.app_id.empty() && has_initial_password(signed_in.user);
    body["pwdExpired"] = false;
    body["daysPwdAvailable"] = nullptr;
    body["proxyToken"] = nullptr;
    body["delayDelete"] = false;
    body["tokenType"] = 0;
    body["refreshToken"] = signed_in.refresh_token.reveal();
    body["refreshValidPeriod"] =
        seconds_between(session.refresh_created_at, session.refresh_expires_at);
    body["refreshExpireTime"] = unix_seconds(session.refresh_expires_at);
    body["refreshCreateTime"] = unix_milliseconds(session.refresh_created_at);
    return json_reply(body);
}

}  // namespace roomkey
