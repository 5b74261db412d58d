#include "app/password_threads.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "app/services.hpp"

namespace roomkey {
namespace {

std::unique_ptr<Workers> yielding_workers(int threads, std::size_t queue_max) {
    constexpr int niceness = 15;
    std::unique_ptr<Workers> workers;
    // Linux has a niceness for each thread, which the threads it creates inherit, and which a
    // service may not lower again.
    std::thread([&] {
        (void)::setpriority(PRIO_PROCESS, 0, niceness);
        workers = std::make_unique<Workers>(threads, queue_max);
    }).join();
    return workers;
}

// A provider that does not answer holds a thread for ten seconds or two, and an issuer has half of
// them at most (openid/provider_client).
constexpr int provider_threads = 8;
constexpr std::size_t provider_queue_max = 64;

/// The share of a pool's places, waiting or not, that one may have at once.
std::size_t share(int threads, std::size_t queue_max, std::size_t divisor) {
    return std::max<std::size_t>(1, (static_cast<std::size_t>(threads) + queue_max) / divisor);
}

}  // namespace

PasswordThreads::PasswordThreads(PasswordsConfig const& config)
    : config_(config),
      sign_ins_(yielding_workers(config.threads, config.queue_max)),
      changes_(yielding_workers(config.change_threads, config.queue_max)),
      providers_(std::make_unique<Workers>(provider_threads, provider_queue_max)) {}

PasswordPools PasswordThreads::pools(Services const& services) {
    PasswordPools pools;
    pools.sign_ins = sign_ins_.get();
    pools.sign_ins_per_source = share(config_.threads, config_.queue_max, 2);
    pools.changes = changes_.get();
    pools.changes_per_corp = share(config_.change_threads, config_.queue_max, 4);
    pools.changes_per_source = pools.changes_per_corp;
    pools.providers = providers_.get();
    pools.providers_per_source = share(provider_threads, provider_queue_max, 4);
    pools.caller = [&services](AccessProof const& proof) { return services.caller(proof); };
    return pools;
}

}  // namespace roomkey
