#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "domain/user.hpp"

namespace roomkey {

/// What a code is made for: devType of the vendor's operations on activation codes, and hard
/// terminals.
enum class DeviceType : std::uint8_t {
    huawei_vision = 0,
    idea_hub = 1,
    welink_desktop = 2,
    smart_rooms = 3,
    hard_terminal = 4,
};

struct DeviceTypeRow {
    DeviceType type;
    std::string_view wire_name;
    UserType user_type;
};

/// Wire names and the account type that goes with each.
constexpr std::array<DeviceTypeRow, 5> device_types{{
    {DeviceType::huawei_vision, "huawei-vision", UserType::smart_tv},
    {DeviceType::idea_hub, "idea-hub", UserType::idea_hub},
    {DeviceType::welink_desktop, "welink-desktop(iwb)", UserType::smart_rooms},
    {DeviceType::smart_rooms, "smart-rooms", UserType::smart_rooms},
    {DeviceType::hard_terminal, "hard-terminal", UserType::hard_terminal},
}};

std::string_view wire_name(DeviceType type);
UserType user_type_of(DeviceType type);
/// The type with this wire name; empty if there is none.
std::optional<DeviceType> device_type_named(std::string_view name);

/// A code that was issued and not yet spent. Its text is only sealed here.
struct ActiveCode {
    /// The code's name for administrators. A function of the hash, so that a new code has
    /// a new id, and looking one up by id needs no more than looking it up by hash.
    [[nodiscard]] CodeId id() const;

    Digest hash{};  ///< Keyed hash, for lookup.
    Bytes sealed;   ///< The text, sealed for its account.
    Instant created_at{};
    Instant expires_at{};
};

/// The hashes, both ends included, that codes with this id can have; empty if no code can have
/// it.
struct HashRange {
    Digest first{};
    Digest last{};
};
std::optional<HashRange> hashes_of(CodeId const& id);

/// How long a bound device counts as online since its last contact: one that only follows its
/// events is looked at every 20 minutes at the latest.
constexpr Duration online_within = std::chrono::minutes{25};

/// Why a device and an account parted.
enum class UnbindReason : std::uint8_t { none = 0, reset = 1, deleted = 2, disabled = 3, self = 4 };

/// The wire name ("reset", "deleted", "disabled", "self").
std::string_view wire_name(UnbindReason reason);

/// A device bound to a terminal account, now or in the past.
struct Binding {
    BindingId id;
    UserId user_id;
    std::string sn;
    std::string model;
    std::string software_version;
    Instant bound_at{};
    Instant last_seen_at{};
    std::string seen_from;  ///< The network that it was last seen from.
    Instant noted_at{};     ///< When the audit trail last noted what looks like a second device.
    Instant ended_at{};     ///< Meaningful unless `ended` is none.
    UnbindReason ended = UnbindReason::none;
};

/// A terminal account with all that decides its state.
struct Terminal {
    User user;
    DeviceType device_type = DeviceType::idea_hub;
    bool was_active = false;         ///< A device was bound at some time.
    std::string model;               ///< Of a hard terminal, as is the mode.
    int projection_mode = 0;         ///< Contract, prjCodeMode.
    std::optional<ActiveCode> code;  ///< Unspent: issued or lapsed.
    std::optional<Binding> binding;  ///< The live one.
};

/// Whether the device of a live binding counts as online.
bool was_seen_lately(Binding const& binding, Instant now);

/// design: "Life of a terminal".
enum class TerminalState : std::uint8_t { issued, lapsed, active, released };

TerminalState state_of(Terminal const& terminal, Instant now);

/// What lists of terminals are narrowed by. All but `disabled` are of accounts that are enabled.
enum class ListedState : std::uint8_t {
    issued,
    expiring,  ///< Of those issued: within `expiring_within`.
    lapsed,
    active,
    gone,  ///< Of those active: the device was not seen for `gone_after`.
    released,
    disabled,
};

constexpr Duration expiring_within = std::chrono::hours{48};
constexpr Duration gone_after = std::chrono::days{7};

/// "issued", "expiring" and so on.
std::optional<ListedState> listed_state_named(std::string_view name);

}  // namespace roomkey
