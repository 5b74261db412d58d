#include "cli/operator/field_flags.hpp"

#include "cli/command_runner.hpp"

namespace roomkey {
namespace {

std::vector<std::string> values_of(FieldRule const& rule) {
    return {rule.values.begin(), rule.values.end()};
}

/// ", 1..64 characters", or what else there is to know before one types.
std::string limits(FieldRule const& rule) {
    if (rule.is_list) {
        return ", " + std::to_string(rule.items_min) + ".." + std::to_string(rule.items_max);
    }
    if (!rule.values.empty()) {
        std::string words;
        for (auto const value : rule.values)
            words += (words.empty() ? ": " : ", ") + std::string(value);
        return words;
    }
    if (rule.type != FieldType::text || rule.maximum == FieldRule::highest) return {};
    return ", " + std::to_string(rule.minimum) + ".." + std::to_string(rule.maximum) +
           " characters";
}

}  // namespace

CLI::Option* add_field_flag(CLI::App& command, FieldRule const& rule, std::string const& flag,
                            std::string const& description) {
    auto* const option = command.add_option(flag);
    option->description(description + limits(rule));
    option->required(rule.is_required);
    if (!rule.values.empty()) option->check(one_of(values_of(rule)));
    if (rule.is_list) {
        option->expected(static_cast<int>(rule.items_min), static_cast<int>(rule.items_max));
        option->allow_extra_args();
    }
    return option;
}

Error named_by_flag(Error error, CLI::Option const& option) {
    auto const bracket = error.field.find('[');
    auto const index = bracket == std::string::npos ? std::string() : error.field.substr(bracket);
    error.field = "--" + option.get_lnames().front() + index;
    return error;
}

}  // namespace roomkey
