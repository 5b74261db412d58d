#include "api/terminal/show_terminal.hpp"

#include <boost/json.hpp>

#include "api/reply.hpp"
#include "api/terminal/profile_fields.hpp"

namespace roomkey {

Result<HttpReply> show_terminal(ShowTerminal const& use_case, Call const& call) {
    auto const known = TRY(use_case.run(call.access_token(), call.context()));
    auto const& terminal = known.profile.terminal;
    auto answer = profile_fields(known.profile);
    answer["validPeriod"] =
        (known.credential.expires_at - known.credential.issued_at) / std::chrono::seconds{1};
    answer["expireTime"] = unix_seconds(known.credential.expires_at);
    answer["sn"] = terminal.binding->sn;
    answer["status"] = static_cast<int>(terminal.user.status);
    answer["lastSeenTime"] = unix_milliseconds(terminal.binding->last_seen_at);
    return json_reply(answer);
}

}  // namespace roomkey
