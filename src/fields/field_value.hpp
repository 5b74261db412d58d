#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "fields/field_rule.hpp"

namespace roomkey {

/// What a request says of one field, wherever it was read: JSON, a query, a command line.
struct FieldValue {
    enum class Kind : std::uint8_t {
        absent,
        text,
        integer,
        boolean,
        list,
        too_large,  ///< An integer that 64 bits do not hold.
        other,      ///< What no field takes, such as a fraction.
    };

    Kind kind = Kind::absent;
    std::string text;
    std::int64_t number = 0;  ///< The integer; 1 for true.
    std::vector<FieldValue> items;

    static FieldValue of_text(std::string text);
    static FieldValue of_integer(std::int64_t number);
    static FieldValue of_boolean(bool is_true);
    static FieldValue of_list(std::vector<FieldValue> items);
    static FieldValue of_kind(Kind kind);
};

/// What a text is to have, for messages; see `has_hidden_character` and `has_visible_character`.
constexpr std::string_view plain_characters = "no control or invisible characters";
constexpr std::string_view visible_character = "a visible character";

/// A field that was given as text, once for each time that it was given. Booleans may be true,
/// false, 1 and 0 in any case; a list may be repeated, separated by commas, or both. Empty texts
/// count as absent. `invalid_parameter` if a field that is no list is given twice.
Result<FieldValue> parse_field(FieldRule const& rule, std::vector<std::string> texts);

/// `value`, if it keeps the rule. An absent one is refused if it is required. All refusals are
/// `invalid_parameter` and name the field.
Result<FieldValue> check_field(FieldRule const& rule, FieldValue value);

/// A text that is given: `check_field` of the rule, with `name` in refusals. An empty one is
/// `missing`.
Status check_given(FieldRule rule, std::string_view name, std::string const& text);

/// The default of the rule, which has one.
FieldValue default_of(FieldRule const& rule);

/// The refusal of a value that is none of the enumeration.
Error unknown_value(FieldRule const& rule);

}  // namespace roomkey
