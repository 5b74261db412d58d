#include "domain/terminal.hpp"

namespace roomkey {

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

std::string_view wire_name(UnbindReason reason) {
    switch (reason) {
        case UnbindReason::none:
            return "none";
        case UnbindReason::reset:
            return "reset";
        case UnbindReason::deleted:
            return "deleted";
        case UnbindReason::disabled:
            return "disabled";
        case UnbindReason::self:
            return "self";
    }
    return "none";
}

TerminalState state_of(Terminal const& terminal, Instant now) {
    if (terminal.binding) return TerminalState::active;
    if (!terminal.code) return TerminalState::released;
    return terminal.code->expires_at <= now ? TerminalState::lapsed : TerminalState::issued;
}

}  // namespace roomkey
