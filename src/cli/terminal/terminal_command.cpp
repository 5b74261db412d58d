#include "cli/terminal/terminal_command.hpp"

#include <memory>

#include "cli/operator/password_input.hpp"
#include "cli/terminal/terminal_device.hpp"
#include "cli/text/error_message.hpp"
#include "cli/text/server_flags.hpp"
#include "domain/terminal.hpp"
#include "usecase/code/typed_code.hpp"
#include "usecase/terminal/activation_key.hpp"

namespace roomkey {
namespace {

// As pasted out of a message: grouped, in any script.
constexpr std::size_t code_line_bytes_max = 256;

struct TerminalFlags {
    ServerFlags server;
    DeviceIdentity identity;
    std::string credential_file;
    bool is_code_on_stdin = false;
    bool is_once = false;
    bool is_json = false;
};

int usage_error(CommandRunner const& runner, Error const& error) {
    runner.console().err << "roomkey: " << error_message(error)
                         << " (see: roomkey terminal --help)\n";
    return exit_usage;
}

/// What the parser cannot check about flags that go together.
Status check_flags(TerminalFlags const& flags, bool has_credential) {
    if (!flags.identity.code.empty() && !typed_code(flags.identity.code)) {
        return invalid_field("--code", Fault::wrong_format,
                             "8..16 digits, or 16 characters of which the last checks the others");
    }
    if (has_credential) return Done{};
    if (flags.identity.code.empty()) {
        return invalid_field("--code", Fault::missing,
                             "a code (or --code-stdin), or a --credential-file written by an "
                             "earlier run");
    }
    if (flags.identity.sn.empty()) {
        return invalid_field("--sn", Fault::missing, "the serial number of the device");
    }
    return Done{};
}

int exit_code_of(DeviceState state) {
    switch (state) {
        case DeviceState::bound:
        case DeviceState::stopped:
            return exit_ok;
        case DeviceState::unbound:
            return exit_unbound;
        case DeviceState::offline:
        case DeviceState::refused:
            return exit_failed;
    }
    return exit_failed;
}

DeviceState live(TerminalDevice& device, TerminalFlags const& flags,
                 std::optional<KeptCredential> kept) {
    bool const can_activate = !flags.identity.code.empty() && !flags.identity.sn.empty();
    auto state = DeviceState::refused;
    if (kept) state = device.resume(std::move(*kept));
    bool const is_credential_over = state == DeviceState::refused || state == DeviceState::unbound;
    if (is_credential_over && can_activate) state = device.activate(flags.identity);
    bool const goes_on = state == DeviceState::bound || state == DeviceState::offline;
    return goes_on && !flags.is_once ? device.follow() : state;
}

int run_terminal(TerminalFlags const& given, CommandRunner& runner) {
    auto flags = given;
    auto options = flags.server.client_options();
    if (!options.ok()) return usage_error(runner, options.error());
    CredentialFile const file(flags.credential_file, options->base_url);
    auto kept = file.load();
    if (!kept.ok()) return runner.finish(kept.error());
    if (flags.is_code_on_stdin) {
        auto code = read_secret_line(runner.console().in, "--code-stdin", code_line_bytes_max,
                                     "a code in one line");
        if (!code.ok()) return usage_error(runner, code.error());
        flags.identity.code = code->reveal();
    }
    if (auto const status = check_flags(flags, kept->has_value()); !status.ok()) {
        return usage_error(runner, status.error());
    }
    flags.identity.code = typed_code(flags.identity.code).value_or("");
    flags.identity.activation_key = make_activation_key();
    options->is_cancelled = [&] { return runner.host().wait_for_stop(Duration{0}); };
    HttpDeviceTransport transport(std::move(*options));
    DeviceReport report(runner.console(), runner.host().clock(), flags.is_json);
    TerminalDevice device(transport, file, runner.host().clock(), report,
                          [&](Duration pause) { return runner.host().wait_for_stop(pause); });
    return exit_code_of(live(device, flags, std::move(*kept)));
}

}  // namespace

void add_terminal_command(CLI::App& root, CommandRunner& runner) {
    auto const flags = std::make_shared<TerminalFlags>();
    auto& command = *root.add_subcommand(
        "terminal", "Act as a device: activate with a code and follow the binding");
    flags->server.add_to(command, true);
    auto* const code =
        command
            .add_option("--code", flags->identity.code,
                        "Activation code; others on the machine can read a command line, so prefer")
            ->type_name("CODE");
    command
        .add_flag("--code-stdin", flags->is_code_on_stdin,
                  "Read the activation code from standard input")
        ->excludes(code);
    command
        .add_option("--sn", flags->identity.sn,
                    "Serial number of the device, 1..64 printable characters")
        ->type_name("SN");
    command.add_option("--dev-type", flags->identity.device_type, "Kind of device")
        ->type_name("TYPE")
        ->check(
            accepts(device_type_named,
                    "huawei-vision, idea-hub, welink-desktop(iwb), smart-rooms, hard-terminal"));
    command.add_option("--model", flags->identity.model, "Model, 0..64 characters")
        ->type_name("MODEL");
    command
        .add_option(
            "--credential-file", flags->credential_file,
            "Keep the credential in this file (mode 0600) and resume from it without a code")
        ->type_name("FILE");
    command.add_flag("--once", flags->is_once, "Exit as soon as the binding is known");
    command.add_flag("--json", flags->is_json, "Print each event as one line of JSON");
    command.footer(
        "Exit codes: 0 stopped by SIGTERM or SIGINT, 1 activation refused or failed, 2 wrong\n"
        "command line, 3 unbound.");
    runner.perform(command, [&runner, flags] { return run_terminal(*flags, runner); });
}

}  // namespace roomkey
