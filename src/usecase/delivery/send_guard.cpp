#include "usecase/delivery/send_guard.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "storage/sql/notice/sends.hpp"

namespace roomkey {
namespace {

/// Domains have no case (RFC 5321 section 2.4), and hardly a mailbox has: who floods one must not
/// get a counter for each spelling. The message itself goes to the address as it was given.
std::string without_case(std::string address) {
    std::transform(address.begin(), address.end(), address.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return address;
}

}  // namespace

SendGuard::SendGuard(LookupHash const& hashes, PhoneNumbers const& numbers, SendLimits limits)
    : hashes_(hashes), numbers_(numbers), limits_(std::move(limits)) {}

SendCheck SendGuard::prepare(Notice const& notice, Secret const& contact, bool is_only_corp,
                             Instant now) const {
    SendCheck check;
    SendTarget target{notice.channel, notice.corp_id, {}, {}, is_only_corp};
    if (notice.channel == Channel::sms) {
        target.contact = numbers_.canonical(contact.reveal()).value_or(contact.reveal());
        target.region = numbers_.region(target.contact);
        if (!may_go_to(target.region, limits_)) {
            check.refusal = SendRefusal::region;
            return check;
        }
    } else {
        target.contact = without_case(contact.reveal());
    }
    for (auto const& scope : send_scopes(target, limits_, now)) {
        check.refusals.push_back(scope.refusal);
        check.counters.push_back(
            {hashes_.of(HashPurpose::send_counter, scope.name), scope.max, scope.end});
    }
    return check;
}

Result<std::optional<SendStop>> SendGuard::count(Transaction& transaction, SendCheck const& check) {
    if (check.refusal) return std::optional{SendStop{*check.refusal, std::nullopt}};
    auto const full = TRY(count_send(transaction, check.counters));
    if (!full) return std::optional<SendStop>{};
    return std::optional{SendStop{check.refusals[*full], check.counters[*full].end}};
}

}  // namespace roomkey
