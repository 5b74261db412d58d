#include "operations/objects/notice_object.hpp"

#include <boost/json.hpp>

namespace roomkey {

boost::json::object notice_object(FoundNotice const& found) {
    auto const& notice = found.row.notice;
    boost::json::object object;
    object["id"] = notice.id.value;
    object["account"] = found.row.account;
    object["devName"] = found.row.name;
    object["channel"] = wire_name(notice.channel);
    object["contact"] = notice.masked_contact;
    object["language"] = wire_name(notice.language);
    object["state"] = wire_name(notice.state);
    object["failure"] = notice.failure;
    object["attempts"] = notice.attempts;
    object["report"] = wire_name(notice.report);
    object["reportTime"] = nullptr;
    if (notice.report != ReportState::none) {
        object["reportTime"] = unix_milliseconds(notice.reported_at);
    }
    object["createTime"] = unix_milliseconds(notice.created_at);
    object["expireTime"] = unix_milliseconds(notice.expires_at);
    object["resendable"] = found.is_resendable;
    object["needsContact"] = found.needs_contact;
    return object;
}

boost::json::object contacts_object(Contacts const& contacts) {
    return {{"smsNumber", contacts.phone}, {"emailAddr", contacts.email}};
}

}  // namespace roomkey
