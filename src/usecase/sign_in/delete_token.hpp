#pragma once

#include "usecase/caller.hpp"

namespace roomkey {

/// Signs out: the token and its refresh token open nothing from then on.
/// Errors: those of `Authentication::caller`.
class DeleteToken {
public:
    DeleteToken(Store& store, Authentication const& authentication)
        : store_(store), authentication_(authentication) {}

    Status run(Secret const& token) const;

private:
    Store& store_;
    Authentication const& authentication_;
};

}  // namespace roomkey
