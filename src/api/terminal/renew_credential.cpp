#include "api/terminal/renew_credential.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"

namespace roomkey {

Result<HttpReply> renew_credential(RenewCredential const& use_case, Call const& call) {
    auto const renewed = TRY(use_case.run(call.access_token(), call.context()));
    boost::json::object answer;
    answer["accessToken"] = renewed.credential.reveal();
    answer["validPeriod"] = renewed.validity / std::chrono::seconds{1};
    answer["expireTime"] = unix_seconds(renewed.expires_at);
    return json_reply(answer);
}

}  // namespace roomkey
