#pragma once

#include <openssl/ssl.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/testing/server_fixture.hpp"
#include "net/tls_context.hpp"

namespace roomkey {

/// A temporary directory, removed at the end.
class ScratchDirectory {
public:
    ScratchDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "net-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~ScratchDirectory() { std::filesystem::remove_all(path_); }
    ScratchDirectory(ScratchDirectory const&) = delete;
    ScratchDirectory& operator=(ScratchDirectory const&) = delete;

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

using ClientTls = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

/// TLS for a client that trusts everyone. `protocols` are offered by ALPN.
inline ClientTls make_client_tls(std::vector<std::string> const& protocols = {}) {
    ClientTls context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    std::string list;
    for (auto const& protocol : protocols) {
        list.push_back(static_cast<char>(protocol.size()));
        list += protocol;
    }
    if (!list.empty()) {
        SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<unsigned char const*>(list.data()),
                                static_cast<unsigned int>(list.size()));
    }
    return context;
}

/// A server over TLS with a self-signed certificate.
class TlsServerFixture : public ServerFixture {
protected:
    void start_tls() {
        ASSERT_TRUE(ensure_self_signed(certificate, key, "127.0.0.1").ok());
        auto loaded = TlsContext::load(certificate, key);
        ASSERT_TRUE(loaded.ok()) << loaded.error().detail;
        tls = std::move(loaded).value();
        start(tls.get());
    }

    ~TlsServerFixture() override { server.reset(); }

    ScratchDirectory directory;
    std::filesystem::path certificate = directory / "certificate.pem";
    std::filesystem::path key = directory / "key.pem";
    std::unique_ptr<TlsContext> tls;
    ClientTls client_tls = make_client_tls();
};

}  // namespace roomkey
