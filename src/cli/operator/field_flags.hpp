#pragma once

#include <CLI/CLI.hpp>
#include <cassert>
#include <istream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fields/binding.hpp"

namespace roomkey {

/// The flags of a command that are fields of an operation. What they say keeps the same rules as
/// in a request over HTTP.
class RuleFlags {
public:
    /// Gives `command` a flag for the field of `rule`, named as for CLI::App::add_option: required
    /// if the field is, and with the limits of the field after its description.
    CLI::Option* add(CLI::App& command, FieldRule const& rule, std::string const& flag,
                     std::string const& description);

    /// Where secrets are read from, each from the next line, in the order in which they are found.
    /// A secret field has a flag that ends in "-stdin" and takes no value: shells remember command
    /// lines, and lists of processes show them.
    void read_secrets_from(std::istream& in) { in_ = &in; }

    /// What the parsed command line says of the field. Fields without a flag are absent. One that
    /// is secret is read, so it has to be found once.
    [[nodiscard]] Result<FieldValue> find(FieldRule const& rule) const;

    [[nodiscard]] bool has(FieldRule const& rule) const { return option_of(rule.name) != nullptr; }

    /// `error` with the flag in place of the field that it names.
    [[nodiscard]] Error named_by_flag(Error error) const;

private:
    [[nodiscard]] CLI::Option const* option_of(std::string_view field) const;

    std::vector<std::pair<std::string_view, CLI::Option const*>> options_;
    std::istream* in_ = nullptr;
};

/// `description` and the limits of the field, such as ", 1..64 characters".
std::string with_limits(std::string const& description, FieldRule const& rule);

/// The same for the operation that `Request` is of.
template <class Request>
class FieldFlags {
public:
    explicit FieldFlags(Fields<Request> fields) : fields_(fields) {}

    /// `field` is one of the operation.
    CLI::Option* add(CLI::App& command, std::string const& flag, std::string_view field,
                     std::string const& description) {
        for (auto const& binding : fields_) {
            if (binding.rule->name != field) continue;
            return flags_.add(command, *binding.rule, flag, description);
        }
        assert(false && "the operation has no such field");
        return nullptr;
    }

    /// The fields that have no flag.
    [[nodiscard]] std::vector<std::string_view> left_out() const {
        std::vector<std::string_view> names;
        for (auto const& binding : fields_) {
            if (!flags_.has(*binding.rule)) names.push_back(binding.rule->name);
        }
        return names;
    }

    /// The request that the parsed command line makes. `invalid_parameter` naming the flag.
    [[nodiscard]] Result<Request> read() const {
        auto request =
            read_fields(fields_, [&](FieldRule const& rule) { return flags_.find(rule); });
        if (request.ok()) return request;
        return flags_.named_by_flag(request.error());
    }

private:
    Fields<Request> fields_;
    RuleFlags flags_;
};

}  // namespace roomkey
