#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "app/config.hpp"

namespace roomkey {

// Where a key's value is in a `Config`, and thereby how it is written.
template <class T>
using Slot = T& (*)(Config&);
struct CountKey {
    Slot<int> slot;
};
struct WideCountKey {
    Slot<std::size_t> slot;
};
struct BytesKey {
    Slot<std::size_t> slot;
};
struct DurationKey {
    Slot<Duration> slot;
};
struct PathKey {
    Slot<std::filesystem::path> slot;
};
struct DatabaseKey {
    Slot<std::string> slot;
};
/// One line; empty where nothing is to be set.
struct TextKey {
    Slot<std::string> slot;
};
struct AddressKey {
    Slot<ListenAddress> slot;
};
/// An address, or "off".
struct OptionalAddressKey {
    Slot<std::optional<ListenAddress>> slot;
};
struct LogFormatKey {
    Slot<LogFormat> slot;
};
struct LogLevelKey {
    Slot<LogLevel> slot;
};
using KeyKind =
    std::variant<CountKey, WideCountKey, BytesKey, DurationKey, PathKey, TextKey, DatabaseKey,
                 AddressKey, OptionalAddressKey, LogFormatKey, LogLevelKey>;

/// One thing that can be set: a row of the table from which parsing, messages and the reference
/// page follow.
struct ConfigKey {
    std::string_view name;
    KeyKind kind;
    /// Inclusive bounds of counts, bytes and durations (milliseconds).
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::string_view meaning;
    /// How the reference words a default that depends on another key.
    std::string_view default_words = {};
    bool is_secret = false;
    /// A secret may follow the question mark, as gateways want it.
    bool is_url = false;
};

/// All of them, those of one group together.
std::span<ConfigKey const> config_keys();

/// Empty if there is no such key.
ConfigKey const* find_config_key(std::string_view name);

/// "http.idle_max" has "http", "data" has "".
std::string_view group_name(ConfigKey const& key);

/// ROOMKEY_ and the name in upper case, with dots as underscores.
std::string environment_name(ConfigKey const& key);

}  // namespace roomkey
