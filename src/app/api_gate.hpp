#pragma once

#include <atomic>

#include "net/http_message.hpp"

namespace roomkey {

/// Takes the place of the API until that can be built, and returns 503 in its form meanwhile.
class ApiGate final : public HttpHandler {
public:
    /// Passes everything on to `api` from now on. It outlives the last request.
    void open(HttpHandler& api) { api_ = &api; }

    HttpReply handle(HttpRequest const& request) override;
    std::optional<HttpReply> answer_at_once(HttpRequest const& request) override;
    bool answer_later(HttpRequest const& request, Executor const& executor,
                      LaterReply done) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpAdmission admit(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    std::atomic<HttpHandler*> api_{nullptr};
};

}  // namespace roomkey
