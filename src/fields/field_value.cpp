#include "fields/field_value.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "fields/pattern.hpp"

namespace roomkey {
namespace {

using Kind = FieldValue::Kind;

constexpr std::string_view item_mark = "[]";

/// "1..64", with an open end where there is no bound.
template <class Number>
std::string range_words(Number minimum, Number maximum) {
    auto words = std::to_string(minimum) + "..";
    if (maximum != std::numeric_limits<Number>::max()) words += std::to_string(maximum);
    return words;
}

std::string enumeration_words(FieldRule const& rule) {
    std::string words;
    for (auto const value : rule.values) {
        if (!words.empty()) words += ", ";
        words += value;
    }
    return words;
}

bool is_bounded(FieldRule const& rule) {
    return rule.minimum != FieldRule::lowest || rule.maximum != FieldRule::highest;
}

std::string words_of_type(FieldRule const& rule) {
    if (rule.type == FieldType::text) return "string";
    if (rule.type == FieldType::boolean) return "true, false";
    if (!rule.values.empty()) return enumeration_words(rule);
    return is_bounded(rule) ? range_words(rule.minimum, rule.maximum) : "integer";
}

bool is_listed(FieldRule const& rule, std::string_view text) {
    return rule.values.empty() ||
           std::find(rule.values.begin(), rule.values.end(), text) != rule.values.end();
}

Status check_characters(FieldRule const& rule, std::string const& name, std::string const& text) {
    if (rule.takes_control_characters) return Done{};
    // What is only looked up becomes nobody's name, and searches pass over what nobody sees.
    bool const is_looked_up = rule.place == FieldPlace::query || rule.place == FieldPlace::path;
    if (is_looked_up && has_control_character(text)) {
        return invalid_field(name, Fault::wrong_format, "no control characters");
    }
    if (!is_looked_up && has_hidden_character(text)) {
        return invalid_field(name, Fault::wrong_format, std::string(plain_characters));
    }
    // What must not be empty must not look so: names above all.
    bool const is_shown = rule.place == FieldPlace::body && rule.minimum > 0;
    if (is_shown && !has_visible_character(text)) {
        return invalid_field(name, Fault::wrong_format, std::string(visible_character));
    }
    return Done{};
}

Status check_text(FieldRule const& rule, std::string const& name, std::string const& text) {
    auto const length = utf8_length(text);
    if (!length) return invalid_field(name, Fault::wrong_format, "UTF-8");
    auto const characters = static_cast<std::int64_t>(*length);
    if (characters < rule.minimum || characters > rule.maximum) {
        return invalid_field(name, Fault::wrong_length, range_words(rule.minimum, rule.maximum));
    }
    TRY(check_characters(rule, name, text));
    if (!is_listed(rule, text)) {
        return invalid_field(name, Fault::unknown_value, enumeration_words(rule));
    }
    if (!rule.pattern.empty() && !matches(text, rule.pattern)) {
        return invalid_field(name, Fault::wrong_format, std::string(rule.pattern_words));
    }
    return Done{};
}

Status check_integer(FieldRule const& rule, std::string const& name, FieldValue const& value) {
    if (!rule.values.empty() && !is_listed(rule, std::to_string(value.number))) {
        return invalid_field(name, Fault::unknown_value, enumeration_words(rule));
    }
    bool const is_too_large = value.kind == Kind::too_large;
    if (is_too_large || value.number < rule.minimum || value.number > rule.maximum) {
        return invalid_field(
            name, Fault::out_of_range,
            is_bounded(rule) ? range_words(rule.minimum, rule.maximum) : "64-bit integer");
    }
    return Done{};
}

Status check_scalar(FieldRule const& rule, std::string const& name, FieldValue const& value) {
    if (rule.type == FieldType::text && value.kind == Kind::text) {
        return check_text(rule, name, value.text);
    }
    bool const is_number = value.kind == Kind::integer || value.kind == Kind::too_large;
    if (rule.type == FieldType::integer && is_number) return check_integer(rule, name, value);
    if (rule.type == FieldType::boolean && value.kind == Kind::boolean) return Done{};
    return invalid_field(name, Fault::wrong_type, words_of_type(rule));
}

std::string list_name(FieldRule const& rule) {
    return std::string(rule.name.substr(0, rule.name.find(item_mark)));
}

std::string item_name(FieldRule const& rule, std::size_t index) {
    auto const mark = rule.name.find(item_mark);
    auto const rest = mark == std::string_view::npos ? std::string_view{}
                                                     : rule.name.substr(mark + item_mark.size());
    return list_name(rule) + '[' + std::to_string(index) + ']' + std::string(rest);
}

Status check_list(FieldRule const& rule, FieldValue const& value) {
    if (value.kind != Kind::list) {
        return invalid_field(list_name(rule), Fault::wrong_type, "a JSON array");
    }
    auto const count = value.items.size();
    if (count < rule.items_min || count > rule.items_max) {
        return invalid_field(list_name(rule), Fault::wrong_length,
                             range_words(rule.items_min, rule.items_max));
    }
    for (std::size_t i = 0; i < count; ++i) {
        TRY(check_scalar(rule, item_name(rule, i), value.items[i]));
    }
    return Done{};
}

FieldValue parse_boolean(std::string_view text) {
    auto const word = lower_text(text);
    if (word == "true" || word == "1") return FieldValue::of_boolean(true);
    if (word == "false" || word == "0") return FieldValue::of_boolean(false);
    return FieldValue::of_kind(Kind::other);
}

FieldValue parse_integer(std::string const& text) {
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec == std::errc::invalid_argument || parsed.ptr != end) {
        return FieldValue::of_kind(Kind::other);
    }
    if (parsed.ec != std::errc{}) return FieldValue::of_kind(Kind::too_large);
    return FieldValue::of_integer(number);
}

FieldValue parse_scalar(FieldType type, std::string text) {
    if (type == FieldType::boolean) return parse_boolean(text);
    if (type == FieldType::integer) return parse_integer(text);
    return FieldValue::of_text(std::move(text));
}

FieldValue parse_list(FieldRule const& rule, std::vector<std::string> const& texts) {
    std::vector<FieldValue> items;
    for (std::string_view rest : texts) {
        while (!rest.empty()) {
            auto const comma = rest.find(',');
            if (comma != 0) {
                items.push_back(parse_scalar(rule.type, std::string(rest.substr(0, comma))));
            }
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        }
    }
    return items.empty() ? FieldValue{} : FieldValue::of_list(std::move(items));
}

}  // namespace

FieldValue FieldValue::of_kind(Kind kind) {
    FieldValue value;
    value.kind = kind;
    return value;
}

FieldValue FieldValue::of_text(std::string text) {
    auto value = of_kind(Kind::text);
    value.text = std::move(text);
    return value;
}

FieldValue FieldValue::of_integer(std::int64_t number) {
    auto value = of_kind(Kind::integer);
    value.number = number;
    return value;
}

FieldValue FieldValue::of_boolean(bool is_true) {
    auto value = of_kind(Kind::boolean);
    value.number = is_true ? 1 : 0;
    return value;
}

FieldValue FieldValue::of_list(std::vector<FieldValue> items) {
    auto value = of_kind(Kind::list);
    value.items = std::move(items);
    return value;
}

Result<FieldValue> parse_field(FieldRule const& rule, std::vector<std::string> texts) {
    texts.erase(std::remove(texts.begin(), texts.end(), ""), texts.end());
    if (texts.empty()) return FieldValue{};
    if (rule.is_list) return parse_list(rule, texts);
    if (texts.size() > 1) return invalid_field(std::string(rule.name), Fault::duplicated);
    return parse_scalar(rule.type, std::move(texts.front()));
}

Result<FieldValue> check_field(FieldRule const& rule, FieldValue value) {
    bool const is_blank = value.kind == Kind::text && value.text.empty();
    if (is_blank && !rule.keeps_empty) value = FieldValue{};
    if (value.kind == Kind::absent) {
        if (rule.is_required) return invalid_field(list_name(rule), Fault::missing);
        return value;
    }
    TRY(rule.is_list ? check_list(rule, value) : check_scalar(rule, std::string(rule.name), value));
    return value;
}

Status check_given(FieldRule rule, std::string_view name, std::string const& text) {
    rule.name = name;
    rule.is_required = true;
    TRY(check_field(rule, FieldValue::of_text(text)));
    return Done{};
}

FieldValue default_of(FieldRule const& rule) {
    if (rule.is_list) return parse_list(rule, {std::string(rule.default_text)});
    return parse_scalar(rule.type, std::string(rule.default_text));
}

Error unknown_value(FieldRule const& rule) {
    return invalid_field(list_name(rule), Fault::unknown_value, enumeration_words(rule));
}

}  // namespace roomkey
