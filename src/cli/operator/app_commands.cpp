#include "cli/operator/app_commands.hpp"

#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/table.hpp"

namespace roomkey {
namespace {

struct AppFlags {
    std::optional<std::string> corp;
    bool is_service_provider = false;
    std::string id;
    std::string name;
    std::string description;
};

void add_id_argument(CLI::App& command, std::string& id) {
    command.add_option("APP_ID,--app", id, "App ID")->type_name("")->required();
}

void add_owner_flags(CLI::App& command, AppFlags& flags) {
    add_corp_flag(command, flags.corp);
    command
        .add_flag("--service-provider", flags.is_service_provider,
                  "Of a service provider, who may act for any enterprise")
        ->excludes("--corp");
}

/// In no enterprise for service providers.
Result<Actor> owner_of(AppFlags const& flags, Corps const& corps) {
    if (flags.is_service_provider) return operator_of_all();
    return operator_of(TRY(choose_corp(corps, flags.corp)).id);
}

void show_key(Output& output, CreatedApp const& created) {
    auto json = app_json(created.app);
    json["appKey"] = created.key.reveal();
    output.show_once(json,
                     render_fields({{"App ID", created.app.id.value},
                                    {"App Key", created.key.reveal()},
                                    {"Name", created.app.name}}),
                     {key_of(created.app.id)});
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<AppFlags>();
    auto& command = *group.add_subcommand("add", "Make an application; at most 10 an enterprise");
    add_owner_flags(command, *flags);
    command.add_option("--name", flags->name, "Name, 1..64 characters")
        ->type_name("NAME")
        ->required();
    command.add_option("--description", flags->description, "Remarks, 0..128 characters")
        ->type_name("TEXT");
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const owner = TRY(owner_of(*flags, services.corps));
        show_key(output, TRY(services.apps.create(flags->name, flags->description, owner)));
        return Done{};
    });
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<AppFlags>();
    auto& command = *group.add_subcommand("list", "List the applications of an enterprise");
    add_owner_flags(command, *flags);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const owner = TRY(owner_of(*flags, services.corps));
        auto const apps = TRY(services.apps.list(owner));
        output.show(list_json(apps, app_json), apps_table(apps));
        return Done{};
    });
}

void add_set_disabled(CLI::App& group, CommandRunner& runner, bool is_disabled) {
    auto const flags = std::make_shared<AppFlags>();
    auto& command = *group.add_subcommand(
        is_disabled ? "disable" : "enable",
        is_disabled ? "Disable an application; tokens made with it open nothing meanwhile"
                    : "Enable an application again, and the tokens made with it");
    add_id_argument(command, flags->id);
    runner.operate(
        command, [flags, is_disabled](UseCases const& services, Output& output) -> Status {
            TRY(services.apps.set_disabled(AppId{flags->id}, is_disabled));
            output.show(
                {{"appId", flags->id}, {"status", is_disabled ? "disabled" : "normal"}},
                printable(flags->id) + " is " + (is_disabled ? "disabled" : "enabled") + "\n");
            return Done{};
        });
}

void add_reset_key(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<AppFlags>();
    auto& command = *group.add_subcommand(
        "reset-key", "Give an application a new key; the old one stops at once, tokens go on");
    add_id_argument(command, flags->id);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        show_key(output, TRY(services.apps.reset_key(AppId{flags->id})));
        return Done{};
    });
}

void add_delete(CLI::App& group, CommandRunner& runner) {
    auto const flags = std::make_shared<AppFlags>();
    auto& command = *group.add_subcommand(
        "delete", "Delete an application; tokens made with it open nothing any more");
    add_id_argument(command, flags->id);
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        TRY(services.apps.remove(AppId{flags->id}));
        output.show({{"appId", flags->id}, {"status", "deleted"}},
                    printable(flags->id) + " is deleted\n");
        return Done{};
    });
}

}  // namespace

void add_app_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand(
        "app", "Applications (App ID): add, list, disable, enable, reset-key, delete");
    group.require_subcommand(1);
    add_add(group, runner);
    add_list(group, runner);
    add_set_disabled(group, runner, true);
    add_set_disabled(group, runner, false);
    add_reset_key(group, runner);
    add_delete(group, runner);
}

}  // namespace roomkey
