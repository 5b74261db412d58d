#include "base/spawned_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace roomkey {

SpawnedProcess::~SpawnedProcess() {
    if (id_ <= 0) return;
    // The whole group, because a shell may have started more.
    ::kill(-id_, SIGKILL);
    (void)wait();
}

Result<SpawnedProcess> SpawnedProcess::start(std::string const& program,
                                             std::vector<std::string> words,
                                             Descriptors descriptors) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (descriptors.input < 0) {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    } else {
        posix_spawn_file_actions_adddup2(&actions, descriptors.input, STDIN_FILENO);
    }
    if (descriptors.output >= 0) {
        posix_spawn_file_actions_adddup2(&actions, descriptors.output, STDOUT_FILENO);
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    // This program blocks the signals that it waits for; others expect to be stoppable.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    SpawnedProcess process;
    int const failure = ::posix_spawn(&process.id_, program.c_str(), &actions, &attributes,
                                      arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failure == 0) return process;
    process.id_ = -1;
    return unavailable(std::string{"it could not be run: "} + std::strerror(failure));
}

int SpawnedProcess::wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace roomkey
