#include "domain/terminal.hpp"

#include <algorithm>

#include "base/names.hpp"
#include "base/time_left.hpp"

namespace roomkey {
namespace {

/// Enough that no two live codes share an id.
constexpr std::size_t code_id_bytes = 16;

constexpr std::pair<UnbindReason, std::string_view> unbind_reasons[] = {
    {UnbindReason::reset, "reset"},
    {UnbindReason::deleted, "deleted"},
    {UnbindReason::disabled, "disabled"},
    {UnbindReason::self, "self"},
};

constexpr std::pair<ListedState, std::string_view> listed_states[] = {
    {ListedState::issued, "issued"},     {ListedState::expiring, "expiring"},
    {ListedState::lapsed, "lapsed"},     {ListedState::active, "active"},
    {ListedState::gone, "gone"},         {ListedState::released, "released"},
    {ListedState::disabled, "disabled"},
};

}  // namespace

std::string_view wire_name(DeviceType type) {
    for (auto const& row : device_types) {
        if (row.type == type) return row.wire_name;
    }
    return {};
}

UserType user_type_of(DeviceType type) {
    for (auto const& row : device_types) {
        if (row.type == type) return row.user_type;
    }
    return UserType::idea_hub;
}

std::optional<DeviceType> device_type_named(std::string_view name) {
    for (auto const& row : device_types) {
        if (row.wire_name == name) return row.type;
    }
    return std::nullopt;
}

CodeId ActiveCode::id() const { return CodeId{to_hex(hash.data(), code_id_bytes)}; }

std::optional<HashRange> hashes_of(CodeId const& id) {
    auto const start = from_hex(id.value);
    if (!start || start->size() != code_id_bytes) return std::nullopt;
    HashRange range;
    range.last.fill(0xff);
    std::copy(start->begin(), start->end(), range.first.begin());
    std::copy(start->begin(), start->end(), range.last.begin());
    return range;
}

std::string_view wire_name(UnbindReason reason) { return name_in(unbind_reasons, reason, "none"); }

bool was_seen_lately(Binding const& binding, Instant now) {
    return binding.last_seen_at >= now - online_within &&
           binding.last_seen_at <= now + clock_difference_max;
}

std::optional<ListedState> listed_state_named(std::string_view name) {
    return value_named<ListedState>(listed_states, name);
}

TerminalState state_of(Terminal const& terminal, Instant now) {
    if (terminal.binding) return TerminalState::active;
    if (!terminal.code) return TerminalState::released;
    return terminal.code->expires_at <= now ? TerminalState::lapsed : TerminalState::issued;
}

}  // namespace roomkey
