#include "cli/operator/end_command.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/text/table.hpp"

namespace roomkey {

void add_end_command(CLI::App& root, CommandRunner& runner) {
    auto const wanted = std::make_shared<AccessToEnd>();
    auto& command =
        *root.add_subcommand("end", "End all sign-ins or unbind all terminals, of all enterprises");
    auto& what = *command.add_option_group("What to end");
    what.add_flag("--sessions", wanted->sessions, "All sign-ins; everybody signs in again");
    what.add_flag("--bindings", wanted->bindings,
                  "Unbind all terminals; each needs a reset and its new code");
    what.require_option(1, 2);
    command.footer(
        "For a database that was put back to an older state, before a server is started on it:\n"
        "what was ended since then lives again.");
    runner.operate(command, [wanted](UseCases const& services, Output& output) -> Status {
        auto const ended = TRY(services.access.run(*wanted));
        std::vector<std::pair<std::string, std::string>> fields;
        boost::json::object json;
        if (wanted->sessions) {
            json["sessions"] = ended.sessions;
            fields.emplace_back("Sign-ins ended", std::to_string(ended.sessions));
        }
        if (wanted->bindings) {
            json["bindings"] = ended.bindings;
            fields.emplace_back("Terminals unbound", std::to_string(ended.bindings));
        }
        output.show(json, render_fields(fields));
        return Done{};
    });
}

}  // namespace roomkey
