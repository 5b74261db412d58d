#include "cli/program_commands.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/text/moment.hpp"
#include "cli/text/table.hpp"

namespace roomkey {
namespace {

void add_listen_flags(CLI::App& command, ServeOptions& options) {
    command
        .add_option("--listen", options.listen,
                    "Address of the API; 127.0.0.1:8443 if not given or configured")
        ->type_name("HOST:PORT");
    command
        .add_option("--ops-listen", options.ops_listen,
                    "Address of health checks and metrics; likewise 127.0.0.1:9464")
        ->type_name("HOST:PORT");
}

void add_serve(CLI::App& root, CommandRunner& runner) {
    auto const options = std::make_shared<ServeOptions>();
    auto& command = *root.add_subcommand("serve", "Serve the API until SIGTERM or SIGINT");
    add_place_flags(command, options->place);
    add_listen_flags(command, *options);
    command.footer(
        "Serves HTTPS; creates a self-signed certificate in DIR/tls if there is none. SIGHUP\n"
        "reloads the certificate and the keys.");
    runner.perform(command,
                   [&runner, options] { return runner.finish(runner.host().serve(*options)); });
}

void add_demo(CLI::App& root, CommandRunner& runner) {
    auto const options = std::make_shared<ServeOptions>();
    auto& command = *root.add_subcommand(
        "demo", "Serve an enterprise with terminals and a simulated device, to try things out");
    add_place_flags(command, options->place);
    add_listen_flags(command, *options);
    auto const seed = std::make_shared<std::optional<std::string>>();
    command
        .add_option("--seed", *seed,
                    "A JSON file with enterprises to begin with, for tests of other programs; what "
                    "an earlier seeded demo left in DIR is removed")
        ->type_name("FILE");
    command.footer(
        "Prints a cURL command that resets the device's code, ready to paste. With --seed there "
        "is\n"
        "no device, and POST /demo/reset of the second address puts the first state back; see\n"
        "docs/compatibility.md.");
    runner.perform(command, [&runner, options, seed] {
        return runner.finish(runner.host().demo(*options, *seed));
    });
}

void add_config(CLI::App& root, CommandRunner& runner) {
    auto const options = std::make_shared<ServeOptions>();
    auto const wants_reference = std::make_shared<bool>(false);
    auto& command = *root.add_subcommand(
        "config", "Check the configuration and print what is in effect, without secrets");
    add_place_flags(command, options->place);
    add_listen_flags(command, *options);
    command.add_flag("--reference", *wants_reference,
                     "Print only the reference page of all configuration keys");
    runner.perform(command, [&runner, options, wants_reference] {
        if (*wants_reference) {
            runner.console().out << runner.host().config_reference();
            return exit_ok;
        }
        auto const text = runner.host().describe_config(*options);
        if (!text.ok()) return runner.finish(text.error());
        runner.console().out << *text;
        return exit_ok;
    });
}

void add_backup(CLI::App& root, CommandRunner& runner) {
    struct Flags {
        Place place;
        std::string target;
        bool without_keys = false;
    };
    auto const flags = std::make_shared<Flags>();
    auto& command = *root.add_subcommand(
        "backup", "Write a consistent copy of the installation; the server may keep running");
    add_place_flags(command, flags->place);
    command.add_option("TARGET,--to", flags->target, "Target; must not exist")
        ->type_name("")
        ->required();
    command.add_flag("--without-keys", flags->without_keys,
                     "Leave out the secret keys and the certificate, for copies kept elsewhere");
    command.footer(
        "With its keys a copy opens every code in it. Keep copies without them off site, and the\n"
        "key file in another place: `restore` then needs it where the configuration says.");
    runner.perform(command, [&runner, flags] {
        return runner.finish(
            runner.host().back_up(flags->place, flags->target, !flags->without_keys));
    });
}

/// Reports what becomes valid again that may have been ended after the copy was made.
void warn_of_old_state(Restored const& restored, AccessToEnd const& ended, std::ostream& err) {
    auto const& access = restored.access;
    auto const state = [](bool is_ended) { return is_ended ? "ended now" : "LIVE"; };
    err << "This is the state of "
        << (access.last_change ? moment_text(*access.last_change) : "an unknown time")
        << ", the last record of its audit trail. Later changes are undone:\n"
        << render_table({"WHAT", "COUNT", "STATE", "ALSO THOSE"},
                        {{"sign-ins", std::to_string(access.sessions), state(ended.sessions),
                          "that were ended later"},
                         {"bound terminals", std::to_string(access.bindings), state(ended.bindings),
                          "that were unbound or reset later"},
                         {"administrators", std::to_string(access.administrators), state(false),
                          "that were deleted later; with the passwords they had"},
                         {"applications", std::to_string(access.apps), state(false),
                          "that were deleted later; with the App Keys they had"}})
        << "Codes used later can be used again. Before you start a server, end the first two\n"
           "with `roomkey end --sessions --bindings`; for the others use `roomkey user list`,\n"
           "`user delete`, `user password` and `app list`, `app delete`, `app reset-key`.\n";
}

void add_restore(CLI::App& root, CommandRunner& runner) {
    struct Flags {
        Place place;
        std::string source;
        AccessToEnd to_end;
    };
    auto const flags = std::make_shared<Flags>();
    auto& command =
        *root.add_subcommand("restore", "Create an installation from a copy written by 'backup'");
    add_place_flags(command, flags->place);
    command.add_option("SOURCE,--from", flags->source, "The copy")->type_name("")->required();
    command.add_flag("--end-sessions", flags->to_end.sessions,
                     "End all sign-ins of the copy; everyone has to sign in again");
    command.add_flag("--end-bindings", flags->to_end.bindings,
                     "Unbind all terminals of the copy; each needs a reset and its new code");
    runner.perform(command, [&runner, flags] {
        auto const restored = runner.host().restore(flags->place, flags->source, flags->to_end);
        if (!restored.ok()) return runner.finish(restored.error());
        warn_of_old_state(*restored, flags->to_end, runner.console().err);
        return exit_ok;
    });
}

void show_copied(std::vector<CopiedTable> const& tables, Output output) {
    boost::json::array data;
    std::vector<std::vector<std::string>> rows;
    for (auto const& table : tables) {
        data.push_back(boost::json::object{
            {"table", table.name}, {"rows", table.rows}, {"digest", table.digest}});
        rows.push_back({table.name, std::to_string(table.rows), table.digest});
    }
    output.show(
        boost::json::object{{"data", std::move(data)}},
        render_table({"TABLE", "ROWS", "DIGEST"}, rows) +
            "\nBoth databases have the same rows. The old one is DIR/roomkey.db.copied; the keys\n"
            "stay where they are. Continue with: roomkey serve --data DIR --database URI\n");
}

void add_copy(CLI::App& root, CommandRunner& runner) {
    struct Flags {
        std::string from;
        std::string to;
        std::optional<std::string> config;
        bool is_json = false;
    };
    auto const flags = std::make_shared<Flags>();
    auto& command =
        *root.add_subcommand("copy", "Move the embedded database of an installation to PostgreSQL");
    command.add_option("--from,--data", flags->from, "Folder of the installation")
        ->type_name("DIR")
        ->required();
    command.add_option("--to", flags->to, "postgresql://..., an empty database")
        ->type_name("URI")
        ->required();
    command.add_option("--config", flags->config, "Configuration file")->type_name("FILE");
    command.add_flag("--json", flags->is_json, "Print one JSON value");
    command.footer(
        "Copies everything in one transaction, reads it back and compares; on any error the\n"
        "target stays empty. Refused while a server or a command uses DIR. Give the password in\n"
        "PGPASSWORD or a password file, because others can read a command line.");
    runner.perform(command, [&runner, flags] {
        Place const place{flags->from, "", flags->config};
        auto const copied = runner.host().copy(
            place, flags->to, [&runner](std::string const& table, std::int64_t rows) {
                runner.console().err << "copied " << rows << " rows of " << table << '\n';
            });
        if (!copied.ok()) return runner.finish(copied.error());
        show_copied(*copied, runner.output(flags->is_json));
        return exit_ok;
    });
}

boost::json::object finding_json(Finding const& finding) {
    return {{"subject", finding.subject}, {"good", finding.is_good}, {"remark", finding.remark}};
}

int show_findings(std::vector<Finding> const& findings, Output output) {
    bool const is_good = std::all_of(findings.begin(), findings.end(),
                                     [](Finding const& finding) { return finding.is_good; });
    boost::json::array data;
    std::vector<std::vector<std::string>> rows;
    for (auto const& finding : findings) {
        data.push_back(finding_json(finding));
        rows.push_back({finding.subject, finding.is_good ? "good" : "BAD", finding.remark});
    }
    output.show(boost::json::object{{"good", is_good}, {"data", std::move(data)}},
                render_table({"SUBJECT", "STATE", "REMARK"}, rows));
    return is_good ? exit_ok : exit_failed;
}

void add_doctor(CLI::App& root, CommandRunner& runner) {
    struct Flags {
        Place place;
        bool is_json = false;
    };
    auto const flags = std::make_shared<Flags>();
    auto& command = *root.add_subcommand(
        "doctor", "Examine an installation; exit code 1 if anything is wrong with it");
    add_place_flags(command, flags->place);
    command.add_flag("--json", flags->is_json, "Print one JSON value");
    runner.perform(command, [&runner, flags] {
        auto const findings = runner.host().examine(flags->place);
        if (!findings.ok()) return runner.finish(findings.error());
        return show_findings(*findings, runner.output(flags->is_json));
    });
}

void add_version(CLI::App& root, CommandRunner& runner) {
    auto& command = *root.add_subcommand("version", "Print the version");
    runner.perform(command, [&runner] {
        runner.console().out << "roomkey " << runner.host().version() << '\n';
        return exit_ok;
    });
}

}  // namespace

void add_program_commands(CLI::App& root, CommandRunner& runner) {
    add_serve(root, runner);
    add_demo(root, runner);
    add_config(root, runner);
    add_backup(root, runner);
    add_restore(root, runner);
    add_copy(root, runner);
    add_doctor(root, runner);
    add_version(root, runner);
}

}  // namespace roomkey
