#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// A program that this one started. It has the environment and the standard error of this one, no
/// blocked signals, and a process group of its own, which does not outlive this object.
class SpawnedProcess {
public:
    SpawnedProcess() = default;
    SpawnedProcess(SpawnedProcess&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    SpawnedProcess& operator=(SpawnedProcess&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    /// Kills the group and waits for it.
    ~SpawnedProcess();

    /// Of its descriptors 0 to 2; a negative one is /dev/null for reading, or shared with this
    /// program for writing. No other descriptor is passed on.
    struct Descriptors {
        int input = -1;
        int output = -1;
    };
    /// `words[0]` is the name of the program for itself. `unavailable` if it cannot be run.
    static Result<SpawnedProcess> start(std::string const& program, std::vector<std::string> words,
                                        Descriptors descriptors);

    /// Waits for its end. The exit code; negative if a signal terminated it.
    int wait();

private:
    pid_t id_ = -1;
};

}  // namespace roomkey
