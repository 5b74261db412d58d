#include "usecase/terminal/terminal_access.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace roomkey {
namespace {

// A poll every few seconds must not cost a durable write each time.
constexpr Duration last_seen_precision = std::chrono::minutes{1};

// See docs/decisions/2026-11-25-looks-of-streams.md.
constexpr Duration look_pause_min = std::chrono::minutes{10};
constexpr Duration look_pause_max = std::chrono::minutes{20};

}  // namespace

Result<KnownTerminal> TerminalAccess::find(Reader& reader, Secret const& credential) const {
    if (credential.empty()) return refusal(ErrorCode::token_missing);
    auto facts =
        TRY(reader.find_credential(hashes_.of(HashPurpose::credential, credential.reveal())));
    if (!facts) return refusal(ErrorCode::token_invalid, "unknown credential");
    if (facts->binding.ended != UnbindReason::none || !facts->terminal) {
        return refusal(ErrorCode::terminal_unbound);
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

bool TerminalAccess::is_use_noteworthy(KnownTerminal const& terminal) const {
    return !terminal.credential.is_confirmed ||
           terminal.profile.terminal.binding->last_seen_at + last_seen_precision <= clock_.now();
}

Instant TerminalAccess::look_again_at(KnownTerminal const& terminal) const {
    // They were all woken at one moment, maybe; each then has its own pause.
    auto const draw = std::hash<std::string>{}(terminal.credential.binding_id.value);
    constexpr auto room = static_cast<std::size_t>((look_pause_max - look_pause_min).count());
    auto const pause = look_pause_min + Duration{static_cast<std::int64_t>(draw % room)};
    return std::min(clock_.now() + pause, terminal.credential.expires_at);
}

Status TerminalAccess::note_use(Transaction& transaction, KnownTerminal const& terminal) const {
    auto const& binding = *terminal.profile.terminal.binding;
    if (!terminal.credential.is_confirmed) {
        TRY(transaction.confirm_credential(terminal.credential.hash, binding.id));
    }
    return transaction.touch_binding(binding.id, clock_.now());
}

}  // namespace roomkey
