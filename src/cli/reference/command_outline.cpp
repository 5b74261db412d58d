#include "cli/reference/command_outline.hpp"

#include <sstream>
#include <utility>

namespace roomkey {
namespace {

std::string one_line(std::string const& text) {
    std::istringstream words(text);
    std::string line;
    for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
    return line;
}

OutlineOption option_of(CLI::Option const& option) {
    OutlineOption outline;
    if (option.get_positional()) outline.names.push_back(option.get_name(true, false));
    for (auto const& name : option.get_snames()) outline.names.push_back("-" + name);
    for (auto const& name : option.get_lnames()) outline.names.push_back("--" + name);
    outline.takes_value = option.get_items_expected_max() > 0;
    if (outline.takes_value) outline.value = option.get_type_name();
    outline.description = one_line(option.get_description());
    outline.is_argument = option.get_positional();
    outline.is_required = option.get_required();
    return outline;
}

void collect(CommandOutline const& outline, std::vector<CommandOutline const*>& found) {
    found.push_back(&outline);
    for (auto const& subcommand : outline.subcommands) collect(subcommand, found);
}

}  // namespace

std::vector<std::string> OutlineOption::flags() const {
    std::vector<std::string> found;
    for (auto const& name : names) {
        if (name.starts_with('-')) found.push_back(name);
    }
    return found;
}

std::string CommandOutline::name() const { return path.substr(path.rfind(' ') + 1); }

CommandOutline outline_of(CLI::App const& app, std::string const& path) {
    CommandOutline outline;
    outline.path = path;
    outline.description = one_line(app.get_description());
    outline.footer = app.get_footer();
    for (auto const* option : app.get_options()) outline.options.push_back(option_of(*option));
    std::function<bool(CLI::App const*)> const any;
    for (auto const* command : app.get_subcommands(any)) {
        // A group of options is a nameless command to the library, and nobody types its name.
        if (command->get_name().empty()) {
            for (auto const* option : command->get_options()) {
                // The help is that of the command.
                if (option == command->get_help_ptr()) continue;
                outline.options.push_back(option_of(*option));
            }
            continue;
        }
        outline.subcommands.push_back(
            outline_of(*command, path + (path.empty() ? "" : " ") + command->get_name()));
    }
    return outline;
}

std::vector<CommandOutline const*> all_commands(CommandOutline const& outline) {
    std::vector<CommandOutline const*> found;
    collect(outline, found);
    return found;
}

}  // namespace roomkey
