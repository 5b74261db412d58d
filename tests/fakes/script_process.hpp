#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

extern char** environ;

namespace roomkey {

/// A script that serves a test, of Debian's own Python unless another program runs it: it prints
/// lines, and dies with this object.
class ScriptProcess {
public:
    ScriptProcess(std::string script, std::vector<std::string> flags,
                  std::string program = "/usr/bin/python3") {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
        std::vector<std::string> words{std::move(program), std::move(script)};
        words.insert(words.end(), flags.begin(), flags.end());
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        int const failure = ::posix_spawnp(&process_, words[0].c_str(), &actions, nullptr,
                                           arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        if (failure != 0) std::abort();
        output_ = pipe[0];
    }
    ~ScriptProcess() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(output_);
    }
    ScriptProcess(ScriptProcess const&) = delete;
    ScriptProcess& operator=(ScriptProcess const&) = delete;

    /// The next line that it prints, without its end; empty when it has ended or, for a generous
    /// while, prints nothing.
    std::string line() {
        std::string text;
        for (;;) {
            pollfd ready{output_, POLLIN, 0};
            char character = '\n';
            if (::poll(&ready, 1, deadline_ms) <= 0) return {};
            if (::read(output_, &character, 1) <= 0 || character == '\n') return text;
            text += character;
        }
    }

private:
    pid_t process_ = -1;
    static constexpr int deadline_ms = 90'000;

    int output_ = -1;
};

}  // namespace roomkey
