#include "tests/clients/raw_connection.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace roomkey {
namespace {

constexpr std::string_view scheme = "https://";

/// To 127.0.0.1, with a generous deadline, so that a server that says nothing ends the test.
int connected_socket(int port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    timeval const deadline{60, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::connect(socket, raw, sizeof address), 0);
    return socket;
}

}  // namespace

int RawAnswer::status() const { return head.size() < 12 ? 0 : std::atoi(head.c_str() + 9); }

std::string RawAnswer::header(std::string_view name) const {
    auto const start = "\r\n" + std::string(name) + ": ";
    auto const at = head.find(start);
    if (at == std::string::npos) return {};
    auto const begin = at + start.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawConnection::RawConnection(std::string const& url, std::string const& certificate,
                             bool offers_http2)
    : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free), tls_(nullptr, &SSL_free) {
    auto const authority = url.substr(scheme.size());
    auto const colon = authority.find(':');
    EXPECT_EQ(SSL_CTX_load_verify_locations(context_.get(), certificate.c_str(), nullptr), 1);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    tls_.reset(SSL_new(context_.get()));
    auto* const parameters = SSL_get0_param(tls_.get());
    X509_VERIFY_PARAM_set1_ip_asc(parameters, authority.substr(0, colon).c_str());
    if (offers_http2) {
        constexpr unsigned char protocols[] = "\x02h2\x08http/1.1";
        SSL_set_alpn_protos(tls_.get(), protocols, sizeof protocols - 1);
    }
    socket_ = connected_socket(std::atoi(authority.c_str() + colon + 1));
    SSL_set_fd(tls_.get(), socket_);
    EXPECT_EQ(SSL_connect(tls_.get()), 1);
}

RawConnection::~RawConnection() {
    SSL_shutdown(tls_.get());
    ::close(socket_);
}

RawAnswer RawConnection::exchange(std::string_view bytes) {
    if (SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) <= 0) return {};
    while (received_.find("\r\n\r\n") == std::string::npos) {
        if (!read_more()) return {};
    }
    auto const head_end = received_.find("\r\n\r\n") + 4;
    RawAnswer answer{received_.substr(0, head_end), {}};
    auto const body_size = std::strtoul(answer.header("Content-Length").c_str(), nullptr, 10);
    while (received_.size() < head_end + body_size) {
        if (!read_more()) return {};
    }
    answer.body = received_.substr(head_end, body_size);
    received_.erase(0, head_end + body_size);
    return answer;
}

std::string RawConnection::chosen_protocol() const {
    unsigned char const* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(tls_.get(), &name, &size);
    return {reinterpret_cast<char const*>(name), size};
}

bool RawConnection::read_more() {
    std::array<char, 4096> buffer{};
    int const count = SSL_read(tls_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (count > 0) received_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

}  // namespace roomkey
