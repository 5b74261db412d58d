#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

typedef struct ssl_ctx_st SSL_CTX;

namespace roomkey {

/// The server's certificate and TLS settings: TLS 1.2 or later, no renegotiation, session tickets,
/// no ALPN protocol but http/1.1. Thread-safe; `reload` takes effect for new connections.
class TlsContext {
public:
    /// PEM files: a certificate chain and its key. `internal` with the reason in `detail` if they
    /// cannot be read or do not match, or if strangers may read or write the key.
    static Result<std::unique_ptr<TlsContext>> load(std::filesystem::path certificate,
                                                    std::filesystem::path key);
    ~TlsContext();

    /// Reads the same files again and makes new keys for session tickets: whoever learns one later
    /// can open only what was recorded since the last call. Clients with an older ticket do a whole
    /// handshake. On failure the old certificate and keys stay in use.
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

/// Makes a self-signed P-256 certificate, valid for ten years, for `host`, `names`, and what this
/// machine is called: its name, its addresses, localhost. The key gets mode 0600.
///
/// If both files exist, nothing is touched, unless the certificate was made here and has lapsed, is
/// not valid yet (the clock was wrong then), or lacks `host` or one of `names`: then it is made
/// again, for the same key. True if a certificate was made.
Result<bool> ensure_self_signed(std::filesystem::path const& certificate,
                                std::filesystem::path const& key, std::string const& host,
                                std::vector<std::string> const& names = {},
                                Instant now = SystemClock{}.now());

}  // namespace roomkey
