#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace roomkey {

/// Takes connections and says nothing, as a server does whose machine is overwhelmed.
class SilentServer {
public:
    SilentServer() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const raw = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, raw, size), 0);
        EXPECT_EQ(::listen(socket_, 16), 0);
        ::getsockname(socket_, raw, &size);
        port_ = ntohs(address.sin_port);
    }
    SilentServer(SilentServer const&) = delete;
    SilentServer& operator=(SilentServer const&) = delete;
    ~SilentServer() { ::close(socket_); }

    [[nodiscard]] std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }

private:
    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
};

}  // namespace roomkey
