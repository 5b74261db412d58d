#pragma once

#include <boost/json/object.hpp>

#include "api/call.hpp"
#include "base/clock.hpp"

namespace roomkey {

/// A terminal's new credential as it is given out.
struct IssuedCredential {
    Secret const& credential;
    Duration validity;
    Instant expires_at;
};

/// `answer` and the credential, which is left out for the page of a terminal (`is_device_page`).
boost::json::object credential_fields(boost::json::object answer, IssuedCredential const& issued,
                                      bool is_for_page);

/// Replies with `answer` and the credential: in the body, or for the page of a terminal
/// (`is_device_page`) as a cookie alone, which no script can read.
HttpReply credential_reply(boost::json::object answer, IssuedCredential const& issued,
                           bool is_for_page);

}  // namespace roomkey
