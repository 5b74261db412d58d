#include "security/password/hashing_process.hpp"

#include <sodium.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <type_traits>
#include <utility>

namespace roomkey {
namespace {

/// Longer than any password that a rule accepts.
constexpr std::size_t password_bytes_max = 4096;

/// A message that is wiped where it was.
template <typename Message>
struct Wiped : Message {
    Wiped() : Message{} {}
    Wiped(Wiped const&) = delete;
    Wiped& operator=(Wiped const&) = delete;
    ~Wiped() { sodium_memzero(static_cast<Message*>(this), sizeof(Message)); }
};

template <typename Message>
bool send_message(int socket, Message const& message) {
    static_assert(std::is_trivially_copyable_v<Message>);
    ssize_t sent = 0;
    do {
        sent = ::send(socket, &message, sizeof(Message), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(sizeof(Message));
}

template <typename Message>
bool receive_message(int socket, Message& message) {
    static_assert(std::is_trivially_copyable_v<Message>);
    ssize_t received = 0;
    do {
        received = ::recv(socket, &message, sizeof(Message), 0);
    } while (received < 0 && errno == EINTR);
    return received == static_cast<ssize_t>(sizeof(Message));
}

}  // namespace

struct HashingProcesses::Request {
    bool is_check;
    PasswordCost cost;    ///< Of a hash that is made.
    EncodedHash encoded;  ///< That is checked.
    std::size_t password_bytes;
    std::array<char, password_bytes_max> password;
};

struct HashingProcesses::Reply {
    HashOutcome outcome;
    EncodedHash encoded;
};

Result<HashOutcome> HashingProcesses::make(PasswordCost const& cost, std::string_view password,
                                           EncodedHash& encoded) {
    if (password.size() > password_bytes_max) return make_hash(cost, password, encoded);
    Wiped<Request> request;
    request.cost = cost;
    request.password_bytes = password.copy(request.password.data(), password.size());
    auto const reply = TRY(ask(request));
    encoded = reply.encoded;
    return reply.outcome;
}

Result<HashOutcome> HashingProcesses::check(std::string const& encoded, std::string_view password) {
    Wiped<Request> request;
    request.is_check = true;
    // What does not fit is malformed, or no password at all.
    if (encoded.size() >= request.encoded.size() || password.size() > password_bytes_max) {
        return check_hash(encoded, password);
    }
    encoded.copy(request.encoded.data(), encoded.size());
    request.password_bytes = password.copy(request.password.data(), password.size());
    return TRY(ask(request)).outcome;
}

Result<HashingProcesses::Worker> HashingProcesses::start() const {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return unavailable("no socket for a process that hashes passwords");
    }
    Worker worker{Descriptor(ends[0]), {}};
    Descriptor const theirs(ends[1]);
    auto started =
        SpawnedProcess::start(program_, {"roomkey", hashing_command}, {theirs.number(), -1});
    if (!started.ok()) {
        return unavailable("a process to hash passwords: " + started.error().detail);
    }
    worker.process = std::move(*started);
    return worker;
}

Result<HashingProcesses::Worker> HashingProcesses::take() {
    {
        std::lock_guard const lock(mutex_);
        if (!idle_.empty()) {
            auto worker = std::move(idle_.back());
            idle_.pop_back();
            return worker;
        }
    }
    return start();
}

Result<HashingProcesses::Reply> HashingProcesses::ask(Request const& request) {
    auto worker = TRY(take());
    Reply reply{};
    auto const try_it = [&] {
        return send_message(worker.socket.number(), request) &&
               receive_message(worker.socket.number(), reply);
    };
    // It may have been killed, for its memory for instance, since it was last heard of.
    bool is_answered = try_it();
    if (!is_answered) {
        worker = TRY(start());
        is_answered = try_it();
    }
    if (!is_answered) return unavailable("the process that hashes passwords ended");
    std::lock_guard const lock(mutex_);
    idle_.push_back(std::move(worker));
    return reply;
}

int serve_hashing() {
    // All else comes first: a hash takes a tenth of a second of a processor, and anyone can ask
    // for one.
    constexpr int niceness = 15;
    (void)::setpriority(PRIO_PROCESS, 0, niceness);
    // A service manager sends these to all processes; this one ends with the server, which
    // finishes what it has begun.
    for (int const stop : {SIGTERM, SIGINT, SIGHUP}) std::signal(stop, SIG_IGN);
    Wiped<HashingProcesses::Request> request;
    while (receive_message<HashingProcesses::Request>(STDIN_FILENO, request)) {
        HashingProcesses::Reply reply{};
        std::string_view const password(request.password.data(),
                                        std::min(request.password_bytes, password_bytes_max));
        request.encoded.back() = '\0';
        reply.outcome = request.is_check ? check_hash(request.encoded.data(), password)
                                         : make_hash(request.cost, password, reply.encoded);
        sodium_memzero(request.password.data(), request.password.size());
        if (!send_message(STDIN_FILENO, reply)) break;
    }
    return 0;
}

}  // namespace roomkey
