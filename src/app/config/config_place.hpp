#pragma once

#include <cstdint>
#include <span>

#include "app/config/config_keys.hpp"

// What the files with rows of the table share.
namespace roomkey {

constexpr std::int64_t kib = 1'024;
constexpr std::int64_t mib = 1'024 * kib;
constexpr std::int64_t second = 1'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// Where a value lives, as the members that lead to it.
template <auto... members>
auto& place(Config& config) {
    return (config.*....*members);
}

/// The rows about messages and what limits them.
std::span<ConfigKey const> delivery_keys();
/// The rows about signing in by password.
std::span<ConfigKey const> sign_in_keys();

}  // namespace roomkey
