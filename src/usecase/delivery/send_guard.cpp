#include "usecase/delivery/send_guard.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace roomkey {

SendGuard::SendGuard(LookupHash const& hashes, PhoneNumbers const& numbers, SendLimits limits)
    : hashes_(hashes), numbers_(numbers), limits_(std::move(limits)) {}

Result<std::optional<SendRefusal>> SendGuard::check(Transaction& transaction, Notice const& notice,
                                                    Secret const& contact, Instant now) const {
    SendTarget target{notice.channel, notice.corp_id, contact.reveal(), {}};
    if (notice.channel == Channel::sms) {
        target.region = numbers_.region(target.contact);
        if (!may_go_to(target.region, limits_)) return std::optional{SendRefusal::region};
    }
    auto const scopes = send_scopes(target, limits_, now);
    std::vector<SendCounter> counters;
    counters.reserve(scopes.size());
    for (auto const& scope : scopes) {
        counters.push_back(
            {hashes_.of(HashPurpose::send_counter, scope.name), scope.max, scope.end});
    }
    auto const full = TRY(transaction.count_send(counters));
    if (!full) return std::optional<SendRefusal>{};
    return std::optional{scopes[*full].refusal};
}

}  // namespace roomkey
