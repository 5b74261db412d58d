#include "cli/operator/key_commands.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "cli/text/table.hpp"

namespace roomkey {
namespace {

constexpr char const* after_a_change =
    "Give all nodes the same key file, then send each server SIGHUP.\n";

struct KeyFlags {
    Place place;
    bool is_json = false;
    int id = 0;
};

using KeyWork = std::function<Status(CommandHost&, KeyFlags const&, Output&)>;

std::shared_ptr<KeyFlags> add_command(CLI::App& command, CommandRunner& runner, KeyWork work) {
    auto flags = std::make_shared<KeyFlags>();
    add_place_flags(command, flags->place);
    command.add_flag("--json", flags->is_json, "Print one JSON value");
    runner.perform(command, [&runner, flags, work = std::move(work)] {
        auto output = runner.output(flags->is_json);
        return runner.finish(work(runner.host(), *flags, output));
    });
    return flags;
}

void add_id_argument(CLI::App& command, std::shared_ptr<KeyFlags> const& flags) {
    command.add_option("ID,--key", flags->id, "Id of a key, 1..255")
        ->type_name("")
        ->required()
        ->check(whole_number(1, 255));
}

/// The id of the key that seals; 0 if it is not listed.
int current_of(KeyList const& keys) {
    auto const found = std::find_if(keys.begin(), keys.end(),
                                    [](KeyFigures const& figures) { return figures.is_current; });
    return found == keys.end() ? 0 : found->id;
}

/// A key that was added has the highest id, and seals once it has been put to use.
std::string state_of(KeyFigures const& figures, int current) {
    if (!figures.is_on_ring) return "missing";
    if (figures.is_current) return "current";
    return figures.id > current ? "new" : "older";
}

Status show_list(CommandHost& host, KeyFlags const& flags, Output& output) {
    boost::json::array data;
    std::vector<std::vector<std::string>> rows;
    auto const keys = TRY(host.list_keys(flags.place));
    auto const current = current_of(keys);
    for (auto const& figures : keys) {
        auto const state = state_of(figures, current);
        data.push_back(
            boost::json::object{{"id", figures.id}, {"state", state}, {"values", figures.values}});
        rows.push_back({std::to_string(figures.id), state, std::to_string(figures.values)});
    }
    output.show(boost::json::object{{"data", std::move(data)}},
                render_table({"KEY", "STATE", "SEALED VALUES"}, rows));
    return Done{};
}

Status add_fresh(CommandHost& host, KeyFlags const& flags, Output& output) {
    int const id = TRY(host.add_key(flags.place));
    output.show(boost::json::object{{"id", id}},
                "Key " + std::to_string(id) + " was added; it does not seal yet.\n" +
                    after_a_change + "Then: roomkey key use " + std::to_string(id) + "\n");
    return Done{};
}

Status use(CommandHost& host, KeyFlags const& flags, Output& output) {
    TRY(host.use_key(flags.place, flags.id));
    output.show(boost::json::object{{"id", flags.id}},
                "Key " + std::to_string(flags.id) + " seals from now on.\n" + after_a_change +
                    "The servers then bring what older keys have sealed under it; see `roomkey "
                    "key list`.\n");
    return Done{};
}

Status remove(CommandHost& host, KeyFlags const& flags, Output& output) {
    TRY(host.remove_key(flags.place, flags.id));
    output.show(
        boost::json::object{{"id", flags.id}},
        "Key " + std::to_string(flags.id) +
            " is off the ring; if keys.command prints it, leave it out there now.\n" +
            after_a_change +
            "Backups that were made before need the old key file; keep it as long as them.\n");
    return Done{};
}

Status reseal(CommandHost& host, KeyFlags const& flags, Output& output) {
    auto const done =
        TRY(host.reseal_values(flags.place, [](ResealProgress const&) { return true; }));
    output.show(boost::json::object{{"resealed", done.resealed}, {"failed", done.failed}},
                std::to_string(done.resealed) + " values were sealed anew, " +
                    std::to_string(done.failed) + " could not be opened.\n");
    if (done.failed == 0) return Done{};
    return unavailable("some values are damaged or sealed with a key that is not on the ring");
}

}  // namespace

void add_key_commands(CLI::App& root, CommandRunner& runner) {
    auto& group = *root.add_subcommand("key", "Secret keys: list, exchange");
    group.require_subcommand(1);
    group.footer(
        "To exchange the key: `key add`, then the new file to all nodes and SIGHUP; `key use ID`,\n"
        "file and SIGHUP again; once `key list` shows nothing under the old one, `key remove ID`.");
    add_command(*group.add_subcommand("list", "The keys and how much each has sealed"), runner,
                show_list);
    add_command(*group.add_subcommand("add", "Add a fresh key, which does not seal yet"), runner,
                add_fresh);
    auto& use_command = *group.add_subcommand("use", "Seal with this key from now on");
    add_id_argument(use_command, add_command(use_command, runner, use));
    auto& remove_command =
        *group.add_subcommand("remove", "Take a key off the ring that nothing is sealed with");
    add_id_argument(remove_command, add_command(remove_command, runner, remove));
    add_command(*group.add_subcommand("reseal", "Bring everything under the current key now"),
                runner, reseal);
}

}  // namespace roomkey
