#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace roomkey {

enum class FieldPlace : std::uint8_t { path, query, header, body };
enum class FieldType : std::uint8_t { text, integer, boolean };

/// Some bytes of one kind in a row, as `[0-9a-f]{32}` in a pattern.
struct PatternStep {
    std::uint64_t bytes_below_64 = 0;  ///< Bit n: whether byte n is of the kind.
    std::uint64_t bytes_below_128 = 0;
    bool has_others = false;  ///< Whether bytes of characters outside ASCII are.
    std::size_t count_min = 0;
    std::size_t count_max = 0;
    bool begins_alternative = false;
};

/// The rule of one field of one operation. All of them are made from the API document at build
/// (fields/operation_rules.hpp), where each fact of a field is written once.
struct FieldRule {
    static constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    static constexpr auto highest = std::numeric_limits<std::int64_t>::max();

    /// As on the wire. A dot leads into an object ("function.enableRoom"), brackets into each item
    /// of a list ("body[].id"). A body that is an array is itself the field "body".
    std::string_view name;
    FieldPlace place = FieldPlace::body;
    FieldType type = FieldType::text;  ///< Of each item, if it is a list.
    bool is_list = false;
    bool is_required = false;
    bool is_secret = false;  ///< Not to be seen by who looks at a screen or a list of processes.
    /// Otherwise an empty text means that the field is absent.
    bool keeps_empty = false;
    /// Whether a text may have control characters, such as the end of a line.
    bool takes_control_characters = false;
    std::int64_t minimum = 0;  ///< Of the number, or of the characters of a text.
    std::int64_t maximum = highest;
    std::size_t items_min = 0;
    std::size_t items_max = std::numeric_limits<std::size_t>::max();
    std::span<std::string_view const> values{};  ///< All that it can be; empty: no enumeration.
    std::span<PatternStep const> pattern{};      ///< Empty: any text.
    std::string_view pattern_words{};            ///< The pattern, as a message says it.
    bool has_default = false;
    std::string_view default_text{};  ///< As in a query.
    std::string_view description{};   ///< In English, on one line.
};

/// The rule of the field `name`, for what is not a request but keeps the same rule; one that is not
/// there does not compile.
template <std::size_t count>
consteval FieldRule rule_named(FieldRule const (&rules)[count], std::string_view name) {
    std::size_t at = 0;
    while (rules[at].name != name) ++at;
    return rules[at];
}

}  // namespace roomkey
