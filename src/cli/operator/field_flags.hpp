#pragma once

#include <CLI/CLI.hpp>
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fields/binding.hpp"

namespace roomkey {

/// Gives `command` a flag for the field of `rule`: required if the field is, and with the limits
/// of the field behind its description.
CLI::Option* add_field_flag(CLI::App& command, FieldRule const& rule, std::string const& flag,
                            std::string const& description);

/// `error` with the flag in the place of the field that it names.
Error named_by_flag(Error error, CLI::Option const& option);

/// The flags of a command that are fields of an operation. What they say keeps the same rules as
/// in a request over HTTP.
template <class Request>
class FieldFlags {
public:
    explicit FieldFlags(Fields<Request> fields) : fields_(fields) {}

    /// `flag` as for CLI::App::add_option; `field` is one of the operation.
    CLI::Option* add(CLI::App& command, std::string const& flag, std::string_view field,
                     std::string const& description) {
        for (auto const& binding : fields_) {
            if (binding.rule->name != field) continue;
            auto* const option = add_field_flag(command, *binding.rule, flag, description);
            options_.emplace_back(field, option);
            return option;
        }
        assert(false && "the operation has no such field");
        return nullptr;
    }

    /// The request that the parsed command line makes. Fields without a flag are absent.
    /// `invalid_parameter` naming the flag.
    [[nodiscard]] Result<Request> read() const {
        auto request = read_fields(fields_, [&](FieldRule const& rule) {
            auto const* const option = find(rule.name);
            return parse_field(rule,
                               option == nullptr ? std::vector<std::string>{} : option->results());
        });
        if (request.ok()) return request;
        auto const& name = request.error().field;
        auto const* const option = find(name.substr(0, name.find('[')));
        return option == nullptr ? request : named_by_flag(request.error(), *option);
    }

private:
    [[nodiscard]] CLI::Option const* find(std::string_view field) const {
        for (auto const& [name, option] : options_) {
            if (name == field) return option;
        }
        return nullptr;
    }

    Fields<Request> fields_;
    std::vector<std::pair<std::string_view, CLI::Option const*>> options_;
};

}  // namespace roomkey
