#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "base/spawned_process.hpp"
#include "security/password/argon2.hpp"

namespace roomkey {

/// The argument that makes this program `serve_hashing`.
constexpr char const* hashing_command = "hash-passwords";

/// Processes of low priority that hash passwords, one at a time each; one more is started when all
/// are busy. Not threads: a hash maps 64 MiB, and while the system maps memory, all threads of a
/// process that need some wait, for as long as the one with low priority waits for a processor.
/// Thread-safe.
class HashingProcesses {
public:
    /// `program` becomes such a process when it gets `hashing_command` as its only argument.
    explicit HashingProcesses(std::string program = "/proc/self/exe")
        : program_(std::move(program)) {}

    /// `make_hash` and `check_hash` there. `unavailable` if no process can be started, or if one
    /// ends before it has answered, and a second one too.
    Result<HashOutcome> make(PasswordCost const& cost, std::string_view password,
                             EncodedHash& encoded);
    Result<HashOutcome> check(std::string const& encoded, std::string_view password);

private:
    struct Request;
    struct Reply;
    struct Worker {
        Descriptor socket;
        SpawnedProcess process;
    };

    Result<Worker> start() const;
    Result<Worker> take();
    Result<Reply> ask(Request const& request);
    friend int serve_hashing();

    std::string const program_;
    std::mutex mutex_;
    std::vector<Worker> idle_;
};

/// Answers the requests that come over the socket on standard input, until that is closed. Returns
/// what the program exits with.
int serve_hashing();

}  // namespace roomkey
