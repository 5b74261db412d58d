#include "usecase/terminal/terminal_access.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/time_left.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/source_network.hpp"

namespace roomkey {
namespace {

// A poll every few seconds must not cost a durable write each time.
constexpr Duration last_seen_precision = std::chrono::minutes{1};

// Of what looks like a second device; it may go on for weeks until somebody cares.
constexpr Duration note_pause = std::chrono::days{1};
constexpr char const* operation = "use_credential";

// See docs/decisions/2026-11-25-looks-of-streams.md.
constexpr Duration look_pause_min = std::chrono::minutes{10};
constexpr Duration look_pause_max = std::chrono::minutes{20};

bool has_passed(Instant since, Duration pause, Instant now) {
    return time_left(since + pause, now, pause) == Duration::zero();
}

}  // namespace

Result<KnownTerminal> TerminalAccess::find(Reader& reader, Secret const& credential) const {
    if (credential.empty()) return refusal(ErrorCode::token_missing);
    auto facts =
        TRY(find_credential(reader, hashes_.of(HashPurpose::credential, credential.reveal())));
    if (!facts) return refusal(ErrorCode::token_invalid, "unknown credential");
    if (facts->binding.ended != UnbindReason::none || !facts->terminal) {
        return refusal(ErrorCode::terminal_unbound);
    }
    if (facts->credential.state == CredentialState::superseded) {
        return refusal(ErrorCode::token_invalid, "superseded credential");
    }
    if (facts->credential.expires_at <= clock_.now()) {
        return refusal(ErrorCode::token_invalid, "lapsed credential");
    }
    if (!facts->corp) return internal_error("terminal without enterprise");
    KnownTerminal known{
        facts->credential,
        {std::move(*facts->terminal), std::move(*facts->corp), std::move(facts->department_name)}};
    known.profile.terminal.binding = std::move(facts->binding);
    return known;
}

bool TerminalAccess::may_note(Binding const& binding) const {
    return has_passed(binding.noted_at, note_pause, clock_.now());
}

std::string TerminalAccess::sign_of_second_device(Binding const& binding,
                                                  RequestContext const& context) const {
    auto const network = source_network(context.source);
    if (binding.seen_from.empty() || network == binding.seen_from) return {};
    // A device that has both takes the one or the other as it likes.
    auto const is_ipv6 = [](std::string const& text) {
        return text.find(':') != std::string::npos;
    };
    if (is_ipv6(network) != is_ipv6(binding.seen_from)) return {};
    return "last seen from " + binding.seen_from;
}

bool TerminalAccess::is_use_noteworthy(KnownTerminal const& terminal,
                                       RequestContext const& context) const {
    auto const& binding = *terminal.profile.terminal.binding;
    return terminal.credential.state == CredentialState::fresh ||
           has_passed(binding.last_seen_at, last_seen_precision, clock_.now()) ||
           (may_note(binding) && !sign_of_second_device(binding, context).empty());
}

Instant TerminalAccess::look_again_at(KnownTerminal const& terminal) const {
    // They were all woken at one moment, maybe; each then has its own pause.
    auto const draw = std::hash<std::string>{}(terminal.credential.binding_id.value);
    constexpr auto room = static_cast<std::size_t>((look_pause_max - look_pause_min).count());
    auto const pause = look_pause_min + Duration{static_cast<std::int64_t>(draw % room)};
    return std::min(clock_.now() + pause, terminal.credential.expires_at);
}

Status TerminalAccess::note_use(Transaction& transaction, KnownTerminal const& terminal,
                                RequestContext const& context) const {
    auto const now = clock_.now();
    auto const& binding = *terminal.profile.terminal.binding;
    if (terminal.credential.state == CredentialState::fresh) {
        TRY(confirm_credential(transaction, terminal.credential.hash, binding.id));
    }
    auto sign = sign_of_second_device(binding, context);
    if (!sign.empty() && may_note(binding)) {
        auto entry =
            audit_device(terminal.profile.terminal.user, binding.sn, context, now, operation);
        entry.detail = std::move(sign);
        TRY(insert_audit(transaction, entry));
        TRY(mark_noted(transaction, binding.id, now));
    }
    return touch_binding(transaction, binding.id, now, source_network(context.source));
}

bool TerminalAccess::is_presence_old(KnownTerminal const& terminal) const {
    auto const& binding = *terminal.profile.terminal.binding;
    return has_passed(binding.last_seen_at, look_pause_min, clock_.now());
}

Status TerminalAccess::note_presence(Transaction& transaction,
                                     KnownTerminal const& terminal) const {
    auto const& binding = *terminal.profile.terminal.binding;
    return touch_binding(transaction, binding.id, clock_.now(), binding.seen_from);
}

bool TerminalAccess::is_noteworthy_refusal(std::optional<CredentialFacts> const& facts) const {
    return facts && facts->terminal && facts->binding.ended == UnbindReason::none &&
           facts->credential.state == CredentialState::superseded && may_note(facts->binding);
}

Error TerminalAccess::refuse(Store& store, Secret const& credential, RequestContext const& context,
                             Error error) const {
    if (error.code != ErrorCode::token_invalid) return error;
    auto const hash = hashes_.of(HashPurpose::credential, credential.reveal());
    auto const facts = store.read([&](Reader& reader) { return find_credential(reader, hash); });
    if (!facts.ok() || !is_noteworthy_refusal(*facts)) return error;
    // If this fails, the refusal stands all the same.
    (void)store.write([&](Transaction& transaction) -> Status {
        // Looked up again: another request may have noted it in between.
        auto const found = TRY(find_credential(transaction, hash));
        if (!is_noteworthy_refusal(found)) return Done{};
        auto const now = clock_.now();
        auto entry =
            audit_device(found->terminal->user, found->binding.sn, context, now, operation);
        entry.outcome = reason_name(error.code);
        entry.detail = "superseded credential";
        TRY(insert_audit(transaction, entry));
        return mark_noted(transaction, found->binding.id, now);
    });
    return error;
}

}  // namespace roomkey
