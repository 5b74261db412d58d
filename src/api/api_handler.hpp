#pragma once

#include <functional>

#include "api/password_places.hpp"
#include "api/router.hpp"
#include "base/log.hpp"
#include "usecase/caller.hpp"

namespace roomkey {

/// A refusal as the API words it, with all its headers.
HttpReply refusal_reply(HttpRequest const& request, Error const& error);

/// The pools of what checks or hashes passwords or asks identity providers, and how many places in
/// them one may have at once, waiting or having their turn: see docs/security.md.
struct SlowPools {
    Workers* sign_ins = nullptr;  ///< Null, as the other: the server's pool is used.
    std::size_t sign_ins_per_source = 1;
    Workers* changes = nullptr;
    std::size_t changes_per_account = 1;
    std::size_t changes_per_corp = 1;
    std::size_t changes_per_source = 1;
    Workers* providers = nullptr;
    std::size_t providers_per_source = 1;
    /// Whose proof this is.
    std::function<Result<Caller>(AccessProof const& proof)> caller = {};
};

/// The API as the transport sees it: finds the route, calls the endpoint, words refusals.
class ApiHandler final : public HttpHandler {
public:
    /// Returns the refusal of a caller who may not call the operation, if any; asked only when a
    /// request is refused for its form, so that strangers learn nothing about fields.
    using MayCall = std::function<Status(Operation const& operation, AccessProof const& proof)>;

    ApiHandler(Router router, MayCall may_call, Log& log, SlowPools slow = {});

    HttpReply handle(HttpRequest const& request) override;
    bool answer_later(HttpRequest const& request, Executor const& executor,
                      LaterReply done) override;
    Workers* workers_for(HttpRequest const& request) override;
    HttpAdmission admit(HttpRequest const& request) override;
    HttpReply refuse(HttpRequest const& request, Error const& error) override;

private:
    Result<HttpReply> answer(Route const& route, Router::Match const& match,
                             HttpRequest const& request, std::string_view query,
                             Language language) const;
    /// Of what has a pool of its own.
    [[nodiscard]] Result<std::vector<PasswordPlaces::Claim>> claims_of(
        Route const& route, HttpRequest const& request) const;
    /// The answer to a request that the API itself refuses.
    HttpReply refused(Route const* route, HttpRequest const& request, Error const& error) const;

    Router router_;
    MayCall may_call_;
    Log& log_;
    SlowPools slow_;
    PasswordPlaces places_;
};

}  // namespace roomkey
