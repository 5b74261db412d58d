#pragma once

#include "usecase/caller.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// Signs out: the token and its refresh token open nothing from then on.
/// Errors: those of `Authentication::caller`.
class DeleteToken {
public:
    DeleteToken(Store& store, Clock const& clock, Authentication const& authentication)
        : store_(store), clock_(clock), authentication_(authentication) {}

    Status run(Secret const& token, RequestContext const& context) const;

private:
    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
};

}  // namespace roomkey
