#include "cli/reference/completion_scripts.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "cli/text/shell_word.hpp"

namespace roomkey {
namespace {

// The scripts follow the words to the command that is being typed: `at` is its path with a blank
// in front, as the patterns below are.

std::string place_of(CommandOutline const& command) {
    return command.path.empty() ? "''" : "' " + command.path + "'";
}

/// The pattern of a `case` for all commands below the program.
std::string command_patterns(CommandOutline const& program, char const* separator) {
    std::string patterns;
    for (auto const* command : all_commands(program)) {
        if (command->path.empty()) continue;
        patterns += (patterns.empty() ? "" : separator) + place_of(*command);
    }
    return patterns;
}

/// The pattern for all flags after which a value is typed, of one kind.
std::string flag_patterns(CommandOutline const& program, bool takes_file) {
    std::string patterns;
    for (auto const* command : all_commands(program)) {
        for (auto const& option : command->options) {
            if (!option.takes_value || option.takes_file() != takes_file) continue;
            for (auto const& flag : option.flags()) {
                patterns += (patterns.empty() ? "'" : " | '") +
                            (command->path.empty() ? "" : " " + command->path) + " " + flag + "'";
            }
        }
    }
    // A pattern that nothing matches, since `at` has no newline.
    return patterns.empty() ? "$'\\n'" : patterns;
}

/// The words that may follow those of the command.
std::vector<std::pair<std::string, std::string>> words_of(CommandOutline const& command) {
    std::vector<std::pair<std::string, std::string>> words;
    for (auto const& subcommand : command.subcommands) {
        words.emplace_back(subcommand.name(), subcommand.description);
    }
    for (auto const& option : command.options) {
        for (auto const& flag : option.flags()) words.emplace_back(flag, option.description);
    }
    return words;
}

void put(std::string& script, std::string_view mark, std::string const& text) {
    script.replace(script.find(mark), mark.size(), text);
}

/// The script of a POSIX-like shell with its lists put in.
std::string filled(std::string script, CommandOutline const& program, std::string const& words) {
    put(script, "@COMMANDS@", command_patterns(program, " | "));
    put(script, "@FILE_FLAGS@", flag_patterns(program, true));
    put(script, "@VALUE_FLAGS@", flag_patterns(program, false));
    put(script, "@WORDS@\n", words);
    return script;
}

constexpr char const* bash_script =
    R"(# bash completion for roomkey; made by: roomkey completion bash
_roomkey() {
    local word=${COMP_WORDS[COMP_CWORD]} at= choices= each
    COMPREPLY=()
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$at $each" in
            @COMMANDS@) at="$at $each" ;;
        esac
    done
    case "$at ${COMP_WORDS[COMP_CWORD-1]}" in
        @FILE_FLAGS@)
            compopt -o default
            return
            ;;
        @VALUE_FLAGS@) return ;;
    esac
    case $at in
@WORDS@
    esac
    COMPREPLY=($(compgen -W "$choices" -- "$word"))
    [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default
}
complete -F _roomkey roomkey
)";

constexpr char const* zsh_script = R"(#compdef roomkey
# zsh completion for roomkey; made by: roomkey completion zsh
_roomkey() {
    local at= each
    local -a choices
    for each in "${(@)words[2,CURRENT-1]}"; do
        case "$at $each" in
            @COMMANDS@) at="$at $each" ;;
        esac
    done
    case "$at ${words[CURRENT-1]}" in
        @FILE_FLAGS@)
            _files
            return
            ;;
        @VALUE_FLAGS@) return ;;
    esac
    case $at in
@WORDS@
    esac
    _describe roomkey choices || _files
}
_roomkey "$@"
)";

constexpr char const* fish_script =
    R"(# fish completion for roomkey; made by: roomkey completion fish
function __roomkey_at
    set -l at
    set -l words (commandline -opc)
    for each in $words[2..-1]
        switch "$at $each"
            case @COMMANDS@
                set at "$at $each"
        end
    end
    test "$at" = "$argv[1]"
end
@WORDS@
)";

/// A word of fish: within single quotes it knows two escapes.
std::string fish_word(std::string const& text) {
    std::string word = "'";
    for (char const letter : text) {
        if (letter == '\'' || letter == '\\') word += '\\';
        word += letter;
    }
    return word + "'";
}

std::string fish_option(std::string const& start, OutlineOption const& option) {
    std::string names;
    for (auto const& flag : option.flags()) {
        names += flag.starts_with("--") ? " -l " + flag.substr(2) : " -s " + flag.substr(1);
    }
    if (names.empty()) return {};
    if (option.takes_value) names += option.takes_file() ? " -r -F" : " -x";
    return start + names + " -d " + fish_word(option.description) + '\n';
}

}  // namespace

std::string bash_completion(CommandOutline const& program) {
    std::string lines;
    for (auto const* command : all_commands(program)) {
        std::string words;
        for (auto const& [word, description] : words_of(*command)) {
            words += (words.empty() ? "" : " ") + word;
        }
        lines += "        " + place_of(*command) + ") choices='" + words + "' ;;\n";
    }
    return filled(bash_script, program, lines);
}

std::string zsh_completion(CommandOutline const& program) {
    std::string lines;
    for (auto const* command : all_commands(program)) {
        lines += "        " + place_of(*command) + ") choices=(\n";
        for (auto const& [word, description] : words_of(*command)) {
            auto entry = word;
            entry += ':';
            entry += description;
            lines += "            " + shell_word(entry) + '\n';
        }
        lines += "        ) ;;\n";
    }
    return filled(zsh_script, program, lines);
}

std::string fish_completion(CommandOutline const& program) {
    std::string lines;
    for (auto const* command : all_commands(program)) {
        auto const start =
            "complete -c roomkey -n " + fish_word("__roomkey_at " + place_of(*command));
        for (auto const& subcommand : command->subcommands) {
            lines += start + " -f -a " + subcommand.name() + " -d " +
                     fish_word(subcommand.description) + '\n';
        }
        for (auto const& option : command->options) lines += fish_option(start, option);
    }
    std::string script = fish_script;
    put(script, "@COMMANDS@", command_patterns(program, " "));
    put(script, "@WORDS@\n", lines);
    return script;
}

}  // namespace roomkey
