#pragma once

#include <memory>

#include "api/api_handler.hpp"
#include "app/config.hpp"
#include "net/workers.hpp"
#include "security/password/hashing_process.hpp"
#include "security/password/password_hasher.hpp"

namespace roomkey {

class Services;

/// The threads on which passwords are checked and hashed, by processes that yield the processors to
/// everything else: those of sign-ins, and those of what signed-in users have hashed; and the
/// threads that wait for identity providers.
class PasswordThreads {
public:
    explicit PasswordThreads(PasswordsConfig const& config);
    PasswordThreads(PasswordThreads const&) = delete;
    PasswordThreads& operator=(PasswordThreads const&) = delete;
    ~PasswordThreads();

    /// With the shares that one may have of their places. Until the end of this, the processes do
    /// what `services`, which outlives it, has to hash.
    [[nodiscard]] PasswordPools pools(Services& services);

    [[nodiscard]] WorkerFigures sign_in_figures() const { return sign_ins_->figures(); }
    [[nodiscard]] WorkerFigures change_figures() const { return changes_->figures(); }

private:
    PasswordsConfig config_;
    HashingProcesses processes_;
    PasswordHasher* hasher_ = nullptr;
    std::unique_ptr<Workers> sign_ins_;
    std::unique_ptr<Workers> changes_;
    std::unique_ptr<Workers> providers_;
};

}  // namespace roomkey
