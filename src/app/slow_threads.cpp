#include "app/slow_threads.hpp"

#include <algorithm>
#include <utility>

#include "app/services.hpp"
#include "openid/provider_client.hpp"

namespace roomkey {
namespace {

// A provider that does not answer holds a thread for some ten seconds, and an issuer has half of
// them at most (openid/provider_client).
constexpr int provider_threads = 8;
constexpr std::size_t provider_queue_max = 64;

/// The share of a pool's places, waiting or not, that one may have at once.
std::size_t share(int threads, std::size_t queue_max, std::size_t divisor) {
    return std::max<std::size_t>(1, (static_cast<std::size_t>(threads) + queue_max) / divisor);
}

}  // namespace

SlowThreads::SlowThreads(PasswordsConfig const& passwords, SingleSignOnConfig const& single_sign_on,
                         Clock const& clock)
    : config_(passwords),
      sign_ins_(std::make_unique<Workers>(passwords.threads, passwords.queue_max)),
      changes_(std::make_unique<Workers>(passwords.change_threads, passwords.queue_max)),
      providers_(std::make_unique<Workers>(provider_threads, provider_queue_max)) {
    ProviderClientOptions options;
    options.ca_file = single_sign_on.ca_file;
    options.internal_hosts = single_sign_on.internal_hosts;
    options.is_cancelled = [is_ending = is_ending_] { return is_ending->load(); };
    identity_providers_ = std::make_shared<ProviderClient>(std::move(options), clock);
}

SlowThreads::~SlowThreads() {
    request_stop();
    sign_ins_.reset();
    changes_.reset();
    providers_.reset();
    if (hasher_ != nullptr) hasher_->leave_to(nullptr);
}

SlowPools SlowThreads::pools(Services& services) {
    hasher_ = &services.passwords;
    hasher_->leave_to(&processes_);
    SlowPools pools;
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
