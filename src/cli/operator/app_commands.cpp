#include "cli/operator/app_commands.hpp"

#include <limits>
#include <memory>

#include "cli/operator/corp_choice.hpp"
#include "cli/operator/field_flags.hpp"
#include "cli/operator/records.hpp"
#include "cli/text/table.hpp"

namespace roomkey {
namespace {

/// Whose applications are meant.
struct OwnerFlags {
    std::optional<std::string> corp;
    bool is_service_provider = false;
};

void add_owner_flags(CLI::App& command, OwnerFlags& flags) {
    add_corp_flag(command, flags.corp);
    command
        .add_flag("--service-provider", flags.is_service_provider,
                  "Of a service provider, who may act for any enterprise")
        ->excludes("--corp");
}

/// In no enterprise for service providers.
Result<Actor> owner_of(OwnerFlags const& flags, Corps const& corps) {
    if (flags.is_service_provider) return operator_of_all();
    return operator_of(TRY(choose_corp(corps, flags.corp)).id);
}

/// The flag of a command about one application.
template <class Request>
std::shared_ptr<FieldFlags<Request>> add_id_flag(CLI::App& command, Fields<Request> fields) {
    auto flags = std::make_shared<FieldFlags<Request>>(fields);
    flags->add(command, "APP_ID,--app", "app_id", "App ID")->type_name("");
    return flags;
}

void show_key(Output& output, AppWithKey const& made) {
    auto json = app_json(made.app);
    json["appKey"] = made.key.reveal();
    output.show_once(json,
                     render_fields({{"App ID", made.app.id.value},
                                    {"App Key", made.key.reveal()},
                                    {"Name", made.app.name}}),
                     {key_of(made.app.id)});
}

void add_add(CLI::App& group, CommandRunner& runner) {
    auto const owner = std::make_shared<OwnerFlags>();
    auto const flags = std::make_shared<FieldFlags<AddAppRequest>>(add_app_fields());
    auto& command = *group.add_subcommand("add", "Make an application; at most 10 an enterprise");
    add_owner_flags(command, *owner);
    flags->add(command, "--name", "app_name", "Name")->type_name("NAME");
    flags->add(command, "--description", "description", "Remarks")->type_name("TEXT");
    runner.operate(command, [owner, flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->read());
        auto const actor = TRY(owner_of(*owner, services.corps));
        show_key(output, TRY(services.apps.add(request, actor)));
        return Done{};
    });
}

void add_list(CLI::App& group, CommandRunner& runner) {
    auto const owner = std::make_shared<OwnerFlags>();
    auto& command = *group.add_subcommand("list", "List the applications of an enterprise");
    add_owner_flags(command, *owner);
    runner.operate(command, [owner](UseCases const& services, Output& output) -> Status {
        auto const actor = TRY(owner_of(*owner, services.corps));
        PageRequest const all{0, std::numeric_limits<int>::max()};
        auto const apps = TRY(services.apps.search({all}, actor)).data;
        output.show(list_json(apps, app_json), apps_table(apps));
        return Done{};
    });
}

void add_set_disabled(CLI::App& group, CommandRunner& runner, bool is_disabled) {
    auto& command = *group.add_subcommand(
        is_disabled ? "disable" : "enable",
        is_disabled ? "Disable an application; tokens made with it open nothing meanwhile"
                    : "Enable an application again, and the tokens made with it");
    auto const flags = add_id_flag(command, update_app_fields());
    runner.operate(command, [=](UseCases const& services, Output& output) -> Status {
        auto request = TRY(flags->read());
        request.is_disabled = is_disabled;
        auto const& id = request.id;
        TRY(services.apps.update(request, operator_of_app(id)));
        output.show({{"appId", id.value}, {"status", is_disabled ? "disabled" : "normal"}},
                    id.value + " is " + (is_disabled ? "disabled" : "enabled") + "\n");
        return Done{};
    });
}

void add_reset_key(CLI::App& group, CommandRunner& runner) {
    auto& command = *group.add_subcommand(
        "reset-key", "Give an application a new key; the old one stops at once, tokens go on");
    auto const flags = add_id_flag(command, reset_app_key_fields());
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->read());
        show_key(output, TRY(services.apps.reset_key(request, operator_of_app(request.id))));
        return Done{};
    });
}

void add_delete(CLI::App& group, CommandRunner& runner) {
    auto& command = *group.add_subcommand(
        "delete", "Delete an application; tokens made with it open nothing any more");
    auto const flags = add_id_flag(command, delete_app_fields());
    runner.operate(command, [flags](UseCases const& services, Output& output) -> Status {
        auto const request = TRY(flags->read());
        TRY(services.apps.remove(request, operator_of_app(request.id)));
        output.show({{"appId", request.id.value}, {"status", "deleted"}},
                    request.id.value + " is deleted\n");
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
