#include "usecase/terminal/activate_terminal.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/text_field.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

constexpr std::size_t sn_length_max = 64;
constexpr std::size_t model_length_max = 64;
constexpr std::size_t code_length_max = 64;

bool is_sn_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '-';
}

Status check_fields(ActivationRequest const& request) {
    TRY(check_text(request.code, "activeCode", 1, code_length_max));
    if (normalise_code(request.code).empty()) return invalid_field("activeCode", Fault::missing);
    if (request.sn.empty()) return invalid_field("sn", Fault::missing);
    if (request.sn.size() > sn_length_max) {
        return invalid_field("sn", Fault::wrong_length, "1..64");
    }
    if (!std::all_of(request.sn.begin(), request.sn.end(), is_sn_character)) {
        return invalid_field("sn", Fault::wrong_format, "[0-9A-Za-z_.-]+");
    }
    if (!request.device_type.empty() && !device_type_named(request.device_type)) {
        return invalid_field("devType", Fault::unknown_value,
                             "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms");
    }
    TRY(check_text(request.model, "model", 0, model_length_max));
    return check_text(request.software_version, "softwareVersion", 0, model_length_max);
}

std::int64_t seconds_until(Instant then, Instant now) {
    return std::max<std::int64_t>(
        1, (then - now + std::chrono::milliseconds{999}) / std::chrono::seconds{1});
}

/// The refusal, if no further code of this source may be examined now.
std::optional<Error> limit_of(GuessCount const& count, GuessLimits const& limits, Instant now) {
    auto const refuse_until = [&](Instant then) {
        auto error = refusal(ErrorCode::too_many_wrong_codes);
        error.retry_after_s = seconds_until(then, now);
        return error;
    };
    if (count.locked_until && *count.locked_until > now) return refuse_until(*count.locked_until);
    if (count.minute_count >= limits.per_minute) {
        return refuse_until(std::chrono::ceil<std::chrono::minutes>(now + Duration{1}));
    }
    return std::nullopt;
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
                                   GuessLimits limits, Duration credential_validity,
                                   std::function<void(ActivationOutcome)> observe)
    : store_(store),
      clock_(clock),
      issue_(issue),
      hashes_(hashes),
      tokens_(tokens),
      limits_(limits),
      credential_validity_(credential_validity),
      observe_(std::move(observe)) {}

Result<ActivationReceipt> ActivateTerminal::run(ActivationRequest const& request,
                                                RequestContext const& context) const {
    TRY(check_fields(request));
    auto const source = source_network(context.source);
    auto const tell = [&](ActivationOutcome outcome) {
        if (observe_) observe_(outcome);
    };
    // Asked on the side first, so that a locked source costs no place in the writer's queue.
    auto const now = clock_.now();
    auto const guesses =
        TRY(store_.read([&](Reader& reader) { return reader.find_guesses(source, now, limits_); }));
    if (auto limited = limit_of(guesses, limits_, now)) {
        tell(ActivationOutcome::limited);
        return std::move(*limited);
    }
    auto outcome = TRY(store_.write(
        [&](Transaction& transaction) { return attempt(transaction, request, context); }));
    if (outcome.refused) {
        tell(outcome_of(outcome.refused->code));
        return std::move(*outcome.refused);
    }
    tell(ActivationOutcome::activated);
    return std::move(*outcome.receipt);
}

Result<ActivateTerminal::Attempt> ActivateTerminal::attempt(Transaction& transaction,
                                                            ActivationRequest const& request,
                                                            RequestContext const& context) const {
    auto const now = clock_.now();
    auto const source = source_network(context.source);
    auto const guesses = TRY(transaction.find_guesses(source, now, limits_));
    if (auto limited = limit_of(guesses, limits_, now)) return Attempt{{}, std::move(limited)};

    auto const normalised = normalise_code(request.code);
    std::optional<Terminal> terminal;
    if (is_plausible_code(normalised)) {
        terminal = TRY(transaction.find_terminal_by_code(issue_.lookup(normalised)));
    }
    if (!terminal) {
        TRY(transaction.count_wrong_code(source, now, limits_));
        return Attempt{{}, refusal(ErrorCode::code_unknown)};
    }
    if (terminal->code->expires_at <= now) return Attempt{{}, refusal(ErrorCode::code_lapsed)};
    if (!request.device_type.empty() && request.device_type != wire_name(terminal->device_type)) {
        return Attempt{{}, refusal(ErrorCode::code_device_mismatch)};
    }
    if (terminal->user.status != AccountStatus::normal) {
        return Attempt{{}, refusal(ErrorCode::account_disabled)};
    }
    return Attempt{TRY(bind(transaction, std::move(*terminal), request, context)), {}};
}

Result<ActivationReceipt> ActivateTerminal::bind(Transaction& transaction, Terminal terminal,
                                                 ActivationRequest const& request,
                                                 RequestContext const& context) const {
    auto const now = clock_.now();
    if (!TRY(transaction.delete_code(terminal.code->hash))) return refusal(ErrorCode::code_unknown);

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
    Credential credential;
    credential.hash = hashes_.of(HashPurpose::credential, receipt.credential.reveal());
    credential.binding_id = binding.id;
    credential.issued_at = now;
    credential.expires_at = receipt.expires_at;
    if (!TRY(transaction.insert_binding(binding, credential))) {
        return internal_error("an account with a live code had a live binding");
    }
    // What was still to be sent carries a code that is spent now.
    TRY(transaction.supersede_notices(terminal.user.id, now));

    AuditEntry entry;
    entry.at = now;
    entry.corp_id = terminal.user.corp_id;
    entry.actor = request.sn;
    entry.operation = "activate_terminal";
    entry.account = terminal.user.account;
    entry.request_id = context.request_id;
    entry.source = context.source;
    entry.outcome = "ok";
    TRY(transaction.insert_audit(entry));

    auto corp = TRY(transaction.find_corp(terminal.user.corp_id));
    auto const department =
        TRY(transaction.find_department(terminal.user.corp_id, terminal.user.department_code));
    if (!corp) return internal_error("terminal without enterprise");
    terminal.code.reset();
    terminal.binding = std::move(binding);
    terminal.was_active = true;
    receipt.profile = {std::move(terminal), std::move(*corp), department ? department->name : ""};
    return receipt;
}

}  // namespace roomkey
