#include "usecase/sign_in/sign_in_guard.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "storage/sql/sign_in_failures.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

// Where only one half of a key counts, the other is empty.
SignInKey name_of(SignInKey const& pair) { return {pair.account, {}}; }
SignInKey source_of(SignInKey const& pair) { return {{}, pair.source}; }

SignInKey pair_of(std::string const& account, std::string const& address) {
    auto source = source_network(address);
    return {account, source.empty() ? "-" : std::move(source)};
}

Status refuse_for(Duration left) {
    if (left <= Duration::zero()) return Done{};
    auto error = refusal(ErrorCode::account_locked);
    error.retry_after_s = std::chrono::ceil<std::chrono::seconds>(left).count();
    return error;
}

Status take_one_back(Transaction& transaction, SignInKey const& key) {
    auto const counted = TRY(find_sign_in_failures(transaction, key));
    return save_sign_in_failures(transaction, key, take_back(counted));
}

/// What is the same whether the password was right or not checked.
Status uncount(Transaction& transaction, SignInAttempt const& attempt) {
    if (!attempt.is_known_source) TRY(take_one_back(transaction, name_of(attempt.pair)));
    return take_one_back(transaction, source_of(attempt.pair));
}

}  // namespace

Result<SignInAttempt> SignInGuard::begin(std::string const& account,
                                         std::string const& address) const {
    auto const pair = pair_of(account, address);
    auto const name = name_of(pair);
    auto const source = source_of(pair);
    return store_.write([&](Transaction& transaction) -> Result<SignInAttempt> {
        auto const now = clock_.now();
        bool const is_known = TRY(has_signed_in_from(transaction, pair, now - sign_in_source_kept));
        auto const of_pair = TRY(find_sign_in_failures(transaction, pair));
        auto const of_name =
            is_known ? FailureCount{} : TRY(find_sign_in_failures(transaction, name));
        auto const of_source = TRY(find_sign_in_failures(transaction, source));
        TRY(refuse_for(std::max(
            {lock_left(of_pair, now), lock_left(of_name, now), lock_left(of_source, now)})));

        auto const counted = policy_.count_pair(of_pair, now);
        TRY(save_sign_in_failures(transaction, pair, counted));
        if (!is_known) {
            TRY(save_sign_in_failures(transaction, name, policy_.count_name(of_name, now)));
        }
        TRY(save_sign_in_failures(transaction, source, policy_.count_source(of_source, now)));
        return SignInAttempt{pair, is_known, counted.count};
    });
}

Status SignInGuard::end_wrong(SignInAttempt const& attempt) const {
    auto const lock = policy_.lock_after(attempt.failures);
    if (lock == Duration::zero()) return Done{};
    return store_.write([&](Transaction& transaction) -> Status {
        auto failures = TRY(find_sign_in_failures(transaction, attempt.pair));
        // A right one came in between, and the count begins again.
        if (failures.count < attempt.failures) return Done{};
        failures.locked_until = std::max(failures.locked_until, clock_.now() + lock);
        return save_sign_in_failures(transaction, attempt.pair, failures);
    });
}

Status SignInGuard::take_back(SignInAttempt const& attempt) const {
    return store_.write([&](Transaction& transaction) -> Status {
        TRY(take_one_back(transaction, attempt.pair));
        return uncount(transaction, attempt);
    });
}

Status SignInGuard::end_right(Transaction& transaction, SignInAttempt const& attempt) const {
    // Found first, so that they are held in the order of all others.
    TRY(find_sign_in_failures(transaction, attempt.pair));
    TRY(save_sign_in_failures(transaction, attempt.pair, {}));
    TRY(uncount(transaction, attempt));
    return save_sign_in_source(transaction, attempt.pair, clock_.now());
}

}  // namespace roomkey
