#include "api/code/create_code.hpp"

#include <boost/json.hpp>

#include "api/code/contact_fields.hpp"
#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> create_code(CreateCode const& use_case, Call const& call) {
    auto const body = TRY(JsonBody::parse(call.request));
    CreateCodeRequest request;
    request.access_token = call.access_token();
    request.device_type = TRY(body.text_or_empty("devType"));
    request.device_name = TRY(body.text_or_empty("devName"));
    request.department_code = TRY(body.text_or_empty("deptCode"));
    request.description = TRY(body.text_or_empty("description"));
    request.contacts = TRY(contact_fields(body));
    auto const created = TRY(use_case.run(request, call.context()));

    boost::json::object answer;
    answer["activeCode"] = created.code.reveal();
    return json_reply(answer);
}

}  // namespace roomkey
