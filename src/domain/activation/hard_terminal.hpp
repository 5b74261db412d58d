#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "domain/corp.hpp"
#include "domain/terminal.hpp"

namespace roomkey {

/// A model of hard terminals. Names as in the vendor's public material, which has no table of the
/// rest.
struct HardTerminalModel {
    std::string_view name;
    bool is_third_party = false;  ///< Of another maker; such models are not activated by a code.
    std::string_view resolution = "1080P";
    std::optional<bool> supports_svc;

    /// Contract, type: maker family.
    [[nodiscard]] std::string_view family() const { return is_third_party ? "3rd" : "TE"; }
    [[nodiscard]] bool has_code() const { return !is_third_party; }
};

std::span<HardTerminalModel const> hard_terminal_models();
/// By its name, whatever the case of ASCII letters; null if there is none.
HardTerminalModel const* hard_terminal_model(std::string_view name);

/// Whether the hard terminal is of a model that a code activates.
bool is_activated_by_code(Terminal const& hard_terminal);

/// The SIP number of a hard terminal, made of its id: +99 and 13 digits.
std::string number_of(UserId const& id);

/// The contract's validity of a hard terminal's code, whatever the enterprise has set for others.
constexpr Duration hard_terminal_code_validity = std::chrono::days{10};
/// How long a new code of such an account is valid.
Duration code_validity_of(UserType type, CorpPolicy const& policy);

/// The contract's limit on resets of one hard terminal.
constexpr int hard_terminal_resets_max = 5;
constexpr Duration hard_terminal_resets_window = std::chrono::hours{24};

/// Whether a device that shows the serial number `sn` may be bound to the hard terminal. One that
/// was added without a serial number takes any that a path of the API can name.
bool is_meant_for(User const& hard_terminal, std::string_view sn);

/// Whether the bound device was seen so lately that it counts as registered. An open event stream
/// is seen every 20 minutes at least.
constexpr Duration seen_lately = std::chrono::minutes{30};
bool is_registered(Terminal const& terminal, Instant now);

}  // namespace roomkey
