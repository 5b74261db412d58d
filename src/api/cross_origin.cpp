#include "api/cross_origin.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace roomkey {
namespace {

// Not those that only pages of roomkey itself send: they stand for a session in a browser, which no
// other page may use.
constexpr std::string_view allowed_headers =
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, X-Access-Token, X-Auth-Token, "
    "X-Authorization-Type, X-Request-Id, X-Site-Id, X-Token-Type";
constexpr std::string_view exposed_headers =
    "ETag, Idempotency-Replayed, Link, Retry-After, X-Request-Id, X-Roomkey-Reason";
constexpr std::string_view preflight_seconds = "600";

}  // namespace

CrossOriginHandler::CrossOriginHandler(HttpHandler& api, std::vector<std::string> origins)
    : api_(api), origins_(std::move(origins)) {}

bool CrossOriginHandler::is_permitted(HttpRequest const& request) const {
    auto const origin = request.header("Origin");
    return origin && request.header_count("Origin") == 1 &&
           std::find(origins_.begin(), origins_.end(), *origin) != origins_.end();
}

HttpReply CrossOriginHandler::permitted(HttpRequest const& request, HttpReply reply) const {
    if (origins_.empty()) return reply;
    reply.headers.push_back({"Vary", "Origin"});
    if (!is_permitted(request)) return reply;
    reply.headers.push_back(
        {"Access-Control-Allow-Origin", std::string(*request.header("Origin"))});
    reply.headers.push_back({"Access-Control-Expose-Headers", std::string(exposed_headers)});
    return reply;
}

HttpReply CrossOriginHandler::handle(HttpRequest const& request) {
    return permitted(request, api_.handle(request));
}

std::optional<HttpReply> CrossOriginHandler::answer_at_once(HttpRequest const& request) {
    bool const is_preflight = request.method == "OPTIONS" && is_permitted(request) &&
                              request.header("Access-Control-Request-Method").has_value();
    if (!is_preflight) {
        auto reply = api_.answer_at_once(request);
        return reply ? std::optional(permitted(request, std::move(*reply))) : std::nullopt;
    }
    HttpReply reply;
    reply.status = 204;
    reply.route = "Preflight";
    reply.headers.push_back({"Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"});
    reply.headers.push_back({"Access-Control-Allow-Headers", std::string(allowed_headers)});
    reply.headers.push_back({"Access-Control-Max-Age", std::string(preflight_seconds)});
    return permitted(request, std::move(reply));
}

bool CrossOriginHandler::answer_later(HttpRequest const& request, Executor const& executor,
                                      LaterReply done) {
    return api_.answer_later(
        request, executor,
        [this, &request, done = std::move(done)](std::optional<HttpReply> reply) {
            if (reply) reply = permitted(request, std::move(*reply));
            done(std::move(reply));
        });
}

Workers* CrossOriginHandler::workers_for(HttpRequest const& request) {
    return api_.workers_for(request);
}

HttpAdmission CrossOriginHandler::admit(HttpRequest const& request) {
    auto admission = api_.admit(request);
    if (admission.refusal) admission.refusal = permitted(request, std::move(*admission.refusal));
    return admission;
}

HttpReply CrossOriginHandler::refuse(HttpRequest const& request, Error const& error) {
    return permitted(request, api_.refuse(request, error));
}

}  // namespace roomkey
