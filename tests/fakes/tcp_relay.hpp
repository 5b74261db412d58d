#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace roomkey {

/// An address of 127.0.0.1 that leads to a port of the same machine, as a load balancer does that
/// passes TLS through. A connection stays where it began; one that cannot be made is closed.
class TcpRelay {
public:
    explicit TcpRelay(int target_port);
    ~TcpRelay();
    TcpRelay(TcpRelay const&) = delete;
    TcpRelay& operator=(TcpRelay const&) = delete;

    /// Where connections go that begin from now on.
    void lead_to(int target_port) { target_port_ = target_port; }
    [[nodiscard]] int port() const { return port_; }

    /// The first connection over which `mark` goes to the target is cut once that has answered;
    /// its answer is lost. In plain text only.
    void lose_answer_to(std::string mark);
    /// How many were lost.
    [[nodiscard]] int lost_answers() const { return lost_answers_; }

private:
    void accept_all();
    void pass_on(int client);
    bool takes_mark(std::string const& sent);

    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> target_port_;
    std::atomic<bool> is_stopping_{false};
    std::atomic<int> lost_answers_{0};
    std::mutex mutex_;
    std::string mark_;  ///< Empty: nothing is to be lost.
    std::vector<std::thread> connections_;
    std::thread acceptor_;
};

}  // namespace roomkey
