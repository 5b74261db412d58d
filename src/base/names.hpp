#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace roomkey {

// Tables that write each value and its name once: arrays of `std::pair<Value, std::string_view>`.

/// The name of `value`; `otherwise` if the table has none.
template <class Value, class Table>
constexpr std::string_view name_in(Table const& table, Value value,
                                   std::string_view otherwise = {}) {
    for (auto const& [listed, name] : table) {
        if (listed == value) return name;
    }
    return otherwise;
}

/// The first value of this name; empty if there is none.
template <class Value, class Table>
constexpr std::optional<Value> value_named(Table const& table, std::string_view name) {
    for (auto const& [value, listed] : table) {
        if (listed == name) return value;
    }
    return std::nullopt;
}

}  // namespace roomkey
