#pragma once

#include <string>
#include <vector>

#include "net/http_message.hpp"

namespace roomkey {

/// Lets pages of the given origins call the API behind it from a browser (CORS, the Fetch
/// standard): with the tokens that they hold themselves, never with cookies, and with none but the
/// headers of the API's own operations. Without origins it changes nothing.
class CrossOriginHandler final : public HttpHandler {
public:
    /// `api` outlives this.
    CrossOriginHandler(HttpHandler& api, std::vector<std::string> origins);

    HttpReply handle(HttpRequest const& request) override;
    std::optional<HttpReply> answer_at_once(HttpRequest const& request) override;
    bool answer_later(HttpRequest const& request, Executor const& executor,
                      LaterReply done) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpAdmission admit(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    [[nodiscard]] HttpReply permitted(HttpRequest const& request, HttpReply reply) const;
    [[nodiscard]] bool is_permitted(HttpRequest const& request) const;

    HttpHandler& api_;
    std::vector<std::string> origins_;
};

}  // namespace roomkey
