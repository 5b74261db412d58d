#pragma once

#include <boost/json/value.hpp>

#include "net/http_message.hpp"

namespace roomkey {

/// 200 with a JSON body and the headers of the published examples.
HttpReply json_reply(boost::json::value const& body);

/// 200 without a body: what the vendor answers where there is no result. Clients break on 204.
HttpReply empty_reply();

/// The headers that every answer carries.
void add_common_headers(HttpReply& reply);

}  // namespace roomkey
