#pragma once

#include <functional>

#include "api/router.hpp"
#include "base/log.hpp"

namespace roomkey {

/// A refusal as the API words it, with all its headers.
HttpReply refusal_reply(HttpRequest const& request, Error const& error);

/// The API as the transport sees it: finds the route, calls the endpoint, words refusals.
class ApiHandler final : public HttpHandler {
public:
    /// `may_call` answers the refusal of a caller who may not use routes of this access, if any;
    /// asked only when a request is refused for its form.
    using Gate = std::function<Status(Access access, Secret const& token)>;

    /// `passwords` is the pool of that name; null: the server's is used for all.
    ApiHandler(Router router, Gate may_call, Log& log, Workers* passwords = nullptr);

    HttpReply handle(HttpRequest const& request) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    Result<HttpReply> answer(Route const& route, Router::Match const& match,
                             HttpRequest const& request, std::string_view query,
                             Language language) const;

    Router router_;
    Gate may_call_;
    Log& log_;
    Workers* passwords_;
};

}  // namespace roomkey
