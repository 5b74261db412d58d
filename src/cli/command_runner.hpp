#pragma once

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_host.hpp"
#include "cli/console.hpp"

namespace roomkey {

/// A secret that is shown once, and the command that replaces it.
struct ShownOnce {
    std::string name;     ///< Such as "password".
    std::string command;  ///< Such as "roomkey user password ann", without the flags of the place.
};

/// Where a command puts its answer: one JSON value for machines, or text for people.
class Output {
public:
    /// `remedy` gets what to run if the output cannot be written.
    Output(std::ostream& out, bool is_json, Place place, std::string& remedy)
        : out_(out), is_json_(is_json), place_(std::move(place)), remedy_(remedy) {}

    /// Once per command.
    void show(boost::json::value const& json, std::string_view text);
    /// The same for an answer with secrets; the text also says how to get others.
    void show_once(boost::json::value const& json, std::string text,
                   std::vector<ShownOnce> const& secrets);
    /// A command for the user to run, on the same place as this one.
    [[nodiscard]] std::string to_run(std::string command) const;

private:
    std::ostream& out_;
    bool is_json_;
    Place place_;
    std::string& remedy_;
};

/// Keeps what the parsed command line asks for, and does it. References must outlive it.
class CommandRunner {
public:
    /// Returns the exit code.
    using Job = std::function<int()>;
    using Work = std::function<Status(UseCases const&, Output&)>;

    CommandRunner(CommandHost& host, Console console) : host_(host), console_(console) {}

    [[nodiscard]] CommandHost& host() { return host_; }
    [[nodiscard]] Console const& console() const { return console_; }

    /// Makes `job` what a command line with `command` runs.
    void perform(CLI::App& command, Job job);

    /// Makes `command` an operator's command: gives it the flags that they share, and has it do
    /// `work` on the place that those name.
    void operate(CLI::App& command, Work work);

    /// The same, unless `elsewhere` does it without the place: it returns what came of it then.
    using Elsewhere = std::function<std::optional<Status>(Output&)>;
    void operate_or(CLI::App& command, Elsewhere elsewhere, Work work);

    /// Does what was asked for.
    int run();

    /// The answer of a command on `place`.
    [[nodiscard]] Output output(bool is_json, Place place = {}) {
        return {console_.out, is_json, std::move(place), remedy_};
    }

    /// The exit code of a program that ends with `code`: a failure if its output was lost, which is
    /// then said together with what to run.
    int conclude(int code);

    /// A refusal of the command line itself, which the parser could not see.
    Status wrong_command_line(Error error) {
        refused_code_ = exit_usage;
        return error;
    }

    /// Prints an error, if it is one, as "roomkey: ..." and returns the exit code.
    int finish(Status const& status);

private:
    CommandHost& host_;
    Console console_;
    Job job_;
    std::string remedy_;
    int refused_code_ = exit_failed;
};

/// Gives `command` --data, --database and --config.
void add_place_flags(CLI::App& command, Place& place);

/// Gives `command` --offset and --limit (1..500).
void add_page_flags(CLI::App& command, std::int64_t& offset, int& limit);

/// Accepts texts for which `parse` returns a value; `accepted` says which those are.
template <class Parse>
CLI::Validator accepts(Parse parse, std::string const& accepted) {
    return CLI::Validator(
        [parse, accepted](std::string const& text) {
            return parse(text) ? std::string()
                               : "'" + text + "' is not accepted; accepted: " + accepted;
        },
        {});
}

/// Accepts these words only.
CLI::Validator one_of(std::vector<std::string> words);

/// Accepts whole numbers in this range.
CLI::Validator whole_number(std::int64_t min, std::int64_t max);

}  // namespace roomkey
