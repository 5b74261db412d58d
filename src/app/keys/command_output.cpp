#include "app/keys/command_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/clock.hpp"
#include "base/file.hpp"

namespace roomkey {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A running command, which does not outlive this.
class Child {
public:
    Child() = default;
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;
    ~Child() {
        if (process_ <= 0) return;
        // Its whole group, because a shell may have started more.
        ::kill(-process_, SIGKILL);
        (void)wait();
    }

    Status start(std::string const& command, int output) {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        // This program blocks the signals that it waits for; a command expects to be stoppable.
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
        std::array<std::string, 3> words{"sh", "-c", command};
        std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
        int const failure =
            ::posix_spawn(&process_, "/bin/sh", &actions, &attributes, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (failure == 0) return Done{};
        process_ = -1;
        return unavailable(std::string{"it could not be run: "} + std::strerror(failure));
    }

    /// The exit code; negative if a signal terminated it.
    int wait() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t process_ = -1;
};

/// Waits until there is something to read or the end of it.
Status wait_readable(int descriptor, SteadyTime deadline) {
    for (;;) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return unavailable("it took too long");
        pollfd entry{descriptor, POLLIN, 0};
        if (::poll(&entry, 1, static_cast<int>(left.count())) > 0) return Done{};
    }
}

Result<Secret> read_to_end(int descriptor, CommandLimits const& limits) {
    auto const deadline = std::chrono::steady_clock::now() + limits.time_max;
    // Room for all and one more, because growing would leave copies of a secret behind.
    std::string text(limits.output_bytes_max + 1, '\0');
    std::size_t have = 0;
    while (have < text.size()) {
        TRY(wait_readable(descriptor, deadline));
        auto const count = ::read(descriptor, text.data() + have, text.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unavailable("its output could not be read");
        if (count == 0) {
            text.resize(have);
            return Secret(std::move(text));
        }
        have += static_cast<std::size_t>(count);
    }
    return unavailable("it printed too much");
}

}  // namespace

Result<Secret> command_output(std::string const& command, CommandLimits const& limits) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return unavailable("cannot create a pipe for its output");
    Descriptor const reading(ends[0]);
    Descriptor writing(ends[1]);
    Child child;
    TRY(child.start(command, writing.number()));
    writing.close();
    auto output = TRY(read_to_end(reading.number(), limits));
    int const code = child.wait();
    if (code == 0) return output;
    return unavailable(code < 0 ? "a signal terminated it"
                                : "it exited with status " + std::to_string(code));
}

}  // namespace roomkey
