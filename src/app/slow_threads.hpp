#pragma once

#include <atomic>
#include <memory>

#include "api/api_handler.hpp"
#include "app/config.hpp"
#include "net/workers.hpp"
#include "security/password/hashing_process.hpp"
#include "security/password/password_hasher.hpp"
#include "usecase/sso/identity_providers.hpp"

namespace roomkey {

class Services;

/// The threads for what takes long, and what they need for it. Passwords are hashed by processes
/// that yield the processors to everything else: those of sign-ins, and those of what signed-in
/// users have hashed, have threads of their own. So have requests to identity providers.
class SlowThreads {
public:
    SlowThreads(PasswordsConfig const& passwords, SingleSignOnConfig const& single_sign_on,
                Clock const& clock);
    SlowThreads(SlowThreads const&) = delete;
    SlowThreads& operator=(SlowThreads const&) = delete;
    ~SlowThreads();

    /// Requests to providers end within a second or so from now on, whatever they wait for.
    void request_stop() { *is_ending_ = true; }

    /// With the shares that one may have of their places. Until the end of this, the processes do
    /// what `services`, which outlives it, has to hash.
    [[nodiscard]] SlowPools pools(Services& services);
    /// Providers over HTTPS, until the end of this.
    [[nodiscard]] std::shared_ptr<IdentityProviders> identity_providers() const {
        return identity_providers_;
    }

    [[nodiscard]] WorkerFigures sign_in_figures() const { return sign_ins_->figures(); }
    [[nodiscard]] WorkerFigures change_figures() const { return changes_->figures(); }
    [[nodiscard]] WorkerFigures provider_figures() const { return providers_->figures(); }

private:
    PasswordsConfig config_;
    HashingProcesses processes_;
    PasswordHasher* hasher_ = nullptr;
    std::shared_ptr<std::atomic<bool>> is_ending_ = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<IdentityProviders> identity_providers_;
    std::unique_ptr<Workers> sign_ins_;
    std::unique_ptr<Workers> changes_;
    std::unique_ptr<Workers> providers_;
};

}  // namespace roomkey
