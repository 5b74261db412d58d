#pragma once

#include <sys/types.h>

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace roomkey {

/// A run of the real program. Its output is collected while it runs; at the end of this object it
/// is killed if it still runs.
class ChildProcess {
public:
    /// `environment` is added to the test's own, as NAME=VALUE.
    explicit ChildProcess(std::vector<std::string> arguments,
                          std::vector<std::string> environment = {},
                          std::string program = ROOMKEY_PROGRAM);
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;
    ~ChildProcess();

    void signal(int number) const;
    /// Waits for the end; the exit code, or minus the signal that ended it. A run that outlasts a
    /// generous deadline is killed and fails the test.
    int wait();
    /// Waits until a line of either output satisfies `wanted`; that line. Empty if the program
    /// ended, or a generous deadline passed, without one.
    std::string wait_for_line(std::function<bool(std::string const&)> const& wanted);
    std::string wait_for(std::string const& part);

    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    struct Stream {
        int descriptor = -1;
        std::string text;
        std::thread reader;
    };
    void read_all(Stream& stream);
    [[nodiscard]] std::string text_of(Stream const& stream) const;

    pid_t pid_ = -1;
    std::optional<int> code_;
    mutable std::mutex mutex_;
    Stream out_;
    Stream err_;
};

/// What a command printed, when it has ended.
struct Finished {
    int code = 0;
    std::string out;
    std::string err;
};
Finished run_program(std::vector<std::string> arguments, std::vector<std::string> environment = {},
                     std::string program = ROOMKEY_PROGRAM);

}  // namespace roomkey
