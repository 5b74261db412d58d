#include "cli/reference/reference_commands.hpp"

#include <memory>

#include "cli/reference/completion_scripts.hpp"
#include "cli/reference/manual_page.hpp"

namespace roomkey {

void add_reference_commands(CLI::App& root, CommandRunner& runner) {
    auto& manual = *root.add_subcommand("manual", "Print the manual page, roomkey(1)");
    manual.footer("To read it without installing it: roomkey manual | man -l -");
    runner.perform(manual, [&root, &runner] {
        auto const version = runner.host().version();
        runner.console().out << manual_page(outline_of(root), version.substr(0, version.find(' ')));
        return exit_ok;
    });

    auto const shell = std::make_shared<std::string>();
    auto& completion = *root.add_subcommand("completion", "Print the completion script of a shell");
    completion.add_option("SHELL,--shell", *shell, "bash, zsh or fish")
        ->type_name("")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}));
    completion.footer("For the running bash: source <(roomkey completion bash)");
    runner.perform(completion, [&root, &runner, shell] {
        auto const outline = outline_of(root);
        runner.console().out << (*shell == "bash"  ? bash_completion(outline)
                                 : *shell == "zsh" ? zsh_completion(outline)
                                                   : fish_completion(outline));
        return exit_ok;
    });
}

}  // namespace roomkey
