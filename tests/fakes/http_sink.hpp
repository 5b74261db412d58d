#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace roomkey {

/// A bare HTTP server on 127.0.0.1 that keeps what it is sent and answers as configured, also in
/// ways that no server should.
class HttpSink {
public:
    struct Request {
        int connection = 0;  ///< Counts from 1.
        std::string method;
        std::string target;
        std::string head;  ///< All header lines, as they came.
        std::string body;

        /// The value of a header, whose name is given as it is sent; empty if there is none.
        [[nodiscard]] std::string header(std::string const& name) const {
            auto const at = head.find("\r\n" + name + ": ");
            if (at == std::string::npos) return {};
            auto const begin = at + name.size() + 4;
            return head.substr(begin, head.find("\r\n", begin) - begin);
        }
    };
    enum class Then { keep, close, hang };
    struct Reply {
        std::string bytes;
        Then then = Then::keep;
    };
    using Script = std::function<Reply(Request const&)>;

    static Reply reply(int status, std::string const& body = {}) {
        return {"HTTP/1.1 " + std::to_string(status) +
                " Said\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
    }

    /// Port 0 takes a free one.
    explicit HttpSink(Script script, int port = 0) : script_(std::move(script)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        int const on = 1;
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        // A test without its server can only mislead.
        if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 64) != 0) std::abort();
        ::getsockname(listener_, raw, &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    ~HttpSink() {
        ::shutdown(listener_, SHUT_RDWR);
        acceptor_.join();
        ::close(listener_);
        for (auto const socket : sockets_) ::shutdown(socket, SHUT_RDWR);
        for (auto& thread : threads_) thread.join();
        for (auto const socket : sockets_) ::close(socket);
    }
    HttpSink(HttpSink const&) = delete;
    HttpSink& operator=(HttpSink const&) = delete;

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url(std::string const& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    [[nodiscard]] std::vector<Request> requests() const {
        std::lock_guard const lock(mutex_);
        return requests_;
    }
    /// Waits until there are `count` requests; what is there then, or after a generous deadline.
    [[nodiscard]] std::vector<Request> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds{30},
                          [&] { return requests_.size() >= count; });
        return requests_;
    }

private:
    void accept_all() {
        for (;;) {
            int const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            sockets_.push_back(socket);
            int const number = static_cast<int>(sockets_.size());
            threads_.emplace_back([this, socket, number] { serve(socket, number); });
        }
    }

    void serve(int socket, int number) {
        std::string data;
        Request request;
        while (read_request(socket, data, request)) {
            request.connection = number;
            {
                std::lock_guard const lock(mutex_);
                requests_.push_back(request);
            }
            changed_.notify_all();
            auto const answer = script_(request);
            ::send(socket, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
            if (answer.then == Then::close) break;
            while (answer.then == Then::hang && read_more(socket, data)) {
            }
        }
        ::shutdown(socket, SHUT_RDWR);
    }

    static bool read_more(int socket, std::string& data) {
        std::array<char, 4096> buffer{};
        auto const count = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) return false;
        data.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    static bool read_request(int socket, std::string& data, Request& request) {
        while (data.find("\r\n\r\n") == std::string::npos) {
            if (!read_more(socket, data)) return false;
        }
        auto const head_end = data.find("\r\n\r\n") + 4;
        auto const method_end = data.find(' ');
        auto const target_end = data.find(' ', method_end + 1);
        request.method = data.substr(0, method_end);
        request.target = data.substr(method_end + 1, target_end - method_end - 1);
        request.head = data.substr(0, head_end);
        auto const length = request.header("Content-Length");
        auto const body_size = length.empty() ? std::size_t{0} : std::stoul(length);
        while (data.size() < head_end + body_size) {
            if (!read_more(socket, data)) return false;
        }
        request.body = data.substr(head_end, body_size);
        data.erase(0, head_end + body_size);
        return true;
    }

    Script script_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Request> requests_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace roomkey
