#include "tests/fakes/tcp_relay.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace roomkey {
namespace {

// How soon a stop is noticed.
constexpr int look_again_ms = 50;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

int connect_to(int port) {
    auto address = loopback(port);
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        return socket;
    }
    ::close(socket);
    return -1;
}

/// What can be read at a socket now; nothing at its end.
std::string read_some(int from) {
    std::string text(16'384, '\0');
    auto const count = ::recv(from, text.data(), text.size(), 0);
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
}

bool write_all(int to, std::string const& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        auto const now = ::send(to, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += static_cast<std::size_t>(now);
    }
    return true;
}

bool pass_some(int from, int to) {
    auto const text = read_some(from);
    return !text.empty() && write_all(to, text);
}

}  // namespace

TcpRelay::TcpRelay(int target_port) : target_port_(target_port) {
    auto address = loopback(0);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // A test without its relay can only mislead.
    if (::bind(listener_, raw, size) != 0 || ::listen(listener_, SOMAXCONN) != 0) std::abort();
    ::getsockname(listener_, raw, &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

TcpRelay::~TcpRelay() {
    is_stopping_ = true;
    acceptor_.join();
    for (auto& connection : connections_) connection.join();
    ::close(listener_);
}

void TcpRelay::accept_all() {
    while (!is_stopping_) {
        pollfd ready{listener_, POLLIN, 0};
        if (::poll(&ready, 1, look_again_ms) <= 0) continue;
        int const client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        std::lock_guard const lock(mutex_);
        connections_.emplace_back([this, client] { pass_on(client); });
    }
}

void TcpRelay::lose_answer_to(std::string mark) {
    std::lock_guard const lock(mutex_);
    mark_ = std::move(mark);
}

bool TcpRelay::takes_mark(std::string const& sent) {
    std::lock_guard const lock(mutex_);
    if (mark_.empty() || sent.find(mark_) == std::string::npos) return false;
    mark_.clear();
    return true;
}

void TcpRelay::pass_on(int client) {
    int const server = connect_to(target_port_);
    bool goes_on = server >= 0;
    bool is_to_be_cut = false;
    while (goes_on && !is_stopping_) {
        std::array<pollfd, 2> ready{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(ready.data(), ready.size(), look_again_ms) <= 0) continue;
        if (ready[1].revents != 0 && is_to_be_cut) {
            ++lost_answers_;
            break;
        }
        if (ready[0].revents != 0) {
            auto const sent = read_some(client);
            is_to_be_cut = is_to_be_cut || takes_mark(sent);
            goes_on = !sent.empty() && write_all(server, sent);
        }
        if (goes_on && !is_to_be_cut && ready[1].revents != 0) goes_on = pass_some(server, client);
    }
    ::close(client);
    if (server >= 0) ::close(server);
}

}  // namespace roomkey
