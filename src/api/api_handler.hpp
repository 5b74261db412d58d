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
    /// Returns the refusal of a caller who may not call the operation, if any; asked only when a
    /// request is refused for its form, so that strangers learn nothing about fields.
    using MayCall = std::function<Status(Operation const& operation, Secret const& token)>;

    /// `passwords` is the pool of that name; null: the server's is used for all.
    ApiHandler(Router router, MayCall may_call, Log& log, Workers* passwords = nullptr);

    HttpReply handle(HttpRequest const& request) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    Result<HttpReply> answer(Route const& route, Router::Match const& match,
                             HttpRequest const& request, std::string_view query,
                             Language language) const;

    Router router_;
    MayCall may_call_;
    Log& log_;
    Workers* passwords_;
};

}  // namespace roomkey
