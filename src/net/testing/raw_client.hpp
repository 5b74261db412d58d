#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// An answer as it was read off the wire.
struct RawReply {
    int status = 0;
    std::string head;  ///< With its status line, without the empty line.
    std::vector<HttpHeader> headers;
    std::string body;  ///< Chunks already joined.

    [[nodiscard]] std::string header(std::string_view name) const {
        return std::string(find_header(headers, name).value_or(""));
    }
};

/// OpenSSL writes to sockets with write(2): while this lives, a broken one ends no test program.
/// Only for the calling thread and moment, because the server has to manage on its own.
class BrokenPipeIgnored {
public:
    BrokenPipeIgnored() {
        sigemptyset(&broken_pipe_);
        sigaddset(&broken_pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe_, &before_);
    }
    ~BrokenPipeIgnored() {
        timespec const at_once{};
        sigtimedwait(&broken_pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    BrokenPipeIgnored(BrokenPipeIgnored const&) = delete;
    BrokenPipeIgnored& operator=(BrokenPipeIgnored const&) = delete;

private:
    sigset_t broken_pipe_{};
    sigset_t before_{};
};

/// Sends exactly the bytes it is given to a server on 127.0.0.1, plain or over TLS, and blocks. A
/// read that takes longer than 20 s counts as a broken connection, so that a failing test ends.
class RawClient {
public:
    /// `before_tls` goes over the wire first, as it is.
    explicit RawClient(std::uint16_t port, SSL_CTX* tls = nullptr, SSL_SESSION* session = nullptr,
                       std::string_view before_tls = {})
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval const patience{20, 0};
        ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        int const on = 1;
        ::setsockopt(socket_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ =
            ::connect(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        if (is_connected_ && !before_tls.empty()) is_connected_ = send(before_tls);
        if (is_connected_ && tls != nullptr) {
            ssl_.reset(SSL_new(tls));
            SSL_set_fd(ssl_.get(), socket_.number());
            if (session != nullptr) SSL_set_session(ssl_.get(), session);
            BrokenPipeIgnored const ignored;
            is_connected_ = SSL_connect(ssl_.get()) == 1;
        }
    }

    [[nodiscard]] bool is_connected() const { return is_connected_; }
    [[nodiscard]] SSL* ssl() const { return ssl_.get(); }

    /// False if the connection broke; a server that refuses early may end it under a long text.
    bool send(std::string_view text) {
        BrokenPipeIgnored const ignored;
        while (!text.empty()) {
            long written = 0;
            if (ssl_) {
                written = SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
            } else {
                written = ::send(socket_.number(), text.data(), text.size(), MSG_NOSIGNAL);
            }
            if (written <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    /// One whole answer; empty if the connection ends first. `is_head`: it has no body.
    std::optional<RawReply> read_reply(bool is_head = false) {
        auto const head_end = read_until("\r\n\r\n");
        if (!head_end) return std::nullopt;
        RawReply reply;
        reply.head = input_.substr(0, *head_end - 4);
        input_.erase(0, *head_end);
        parse_head(reply);
        bool const is_empty =
            is_head || reply.status / 100 == 1 || reply.status == 204 || reply.status == 304;
        if (is_empty) return reply;
        if (reply.header("Transfer-Encoding") == "chunked") {
            for (auto chunk = read_chunk(); chunk; chunk = read_chunk()) {
                if (chunk->empty()) return reply;
                reply.body += *chunk;
            }
            return std::nullopt;
        }
        auto const size = std::stoul("0" + reply.header("Content-Length"));
        if (!read_bytes(size)) return std::nullopt;
        reply.body = input_.substr(0, size);
        input_.erase(0, size);
        return reply;
    }

    /// Only the head of an answer, which may then go on in chunks.
    std::optional<RawReply> read_head() { return read_reply(true); }

    /// The data of the next chunk, empty for the last one; empty if the connection ends first.
    std::optional<std::string> read_chunk() {
        auto const line_end = read_until("\r\n");
        if (!line_end) return std::nullopt;
        std::size_t size = 0;
        std::from_chars(input_.data(), input_.data() + *line_end, size, 16);
        input_.erase(0, *line_end);
        if (!read_bytes(size + 2)) return std::nullopt;
        auto data = input_.substr(0, size);
        input_.erase(0, size + 2);
        return data;
    }

    /// Reads to the end; true if the peer closed, with or without a reset, and sent nothing more.
    bool is_closed_by_peer() {
        while (receive()) {
        }
        return input_.empty() && !has_timed_out_;
    }

    /// Everything until the peer closes.
    std::string read_all() {
        while (receive()) {
        }
        return std::exchange(input_, {});
    }

    void close_sending() const { ::shutdown(socket_.number(), SHUT_WR); }

private:
    struct ReleaseSsl {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };

    bool receive() {
        std::array<char, 16384> buffer{};
        long count = 0;
        if (ssl_) {
            count = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
        } else {
            count = ::recv(socket_.number(), buffer.data(), buffer.size(), 0);
        }
        has_timed_out_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
        if (count <= 0) return false;
        input_.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    std::optional<std::size_t> read_until(std::string_view mark) {
        for (;;) {
            auto const found = input_.find(mark);
            if (found != std::string::npos) return found + mark.size();
            if (!receive()) return std::nullopt;
        }
    }

    bool read_bytes(std::size_t count) {
        while (input_.size() < count) {
            if (!receive()) return false;
        }
        return true;
    }

    static void parse_head(RawReply& reply) {
        std::from_chars(reply.head.data() + 9, reply.head.data() + 12, reply.status);
        auto line_begin = reply.head.find("\r\n");
        while (line_begin != std::string::npos) {
            line_begin += 2;
            auto const line_end = reply.head.find("\r\n", line_begin);
            auto const line = reply.head.substr(line_begin, line_end - line_begin);
            auto const colon = line.find(": ");
            reply.headers.push_back({line.substr(0, colon), line.substr(colon + 2)});
            line_begin = line_end;
        }
    }

    Descriptor socket_;
    bool is_connected_ = false;
    bool has_timed_out_ = false;
    std::unique_ptr<SSL, ReleaseSsl> ssl_;
    std::string input_;
};

}  // namespace roomkey
