#include "usecase/sign_in/sign_in_guard.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <optional>
#include <utility>

#include "storage/sql/directory/users.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "usecase/sign_in/totp_use.hpp"
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

/// A lock counts even if a check in progress may lift it; what is said of it differs.
std::optional<Error> refusal_by(std::initializer_list<LockoutPolicy::Lock> locks) {
    LockoutPolicy::Lock longest;
    for (auto const& lock : locks) {
        longest.left = std::max(longest.left, lock.left);
        longest.is_firm = longest.is_firm || lock.is_firm;
    }
    if (longest.left <= Duration::zero()) return std::nullopt;
    auto error = refusal(longest.is_firm ? ErrorCode::account_locked : ErrorCode::unavailable);
    error.retry_after_s =
        longest.is_firm ? std::chrono::ceil<std::chrono::seconds>(longest.left).count() : 1;
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

/// A refusal is an outcome, not an error: its record has to be committed.
struct SignInGuard::Begun {
    SignInAttempt attempt;
    std::optional<Error> refused;
};

Result<SignInAttempt> SignInGuard::begin(std::string const& account, RequestContext const& context,
                                         PasswordUse use) const {
    SignInAttempt attempt;
    attempt.tried = {clock_.now(), {}, account, context};
    attempt.use = use;
    attempt.pair = pair_of(account, context.source);
    auto begun =
        TRY(store_.write([&](Transaction& transaction) { return count(transaction, attempt); }));
    if (begun.refused) return std::move(*begun.refused);
    return std::move(begun.attempt);
}

Result<SignInGuard::Begun> SignInGuard::count(Transaction& transaction,
                                              SignInAttempt attempt) const {
    auto const& pair = attempt.pair;
    auto const name = name_of(pair);
    auto const source = source_of(pair);
    auto const now = clock_.now();
    attempt.tried.at = now;
    attempt.tried.corp_id = TRY(find_corp_of_account(transaction, pair.account));
    bool const is_known = TRY(has_signed_in_from(transaction, pair, now - sign_in_source_kept));
    attempt.is_known_source = is_known;
    auto const of_pair = TRY(find_sign_in_failures(transaction, pair));
    auto const of_name = is_known ? FailureCount{} : TRY(find_sign_in_failures(transaction, name));
    auto const of_source = TRY(find_sign_in_failures(transaction, source));
    auto const source_lock = policy_.lock_of_source(of_source, now);
    auto refused = refusal_by(
        {policy_.lock_of_pair(of_pair, now), policy_.lock_of_name(of_name, now), source_lock});
    if (refused) {
        if (refused->code == ErrorCode::unavailable) return *std::move(refused);
        // A locked source may go on with as many names as it likes.
        if (source_lock.is_firm) attempt.tried.corp_id = {};
        TRY(record(transaction, attempt, *refused));
        return Begun{std::move(attempt), std::move(refused)};
    }

    auto const counted = policy_.count_pair(of_pair, now);
    TRY(save_sign_in_failures(transaction, pair, counted));
    if (!is_known) {
        TRY(save_sign_in_failures(transaction, name, policy_.count_name(of_name, now)));
    }
    TRY(save_sign_in_failures(transaction, source, policy_.count_source(of_source, now)));
    attempt.failures = counted.count;
    return Begun{std::move(attempt), std::nullopt};
}

Status SignInGuard::end_wrong(SignInAttempt const& attempt, ErrorCode why) const {
    auto const lock = policy_.lock_after(attempt.failures);
    return store_.write([&](Transaction& transaction) -> Status {
        auto const now = clock_.now();
        auto const& pair = attempt.pair;
        auto of_pair = found_wrong(TRY(find_sign_in_failures(transaction, pair)));
        // If a right one came in between, the count begins again.
        bool const is_locked = lock > Duration::zero() && of_pair.count >= attempt.failures;
        if (is_locked) of_pair.locked_until = std::max(of_pair.locked_until, now + lock);
        TRY(save_sign_in_failures(transaction, pair, of_pair));
        if (!attempt.is_known_source) {
            auto const name = name_of(pair);
            auto const of_name = found_wrong(TRY(find_sign_in_failures(transaction, name)));
            TRY(save_sign_in_failures(transaction, name, of_name));
        }
        auto const source = source_of(pair);
        auto const of_source = found_wrong(TRY(find_sign_in_failures(transaction, source)));
        TRY(save_sign_in_failures(transaction, source, of_source));

        TRY(record(transaction, attempt, refusal(why)));
        if (is_locked)
            TRY(record_locked_account(transaction, attempt.tried, lock, "for this source"));
        bool const is_source_locked = of_source.count - of_source.checking == policy_.per_source;
        if (!is_source_locked) return Done{};
        return record_locked_source(transaction, attempt.tried.context, now, pair.source,
                                    "wrong passwords");
    });
}

Status SignInGuard::take_back(SignInAttempt const& attempt) const {
    return store_.write([&](Transaction& transaction) -> Status {
        TRY(take_one_back(transaction, attempt.pair));
        return uncount(transaction, attempt);
    });
}

Status SignInGuard::take_back(SignInAttempt const& attempt, Error const& refused) const {
    return store_.write([&](Transaction& transaction) -> Status {
        TRY(take_one_back(transaction, attempt.pair));
        TRY(uncount(transaction, attempt));
        return record(transaction, attempt, refused);
    });
}

Status SignInGuard::record(Transaction& transaction, SignInAttempt const& attempt,
                           Error const& refused) {
    // What signed-in users are refused, the gate records.
    if (attempt.use != PasswordUse::sign_in) return Done{};
    return record_refused_sign_in(transaction, attempt.tried,
                                  std::string(reason_name(refused.code)));
}

Status SignInGuard::end_right(Transaction& transaction, SignInAttempt const& attempt) const {
    // Found first, so that they are held in the order of all others.
    TRY(find_sign_in_failures(transaction, attempt.pair));
    TRY(save_sign_in_failures(transaction, attempt.pair, {}));
    TRY(uncount(transaction, attempt));
    return save_sign_in_source(transaction, attempt.pair, clock_.now());
}

Status SignInGuard::end_half_right(Transaction& transaction, SignInAttempt const& attempt) const {
    TRY(take_one_back(transaction, attempt.pair));
    TRY(uncount(transaction, attempt));
    // One-time passwords are guessed no faster there: they have sources and a pace of their own.
    return save_sign_in_source(transaction, attempt.pair, clock_.now());
}

Result<bool> SignInGuard::compare_totp(Transaction& transaction, Sealer const& sealer, User& user,
                                       Secret const& code, SignInAttempt const& attempt) const {
    auto const now = clock_.now();
    auto const& pair = attempt.pair;
    bool const is_known = TRY(has_used_totp_from(transaction, pair, now - sign_in_source_kept));
    auto const key = totp_key(pair.account, is_known ? pair.source : std::string{});
    auto const before = TRY(find_sign_in_failures(transaction, key));
    if (auto refused = refusal_by({policy_.lock_of_totp(before, now)})) return *std::move(refused);
    if (TRY(roomkey::take_totp(sealer, user, code, now))) return true;
    auto const counted = policy_.count_totp(before, now);
    TRY(save_sign_in_failures(transaction, key, counted));
    auto const pause = policy_.totp_pause_after(counted.count);
    if (pause > Duration::zero()) {
        TRY(record_locked_account(transaction, attempt.tried, pause,
                                  is_known ? "one-time passwords from this source"
                                           : "one-time passwords from new sources"));
    }
    return false;
}

Result<bool> SignInGuard::take_totp(Transaction& transaction, Sealer const& sealer, User& user,
                                    Secret const& code, SignInAttempt const& attempt) const {
    if (!TRY(compare_totp(transaction, sealer, user, code, attempt))) return false;
    TRY(update_user(transaction, user));
    TRY(save_totp_source(transaction, attempt.pair, clock_.now()));
    return true;
}

Result<bool> SignInGuard::try_totp(Sealer const& sealer, UserId const& user, Secret const& code,
                                   SignInAttempt const& attempt) const {
    return store_.write([&](Transaction& transaction) -> Result<bool> {
        auto held = TRY(find_user(transaction, user));
        if (!held || !has_totp(*held)) return true;
        return compare_totp(transaction, sealer, *held, code, attempt);
    });
}

}  // namespace roomkey
