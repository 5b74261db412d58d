#pragma once

#include <memory>

#include "api/api_handler.hpp"
#include "app/config.hpp"
#include "net/workers.hpp"

namespace roomkey {

class Services;

/// The threads that check and hash passwords: those of sign-ins, and those of what signed-in users
/// have hashed; and those that wait for identity providers. The first two yield the processors to
/// everything else: a password takes a tenth of a second of one, and anyone can request that.
class PasswordThreads {
public:
    explicit PasswordThreads(PasswordsConfig const& config);
    PasswordThreads(PasswordThreads const&) = delete;
    PasswordThreads& operator=(PasswordThreads const&) = delete;

    /// With the shares that one may have of their places; `services` outlives them.
    [[nodiscard]] PasswordPools pools(Services const& services);

    [[nodiscard]] WorkerFigures sign_in_figures() const { return sign_ins_->figures(); }
    [[nodiscard]] WorkerFigures change_figures() const { return changes_->figures(); }

private:
    PasswordsConfig config_;
    std::unique_ptr<Workers> sign_ins_;
    std::unique_ptr<Workers> changes_;
    std::unique_ptr<Workers> providers_;
};

}  // namespace roomkey
