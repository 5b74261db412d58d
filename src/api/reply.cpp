#include "api/reply.hpp"

#include <boost/json.hpp>

namespace roomkey {

HttpReply json_reply(boost::json::value const& body) {
    HttpReply reply;
    reply.headers.reserve(8);
    reply.headers.push_back({"Content-Type", "application/json;charset=UTF-8"});
    reply.body = boost::json::serialize(body);
    return reply;
}

HttpReply empty_reply() { return HttpReply{}; }

void add_common_headers(HttpReply& reply) {
    // As in the vendor's published examples (contract 1.3).
    reply.headers.push_back({"Pragma", "No-cache"});
    reply.headers.push_back({"Cache-Control", "no-cache"});
    reply.headers.push_back({"Strict-Transport-Security", "max-age=31536000; includeSubDomains"});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    reply.headers.push_back({"X-Frame-Options", "SAMEORIGIN"});
}

}  // namespace roomkey
