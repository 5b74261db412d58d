#include "cli/reference/manual_page.hpp"

#include <string_view>

namespace roomkey {
namespace {

// `call` has a subcommand for each operation of the API, with all its fields: a book of its own.
constexpr std::size_t described_subcommands_max = 20;

/// `text` as man shows it unchanged: a hyphen is a minus, and no line is taken for a request.
std::string escaped(std::string_view text) {
    std::string out;
    bool is_line_start = true;
    for (char const letter : text) {
        if (is_line_start && (letter == '.' || letter == '\'')) out += "\\&";
        if (letter == '\\') {
            out += "\\e";
        } else if (letter == '-') {
            out += "\\-";
        } else {
            out += letter;
        }
        is_line_start = letter == '\n';
    }
    return out;
}

std::string bold(std::string_view text) { return "\\fB" + escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + escaped(text) + "\\fR"; }

std::string option_entry(OutlineOption const& option) {
    std::string names;
    for (auto const& name : option.names) {
        names += (names.empty() ? "" : ", ") + (name.starts_with('-') ? bold(name) : italic(name));
    }
    if (!option.value.empty()) names += ' ' + italic(option.value);
    if (option.is_required) names += " (required)";
    return ".TP\n" + names + '\n' + escaped(option.description) + '\n';
}

/// Lines as they are: commands to type among them must not be filled.
std::string verbatim(std::string const& text) {
    return text.empty() ? "" : ".PP\n.nf\n" + escaped(text) + "\n.fi\n";
}

std::string synopsis(CommandOutline const& command) {
    auto line = bold(command.path.empty() ? "roomkey" : "roomkey " + command.path);
    if (!command.subcommands.empty()) return line + ' ' + italic("COMMAND") + " ...";
    if (!command.options.empty()) line += " [" + italic("OPTION") + "]...";
    for (auto const& option : command.options) {
        if (!option.is_argument) continue;
        auto const name = italic(option.names.front());
        line += option.is_required ? ' ' + name : " [" + name + ']';
    }
    return line;
}

bool is_book(CommandOutline const& command) {
    return !command.path.empty() && command.subcommands.size() > described_subcommands_max;
}

std::string command_section(CommandOutline const& command);

std::string subcommand_sections(CommandOutline const& command) {
    std::string text;
    for (auto const& subcommand : command.subcommands) {
        text += is_book(command) ? ".TP\n" + bold(subcommand.name()) + '\n' +
                                       escaped(subcommand.description) + '\n'
                                 : command_section(subcommand);
    }
    return text;
}

std::string command_section(CommandOutline const& command) {
    auto text = ".SS \"" + escaped(command.path) + "\"\n" + synopsis(command) + "\n.PP\n" +
                escaped(command.description) + '\n';
    for (auto const& option : command.options) {
        // All have --help, which is said once.
        if (option.names.back() != "--help") text += option_entry(option);
    }
    return text + verbatim(command.footer) + subcommand_sections(command);
}

}  // namespace

std::string manual_page(CommandOutline const& program, std::string const& version) {
    auto text = ".TH ROOMKEY 1 \"\" \"roomkey " + escaped(version) +
                "\" \"roomkey\"\n"
                ".SH NAME\nroomkey \\- " +
                escaped(program.description) + "\n.SH SYNOPSIS\n" + synopsis(program) +
                "\n.SH OPTIONS\n";
    for (auto const& option : program.options) text += option_entry(option);
    text += ".SH DESCRIPTION\n" + verbatim(program.footer) + ".PP\nEach command has " +
            bold("--help") + ", too.\n.SH COMMANDS\n";
    return text + subcommand_sections(program);
}

}  // namespace roomkey
