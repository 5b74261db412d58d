#include "usecase/terminal/activate_terminal.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "domain/activation/hard_terminal.hpp"
#include "domain/activation/serial_number.hpp"
#include "domain/activation/typed_text.hpp"
#include "domain/text_field.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/guesses.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

constexpr std::size_t label_length_max = 64;
/// Of the header (draft-ietf-httpapi-idempotency-key-header); bytes.
constexpr std::size_t key_bytes_max = 255;

/// A text by which a device calls itself. It decides nothing, so it is taken as it comes: the ends
/// of what firmware hands out are cut.
Result<std::string> label(std::string const& text, std::string const& field,
                          std::size_t length_min) {
    std::string const bare{without_outer_blanks(text)};
    TRY(check_text(bare, field, length_min, label_length_max));
    if (!is_printable(bare)) {
        return invalid_field(field, Fault::wrong_format, "no control characters");
    }
    return bare;
}

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
    request.sn = TRY(label(given.sn, "sn", 1));
    if (!given.device_type.empty() && !device_type_named(given.device_type)) {
        return invalid_field("devType", Fault::unknown_value,
                             "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms, "
                             "hard-terminal");
    }
    request.model = TRY(label(given.model, "model", 0));
    request.software_version = TRY(label(given.software_version, "softwareVersion", 0));
    TRY(check_key(given.idempotency_key));
    return request;
}

std::int64_t seconds_until(Instant then, Instant now) {
    return std::max<std::int64_t>(
        1, (then - now + std::chrono::milliseconds{999}) / std::chrono::seconds{1});
}

/// The refusal, if no further code of this source may be examined now.
std::optional<Error> limit_of(GuessCount const& count, GuessLimits const& limits, Instant now) {
    auto const until = refused_until(count, limits, now);
    if (!until) return std::nullopt;
    auto error = refusal(ErrorCode::too_many_wrong_codes);
    error.retry_after_s = seconds_until(*until, now);
    return error;
}

bool is_reuse_of_key(Result<std::optional<ActivationReceipt>> const& earlier) {
    return !earlier.ok() && earlier.error().code == ErrorCode::idempotency_key_reused;
}

/// Whether the account is for the device with this serial number. A hard terminal that was added
/// without one takes it, so that the operations on hard terminals find it.
Result<bool> claim(Transaction& transaction, User& user, std::string const& sn) {
    if (user.type != UserType::hard_terminal) return true;
    if (!is_meant_for(user, sn)) return false;
    // Many devices have a placeholder, so it names none of them.
    if (user.serial_number == sn || is_placeholder_sn(sn)) return true;
    if (TRY(find_user_by_serial_number(transaction, user.corp_id, sn))) return false;
    user.serial_number = sn;
    TRY(update_user(transaction, user));
    return true;
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
                                   LookupHash const& hashes, TokenMaker const& tokens,
                                   ActivationReplay const& replays, GuessLimits limits,
                                   Duration credential_validity,
                                   std::function<void(ActivationOutcome)> observe)
    : store_(store),
      clock_(clock),
      issue_(issue),
      hashes_(hashes),
      tokens_(tokens),
      replays_(replays),
      limits_(limits),
      credential_validity_(credential_validity),
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
        TRY(count_guess(transaction, guess_of(request), request, context));
        return Attempt{{}, is_key_reused ? earlier.error() : refusal(ErrorCode::code_unknown)};
    }
    if (terminal->code->expires_at <= now) return Attempt{{}, refusal(ErrorCode::code_lapsed)};
    if (!request.device_type.empty() && request.device_type != wire_name(terminal->device_type)) {
        return Attempt{{}, refusal(ErrorCode::code_device_mismatch)};
    }
    if (terminal->user.status != AccountStatus::normal) {
        return Attempt{{}, refusal(ErrorCode::account_disabled)};
    }
    if (!TRY(claim(transaction, terminal->user, request.sn))) {
        // Who has the code may not try all serial numbers, so this is a guess, too.
        auto const guess = hashes_.of(HashPurpose::wrong_code, request.code + '\n' + request.sn);
        TRY(count_guess(transaction, guess, request, context));
        return Attempt{{}, refusal(ErrorCode::code_device_mismatch)};
    }
    return Attempt{TRY(bind(transaction, std::move(*terminal), request, context)), {}};
}

Status ActivateTerminal::count_guess(Transaction& transaction, Digest const& guess,
                                     ActivationRequest const& request,
                                     RequestContext const& context) const {
    auto const now = clock_.now();
    auto const networks = source_networks(context.source);
    auto const counted = TRY(count_wrong_code(transaction, networks, guess, now, limits_));
    if (!counted) return Done{};
    auto entry = audit_device({}, request.sn, context, now, "activation_refused");
    entry.outcome = reason_name(ErrorCode::code_unknown);
    TRY(record_repeated(transaction, entry, {entry.operation, networks.front()}, stranger_window));
    for (auto const& network : counted.locked) {
        TRY(record_locked_source(transaction, context, now, network, "wrong codes"));
    }
    return Done{};
}

Result<ActivationReceipt> ActivateTerminal::bind(Transaction& transaction, Terminal terminal,
                                                 ActivationRequest const& request,
                                                 RequestContext const& context) const {
    auto const now = clock_.now();
    if (!TRY(delete_code(transaction, terminal.code->hash)))
        return refusal(ErrorCode::code_unknown);

    ActivationReceipt receipt;
    receipt.credential = tokens_.terminal_credential();
    receipt.validity = credential_validity_;
    receipt.expires_at = now + credential_validity_;

    Binding binding;
    binding.id = BindingId{tokens_.id()};
    binding.user_id = terminal.user.id;
    binding.sn = request.sn;
    binding.model = request.model;
    binding.software_version = request.software_version;
    binding.bound_at = now;
    binding.last_seen_at = now;
    binding.seen_from = source_network(context.source);
    Credential credential;
    credential.hash = hashes_.of(HashPurpose::credential, receipt.credential.reveal());
    credential.binding_id = binding.id;
    credential.issued_at = now;
    credential.expires_at = receipt.expires_at;
    if (!TRY(insert_binding(transaction, binding, credential))) {
        return internal_error("an account with a live code had a live binding");
    }
    // What was still to be sent carries a code that is spent now.
    TRY(supersede_notices(transaction, terminal.user.id, now));

    TRY(insert_audit(transaction,
                     audit_device(terminal.user, request.sn, context, now, "activate_terminal")));
    TRY(replays_.remember(transaction, request, receipt.credential));

    auto corp = TRY(find_corp(transaction, terminal.user.corp_id));
    auto const department =
        TRY(find_department(transaction, terminal.user.corp_id, terminal.user.department_code));
    if (!corp) return internal_error("terminal without enterprise");
    terminal.code.reset();
    terminal.binding = std::move(binding);
    terminal.was_active = true;
    receipt.profile = {std::move(terminal), std::move(*corp), department ? department->name : ""};
    return receipt;
}

}  // namespace roomkey
