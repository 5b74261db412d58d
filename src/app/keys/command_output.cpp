#include "app/keys/command_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/spawned_process.hpp"

namespace roomkey {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

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
    auto child =
        TRY(SpawnedProcess::start("/bin/sh", {"sh", "-c", command}, {-1, writing.number()}));
    writing.close();
    auto output = TRY(read_to_end(reading.number(), limits));
    int const code = child.wait();
    if (code == 0) return output;
    return unavailable(code < 0 ? "a signal terminated it"
                                : "it exited with status " + std::to_string(code));
}

}  // namespace roomkey
