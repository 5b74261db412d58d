#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "cli/call/call_command.hpp"
#include "cli/command_runner.hpp"
#include "cli/errors/errors_command.hpp"
#include "cli/operator/app_commands.hpp"
#include "cli/operator/audit_command.hpp"
#include "cli/operator/code_commands.hpp"
#include "cli/operator/corp_commands.hpp"
#include "cli/operator/end_command.hpp"
#include "cli/operator/init_command.hpp"
#include "cli/operator/job_commands.hpp"
#include "cli/operator/key_commands.hpp"
#include "cli/operator/notice_commands.hpp"
#include "cli/operator/user_commands.hpp"
#include "cli/program_commands.hpp"
#include "cli/reference/reference_commands.hpp"
#include "cli/terminal/terminal_command.hpp"
#include "cli/text/nearest_name.hpp"
#include "cli/text/table.hpp"

namespace roomkey {
namespace {

constexpr char const* first_steps =
    "First steps:\n"
    "  roomkey init --data DIR --name NAME\n"
    "  roomkey serve --data DIR\n"
    "  roomkey code add --data DIR --type idea-hub --name 'Room 7'\n"
    "  roomkey terminal --server https://127.0.0.1:8443 --ca-file DIR/tls/server.crt \\\n"
    "      --code-stdin --sn SN\n"
    "\n"
    "Exit codes: 0 done, 1 refused or failed, 2 wrong command line, 3 terminal was unbound.";

/// `what` of the library, which is one line except where it lists several options.
std::string usage_message(CLI::ParseError const& error) {
    std::string text = error.what();
    auto const end = text.find('\n');
    if (end != std::string::npos) text.resize(end);
    return printable(text);
}

/// The library's help, but with an argument that can also be given as a flag listed once: among the
/// arguments, with both names.
class HelpText final : public CLI::Formatter {
public:
    std::string make_group(std::string group, bool is_positional,
                           std::vector<CLI::Option const*> options) const override {
        if (!is_positional) {
            std::erase_if(options,
                          [](CLI::Option const* option) { return option->get_positional(); });
        }
        return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
    }
    std::string make_option_name(CLI::Option const* option, bool is_positional) const override {
        return option->get_name(is_positional, true);
    }
    std::string make_option_usage(CLI::Option const* option) const override {
        auto usage = option->get_name(true, false);
        if (option->get_expected_max() > 1) usage += "...";
        return option->get_required() ? usage : "[" + usage + "]";
    }
};

/// The command whose --help would have helped.
struct Selected {
    CLI::App const& app;
    std::string name;
};

Selected selected_command(CLI::App const& root) {
    auto const* app = &root;
    std::string name = root.get_name();
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().back();
        name += " " + app->get_name();
    }
    return {*app, std::move(name)};
}

/// The word that stands where one of the subcommands should; empty if there is none.
std::string unknown_subcommand(CLI::App const& app) {
    if (app.get_require_subcommand_min() == 0) return {};
    auto const rest = app.remaining();
    auto const word = std::find_if(rest.begin(), rest.end(),
                                   [](std::string const& text) { return !text.starts_with('-'); });
    return word == rest.end() ? std::string() : *word;
}

std::vector<std::string> subcommands_of(CLI::App const& app) {
    std::vector<std::string> names;
    for (auto const* each : app.get_subcommands([](CLI::App const*) { return true; })) {
        names.push_back(each->get_name());
    }
    return names;
}

/// What is wrong with the command line, and which help to read.
std::string usage_refusal(CLI::App const& root, CLI::ParseError const& error) {
    auto const selected = selected_command(root);
    auto text = usage_message(error);
    if (auto const word = unknown_subcommand(selected.app); !word.empty()) {
        auto const command = (selected.name + " " + word).substr(root.get_name().size() + 1);
        auto const nearest = nearest_name(word, subcommands_of(selected.app));
        text = printable("there is no command '" + command + "'");
        if (!nearest.empty()) text += "; the nearest is '" + nearest + "'";
    }
    return text + " (see: " + selected.name + " --help)";
}

int parse_and_run(int argc, char const* const* argv, CommandRunner& runner) {
    auto const& console = runner.console();
    CLI::App root("Self-hosted activation codes for meeting-room terminals.", "roomkey");
    root.formatter(std::make_shared<HelpText>());
    root.require_subcommand(1);
    root.set_version_flag("--version", "roomkey " + runner.host().version());
    root.footer(first_steps);
    add_init_command(root, runner);
    add_program_commands(root, runner);
    add_corp_commands(root, runner);
    add_user_commands(root, runner);
    add_app_commands(root, runner);
    add_code_commands(root, runner);
    add_notice_commands(root, runner);
    add_job_commands(root, runner);
    add_audit_command(root, runner);
    add_end_command(root, runner);
    add_key_commands(root, runner);
    add_errors_command(root, runner);
    add_terminal_command(root, runner);
    add_call_command(root, runner);
    add_reference_commands(root, runner);
    try {
        root.parse(argc, argv);
    } catch (CLI::Success const& request) {
        // --help and --version.
        return root.exit(request, console.out, console.err);
    } catch (CLI::ParseError const& error) {
        console.err << "roomkey: " << usage_refusal(root, error) << '\n';
        return exit_usage;
    }
    return runner.run();
}

}  // namespace

int run_command_line(int argc, char const* const* argv, CommandHost& host, Console console) {
    CommandRunner runner(host, console);
    return runner.conclude(parse_and_run(argc, argv, runner));
}

}  // namespace roomkey
