#include "api/delivery/resend_notice.hpp"

#include "api/code/contact_fields.hpp"
#include "api/delivery/notice_object.hpp"
#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> resend_notice(ResendNotice const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    ResendNoticeRequest request;
    request.access_token = call.access_token();
    request.id = NoticeId{call.path_parameter("id")};
    request.contacts = TRY(contact_fields(body));
    auto const notice = TRY(use_case.run(request, call.context()));
    return json_reply(notice_object(notice));
}

}  // namespace roomkey
