#include "app/api_gate.hpp"

#include <utility>

#include "api/api_handler.hpp"

namespace roomkey {
namespace {

/// As long as the longest pause between two attempts to start.
constexpr std::int64_t retry_after_s = 2;

Error not_yet() {
    auto error = unavailable("the server is starting");
    error.retry_after_s = retry_after_s;
    return error;
}

}  // namespace

HttpReply ApiGate::handle(HttpRequest const& request) {
    auto* const api = api_.load();
    return api == nullptr ? refusal_reply(request, not_yet()) : api->handle(request);
}

std::optional<HttpReply> ApiGate::answer_at_once(HttpRequest const& request) {
    auto* const api = api_.load();
    return api == nullptr ? refusal_reply(request, not_yet()) : api->answer_at_once(request);
}

bool ApiGate::answer_later(HttpRequest const& request, Executor const& executor, LaterReply done) {
    auto* const api = api_.load();
    return api != nullptr && api->answer_later(request, executor, std::move(done));
}

Workers* ApiGate::workers_for(HttpRequest const& request) {
    auto* const api = api_.load();
    return api == nullptr ? nullptr : api->workers_for(request);
}

HttpAdmission ApiGate::admit(HttpRequest const& request) {
    auto* const api = api_.load();
    return api == nullptr ? HttpAdmission{} : api->admit(request);
}

HttpReply ApiGate::refuse(HttpRequest const& request, Error const& error) {
    auto* const api = api_.load();
    return api == nullptr ? refusal_reply(request, error) : api->refuse(request, error);
}

}  // namespace roomkey
