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
    // As in the vendor's published examples (contract 1.3), and no-store, because most responses
    // have codes, tokens or contacts in them; what has a tag is a document and made to be kept.
    bool const is_document = find_header(reply.headers, "ETag").has_value();
    reply.headers.push_back({"Pragma", "No-cache"});
    reply.headers.push_back({"Cache-Control", is_document ? "no-cache" : "no-cache, no-store"});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    reply.headers.push_back({"X-Frame-Options", "SAMEORIGIN"});
}

}  // namespace roomkey
