#pragma once

#include <optional>

#include "console/console_files.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// Serves the console's pages and assets from memory, on the event loop, and leaves all other
/// paths to the API. The console is a client of the public API and has no private access.
class ConsoleHandler final : public HttpHandler {
public:
    /// `api` outlives the handler.
    explicit ConsoleHandler(HttpHandler& api);

    HttpReply handle(HttpRequest const& request) override;
    std::optional<HttpReply> answer_at_once(HttpRequest const& request) override;
    bool answer_later(HttpRequest const& request, Executor const& executor,
                      LaterReply done) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpAdmission admit(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    HttpHandler& api_;
};

}  // namespace roomkey
