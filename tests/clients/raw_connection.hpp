#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace roomkey {

/// An answer as it came.
struct RawAnswer {
    std::string head;  ///< Status line and headers.
    std::string body;

    [[nodiscard]] int status() const;
    /// The value of a header, whose name is spelled exactly like this; empty if there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// A TLS connection that sends the bytes it is given, as no HTTP library would.
class RawConnection {
public:
    /// To `url`, such as https://127.0.0.1:8443, trusting this certificate alone.
    RawConnection(std::string const& url, std::string const& certificate, bool offers_http2);
    RawConnection(RawConnection const&) = delete;
    RawConnection& operator=(RawConnection const&) = delete;
    ~RawConnection();

    /// Returns the next answer; an empty one if none comes.
    RawAnswer exchange(std::string_view bytes);
    /// What the server chose of the protocols offered; empty if nothing.
    [[nodiscard]] std::string chosen_protocol() const;

private:
    bool read_more();

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
    int socket_ = -1;
    std::string received_;
};

}  // namespace roomkey
