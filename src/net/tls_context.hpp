#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"

typedef struct ssl_ctx_st SSL_CTX;

namespace roomkey {

/// The server's certificate and TLS settings: TLS 1.2 or later, no renegotiation, session tickets,
/// no ALPN protocol but http/1.1. Thread-safe; `reload` takes effect for new connections.
class TlsContext {
public:
    /// PEM files: a certificate chain and its key. `internal` with the reason in `detail` if they
    /// cannot be read or do not match.
    static Result<std::unique_ptr<TlsContext>> load(std::filesystem::path certificate,
                                                    std::filesystem::path key);
    ~TlsContext();

    /// Reads the same files again. On failure the old certificate stays in use.
    Status reload();

    /// The current context; valid for as long as the holder keeps it.
    [[nodiscard]] std::shared_ptr<SSL_CTX> current() const;

private:
    struct Implementation;
    explicit TlsContext(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

/// When the first certificate of a PEM file expires. `internal` if it cannot be read.
Result<Instant> certificate_end(std::filesystem::path const& certificate);

/// Makes a self-signed P-256 certificate for `host` (and localhost, 127.0.0.1, ::1), valid for ten
/// years, unless both files exist. The key gets mode 0600.
Status ensure_self_signed(std::filesystem::path const& certificate,
                          std::filesystem::path const& key, std::string const& host);

}  // namespace roomkey
