#include "usecase/terminal/activate_terminal.hpp"

#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "domain/activation/serial_number.hpp"
#include "storage/sql/guesses.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/source_network.hpp"
#include "usecase/terminal/code_guesses.hpp"
#include "usecase/terminal/device_words.hpp"

namespace roomkey {
namespace {

/// Of the header (draft-ietf-httpapi-idempotency-key-header); bytes.
constexpr std::size_t key_bytes_max = 255;

Status check_key(std::optional<std::string> const& key) {
    if (!key) return Done{};
    if (key->empty() || key->size() > key_bytes_max) {
        return invalid_field("Idempotency-Key", Fault::wrong_length,
                             "1.." + std::to_string(key_bytes_max));
    }
    if (has_control_character(*key)) return invalid_field("Idempotency-Key", Fault::wrong_format);
    return Done{};
}

/// The request in the form in which it is compared and kept.
Result<ActivationRequest> checked(ActivationRequest const& given) {
    auto request = given;
    if (given.code.empty()) return invalid_field("activeCode", Fault::missing);
    auto code = typed_code(given.code);
    if (!code) {
        return invalid_field("activeCode", Fault::wrong_format,
                             "8..16 digits, or 16 characters of which the last checks the others");
    }
    request.code = std::move(*code);
    auto const facts =
        TRY(checked_facts({given.sn, given.device_type, given.model, given.software_version}));
    request.sn = facts.sn;
    request.model = facts.model;
    request.software_version = facts.software_version;
    TRY(check_key(given.idempotency_key));
    return request;
}

bool is_reuse_of_key(Result<std::optional<ActivationReceipt>> const& earlier) {
    return !earlier.ok() && earlier.error().code == ErrorCode::idempotency_key_reused;
}

ActivationOutcome outcome_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::code_lapsed:
            return ActivationOutcome::lapsed;
        case ErrorCode::code_device_mismatch:
            return ActivationOutcome::mismatch;
        case ErrorCode::account_disabled:
            return ActivationOutcome::disabled;
        case ErrorCode::too_many_wrong_codes:
            return ActivationOutcome::limited;
        default:
            return ActivationOutcome::wrong;
    }
}

}  // namespace

/// A wrong code is an outcome, not an error: its count has to be committed.
struct ActivateTerminal::Attempt {
    std::optional<ActivationReceipt> receipt;
    std::optional<Error> refused;
};

ActivateTerminal::ActivateTerminal(Store& store, Clock const& clock, CodeIssue const& issue,
                                   LookupHash const& hashes, ActivationReplay const& replays,
                                   DeviceBinding const& binding, GuessLimits limits,
                                   std::function<void(ActivationOutcome)> observe)
    : store_(store),
      clock_(clock),
      issue_(issue),
      hashes_(hashes),
      replays_(replays),
      binding_(binding),
      limits_(limits),
      observe_(std::move(observe)) {}

Result<ActivationReceipt> ActivateTerminal::run(ActivationRequest const& given,
                                                RequestContext const& context) const {
    auto const request = TRY(checked(given));
    // On the side first, so that a locked source costs no place in the writer's queue.
    auto outcome =
        TRY(store_.read([&](Reader& reader) { return look_before(reader, request, context); }));
    if (!outcome.receipt && !outcome.refused) {
        outcome = TRY(store_.write(
            [&](Transaction& transaction) { return attempt(transaction, request, context); }));
    }
    auto const tell = [&](ActivationOutcome what) {
        if (observe_) observe_(what);
    };
    if (outcome.refused) {
        tell(outcome_of(outcome.refused->code));
        return std::move(*outcome.refused);
    }
    if (!outcome.receipt->is_replayed) tell(ActivationOutcome::activated);
    return std::move(*outcome.receipt);
}

Digest ActivateTerminal::guess_of(ActivationRequest const& request) const {
    return hashes_.of(HashPurpose::wrong_code, request.code);
}

Result<ActivateTerminal::Attempt> ActivateTerminal::look_before(
    Reader& reader, ActivationRequest const& request, RequestContext const& context) const {
    // A lost answer is no guess: it is given again whatever else comes from that source.
    auto earlier = replays_.find(reader, request);
    bool const is_key_reused = is_reuse_of_key(earlier);
    if (!earlier.ok() && !is_key_reused) return earlier.error();
    if (earlier.ok() && *earlier) return Attempt{std::move(*earlier), {}};
    auto const now = clock_.now();
    auto const networks = source_networks(context.source);
    auto const guesses = TRY(find_guesses(reader, networks, now, limits_));
    if (auto limited = limit_of(guesses, limits_, now)) return Attempt{{}, std::move(limited)};
    // A repetition is free for its source, so it must not cost others a turn behind its counters.
    if (is_key_reused || !TRY(has_presented(reader, networks.front(), guess_of(request), now))) {
        return Attempt{};
    }
    if (TRY(find_terminal_by_code(reader, issue_.lookup(request.code)))) return Attempt{};
    return Attempt{{}, refusal(ErrorCode::code_unknown)};
}

Result<ActivateTerminal::Attempt> ActivateTerminal::attempt(Transaction& transaction,
                                                            ActivationRequest const& request,
                                                            RequestContext const& context) const {
    auto const now = clock_.now();
    auto const networks = source_networks(context.source);
    auto const guesses = TRY(find_guesses(transaction, networks, now, limits_));
    if (auto limited = limit_of(guesses, limits_, now)) return Attempt{{}, std::move(limited)};

    auto terminal = TRY(find_terminal_by_code(transaction, issue_.lookup(request.code)));
    // Behind the code, whose row this had to wait for if the same request is under way elsewhere.
    auto earlier = replays_.find(transaction, request);
    bool const is_key_reused = is_reuse_of_key(earlier);
    if (!earlier.ok() && !is_key_reused) return earlier.error();
    if (earlier.ok() && *earlier) return Attempt{std::move(*earlier), {}};
    // A code that comes with the key of another one is a guess at that one.
    if (is_key_reused || !terminal) {
        TRY(count_guess(transaction, guess_of(request), {}, request, context));
        return Attempt{{}, is_key_reused ? earlier.error() : refusal(ErrorCode::code_unknown)};
    }
    if (auto objection = binding_.objection(*terminal, request)) {
        TRY(record_refused_code(transaction, terminal->user, request.sn, context, now,
                                objection->code));
        return Attempt{{}, std::move(objection)};
    }
    if (!TRY(DeviceBinding::claim(transaction, terminal->user, request.sn))) {
        // Who has the code may not try all serial numbers, so this is a guess, too.
        auto const guess = hashes_.of(HashPurpose::wrong_code, request.code + '\n' + request.sn);
        TRY(count_guess(transaction, guess, terminal->user, request, context));
        return Attempt{{}, refusal(ErrorCode::code_device_mismatch)};
    }
    return Attempt{TRY(binding_.bind(transaction, std::move(*terminal), request, context)), {}};
}

Status ActivateTerminal::count_guess(Transaction& transaction, Digest const& guess,
                                     std::optional<User> const& owner,
                                     ActivationRequest const& request,
                                     RequestContext const& context) const {
    auto const now = clock_.now();
    auto const networks = source_networks(context.source);
    auto const counted = TRY(count_wrong_code(transaction, networks, guess, now, limits_));
    if (!counted) return Done{};
    auto const reason = owner ? ErrorCode::code_device_mismatch : ErrorCode::code_unknown;
    auto known = owner;
    if (!known && !is_placeholder_sn(request.sn)) {
        known = TRY(find_user_of_device(transaction, request.sn, networks.front()));
    }
    auto const account = std::move(known).value_or(User{});
    TRY(record_refused_code(transaction, account, request.sn, context, now, reason));
    return record_locks(transaction, counted, context, now, account);
}

}  // namespace roomkey
