#include "api/code/search_codes.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"

namespace roomkey {
namespace {

boost::json::object code_object(FoundCode const& found) {
    boost::json::object object;
    object["id"] = found.row.code.id().value;
    object["activeCode"] = found.code.reveal();
    object["devName"] = found.row.name;
    object["devType"] = wire_name(found.row.device_type);
    object["deptCode"] = found.row.department_code;
    object["deptName"] = found.row.department_name;
    object["expireDate"] = unix_milliseconds(found.row.code.expires_at);
    return object;
}

}  // namespace

Result<HttpReply> search_codes(SearchCodes const& use_case, Call const& call) {
    SearchCodesRequest request;
    request.access_token = call.access_token();
    request.page = TRY(call.query.page());
    request.search_key = TRY(call.query.text("searchKey")).value_or("");
    if (auto const type = TRY(call.query.text("devType"))) {
        request.device_type = device_type_named(*type);
        if (!request.device_type) {
            return invalid_field("devType", Fault::unknown_value,
                                 "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms");
        }
    }
    auto const page = TRY(use_case.run(request));

    boost::json::array data;
    for (auto const& found : page.data) data.push_back(code_object(found));
    boost::json::object answer;
    answer["offset"] = page.offset;
    answer["limit"] = page.limit;
    answer["count"] = page.count;
    answer["data"] = std::move(data);
    return json_reply(answer);
}

}  // namespace roomkey
