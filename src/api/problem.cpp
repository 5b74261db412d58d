#include "api/problem.hpp"

#include <boost/json.hpp>
#include <utility>

#include "api/reply.hpp"
#include "domain/error/error_catalogue.hpp"
#include "domain/error/problem_message.hpp"

namespace roomkey {

HttpReply problem_reply(Error const& error, Language language, std::string_view request_id) {
    auto const& entry = error_entry(error.code);
    boost::json::object body;
    body["error_code"] = entry.wire_code;
    body["error_msg"] = problem_message(error, language);
    body["request_id"] = request_id;
    auto reply = json_reply(body);
    reply.status = entry.status;
    reply.reason = reason_name(entry.code);
    reply.headers.push_back({"X-Roomkey-Reason", std::string(reply.reason)});
    auto retry_after_s = error.retry_after_s;
    if (error.code == ErrorCode::unavailable && retry_after_s == 0) retry_after_s = 1;
    if (retry_after_s > 0) {
        reply.headers.push_back({"Retry-After", std::to_string(retry_after_s)});
    }
    return reply;
}

}  // namespace roomkey
