#include "api/terminal/credential_reply.hpp"

#include <boost/json.hpp>
#include <utility>

#include "api/access_proof.hpp"
#include "api/reply.hpp"

namespace roomkey {

boost::json::object credential_fields(boost::json::object answer, IssuedCredential const& issued,
                                      bool is_for_page) {
    if (!is_for_page) answer["accessToken"] = issued.credential.reveal();
    answer["validPeriod"] = issued.validity / std::chrono::seconds{1};
    answer["expireTime"] = unix_seconds(issued.expires_at);
    return answer;
}

HttpReply credential_reply(boost::json::object answer, IssuedCredential const& issued,
                           bool is_for_page) {
    auto reply = json_reply(credential_fields(std::move(answer), issued, is_for_page));
    if (is_for_page) reply.headers.push_back(terminal_cookie(issued.credential, issued.validity));
    return reply;
}

}  // namespace roomkey
