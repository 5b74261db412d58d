#include "cli/operator/init_command.hpp"

#include <memory>

#include "cli/operator/records.hpp"

namespace roomkey {
namespace {

struct InitFlags {
    Place place;
    std::string name = "Enterprise";
    bool is_json = false;
};

/// How the user named the place, for messages.
std::string place_name(Place const& place) {
    if (place.data) return "--data " + *place.data;
    if (place.database) return "--database";
    return "the configured place";
}

}  // namespace

void add_init_command(CLI::App& root, CommandRunner& runner) {
    auto const flags = std::make_shared<InitFlags>();
    auto& command =
        *root.add_subcommand("init", "Make an installation with its keys and its first enterprise");
    add_place_flags(command, flags->place);
    command.add_option("--name", flags->name, "Name of the enterprise")
        ->type_name("NAME")
        ->capture_default_str();
    command.add_flag("--json", flags->is_json,
                     "Print one JSON object: corpId, adminAccount, adminPassword, appId, appKey");
    command.footer(
        "Prints the administrator's password and the App Key, this once. An installation that\n"
        "exists is left as it is and the command refused; but with a shared database (--database)\n"
        "and its key file, DIR becomes a further node: {\"joined\": ...}.");

    runner.perform(command, [&runner, flags] {
        auto const created = runner.host().initialise(flags->place, flags->name);
        if (!created.ok()) return runner.finish(created.error());
        auto output = runner.output(flags->is_json, flags->place);
        if (!created->joined.empty()) {
            output.show(boost::json::object{{"joined", created->joined}},
                        "This node belongs to the installation at " + created->joined +
                            ", which was initialised before.\n");
            return exit_ok;
        }
        if (!created->corp) {
            return runner.finish(unavailable(
                place_name(flags->place) +
                " is initialised already; accepted: a folder without an installation. Another "
                "enterprise is made with: roomkey corp add"));
        }
        show_created_corp(output, *created->corp);
        return exit_ok;
    });
}

}  // namespace roomkey
