#include "cli/operator/field_flags.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <limits>

#include "cli/command_runner.hpp"
#include "cli/operator/password_input.hpp"

namespace roomkey {
namespace {

int as_count(std::size_t items) {
    return static_cast<int>(std::min<std::size_t>(items, std::numeric_limits<int>::max()));
}

std::vector<std::string> values_of(FieldRule const& rule) {
    return {rule.values.begin(), rule.values.end()};
}

/// ", 1..64 characters", or what else there is to know before one types.
std::string bounds(FieldRule const& rule) {
    if (rule.is_list) {
        if (rule.items_max == std::numeric_limits<std::size_t>::max()) return {};
        return ", " + std::to_string(rule.items_min) + ".." + std::to_string(rule.items_max) +
               " of them";
    }
    if (!rule.values.empty()) {
        std::string words;
        for (auto const value : rule.values)
            words += (words.empty() ? ": " : ", ") + std::string(value);
        return words;
    }
    if (rule.type == FieldType::boolean || rule.maximum == FieldRule::highest) return {};
    return ", " + std::to_string(rule.minimum) + ".." + std::to_string(rule.maximum) +
           (rule.type == FieldType::text ? " characters" : "");
}

std::string limits(FieldRule const& rule) {
    auto text = bounds(rule);
    if (rule.has_default) text += "; " + std::string(rule.default_text) + " if left out";
    return text;
}

constexpr std::int64_t secret_bytes_max = 16'384;

/// Enough for any character, and for the form that a Windows shell gives to the line.
std::size_t line_bytes_max(FieldRule const& rule) {
    auto const characters = std::min(rule.maximum, secret_bytes_max);
    return static_cast<std::size_t>(std::min(characters * 4 + 8, secret_bytes_max));
}

/// What `read_secret_line` says of a line that is too long.
std::string secret_lengths(FieldRule const& rule) {
    auto const text = bounds(rule);
    return text.empty() ? "1.." + std::to_string(secret_bytes_max) : text.substr(2);
}

}  // namespace

std::string with_limits(std::string const& description, FieldRule const& rule) {
    return description + limits(rule);
}

CLI::Option* RuleFlags::add(CLI::App& command, FieldRule const& rule, std::string const& flag,
                            std::string const& description) {
    if (rule.is_secret) {
        auto* const option = command.add_flag(flag + "-stdin");
        option->description(with_limits(description, rule) +
                            "; read from the next line of standard input");
        option->required(rule.is_required);
        options_.emplace_back(rule.name, option);
        return option;
    }
    auto* const option = command.add_option(flag);
    option->description(with_limits(description, rule));
    option->required(rule.is_required);
    if (rule.is_list) {
        option->expected(std::max(1, as_count(rule.items_min)), as_count(rule.items_max));
        option->allow_extra_args();
    } else if (!rule.values.empty()) {
        option->check(one_of(values_of(rule)));
    }
    options_.emplace_back(rule.name, option);
    return option;
}

Result<FieldValue> RuleFlags::find(FieldRule const& rule) const {
    auto const* const option = option_of(rule.name);
    if (option == nullptr || option->count() == 0) return FieldValue{};
    if (rule.is_secret) {
        assert(in_ != nullptr);
        auto const line = TRY(
            read_secret_line(*in_, option->get_name(), line_bytes_max(rule), secret_lengths(rule)));
        return FieldValue::of_text(std::string(line.reveal()));
    }
    auto const texts = option->results();
    // As {"note": ""} or [] in a body: it empties what was there.
    if (texts == std::vector<std::string>{""} && rule.place == FieldPlace::body) {
        if (rule.is_list) return FieldValue::of_list({});
        if (rule.keeps_empty) return FieldValue::of_text({});
    }
    return parse_field(rule, texts);
}

Error RuleFlags::named_by_flag(Error error) const {
    auto const bracket = error.field.find('[');
    auto const* const option = option_of(std::string_view(error.field).substr(0, bracket));
    if (option == nullptr) return error;
    auto const index = bracket == std::string::npos ? std::string() : error.field.substr(bracket);
    error.field = "--" + option->get_lnames().front() + index;
    return error;
}

CLI::Option const* RuleFlags::option_of(std::string_view field) const {
    for (auto const& [name, option] : options_) {
        if (name == field) return option;
    }
    return nullptr;
}

}  // namespace roomkey
