#include "net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <mutex>
#include <string_view>
#include <utility>

#include "base/file_rights.hpp"
#include "base/secret.hpp"
#include "net/pem_text.hpp"

namespace roomkey {
namespace {

Error tls_error(std::string_view what, std::filesystem::path const& file) {
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error();
    return internal_error(std::string(what) + " " + file.string() + ": " + reason.data());
}

using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// `text` outlives it.
Memory memory_of(Secret const& text) {
    return {BIO_new_mem_buf(text.reveal().data(), static_cast<int>(text.reveal().size())),
            &BIO_free_all};
}

/// Takes http/1.1 if it is offered. An offer without it continues without ALPN, because a client
/// that lists h2 alone often speaks HTTP/1.1 when nothing is agreed on.
int select_protocol(SSL* /*ssl*/, unsigned char const** chosen, unsigned char* chosen_size,
                    unsigned char const* offered, unsigned int offered_size, void* /*unused*/) {
    constexpr std::string_view protocol = "http/1.1";
    std::string_view rest(reinterpret_cast<char const*>(offered), offered_size);
    while (!rest.empty()) {
        auto const size = static_cast<unsigned char>(rest.front());
        std::string_view const name = rest.substr(1, size);
        if (name == protocol) {
            *chosen = reinterpret_cast<unsigned char const*>(name.data());
            *chosen_size = size;
            return SSL_TLSEXT_ERR_OK;
        }
        rest.remove_prefix(1 + name.size());
    }
    return SSL_TLSEXT_ERR_NOACK;
}

/// An encrypted key is refused: without this, OpenSSL would ask on the terminal.
int refuse_passphrase(char* /*buffer*/, int /*size*/, int /*is_writing*/, void* /*unused*/) {
    return 0;
}

void apply_settings(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(
        context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // Idle connections give their buffers back; a partial write may be repeated from elsewhere.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    constexpr std::string_view session_scope = "roomkey";
    SSL_CTX_set_session_id_context(context,
                                   reinterpret_cast<unsigned char const*>(session_scope.data()),
                                   static_cast<unsigned int>(session_scope.size()));
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_alpn_select_cb(context, &select_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, &refuse_passphrase);
}

bool use_certificates(SSL_CTX* context, Secret const& pem) {
    auto const text = memory_of(pem);
    Certificate const own(PEM_read_bio_X509(text.get(), nullptr, &refuse_passphrase, nullptr),
                          &X509_free);
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) return false;
    for (;;) {
        Certificate next(PEM_read_bio_X509(text.get(), nullptr, &refuse_passphrase, nullptr),
                         &X509_free);
        if (!next) break;
        if (SSL_CTX_add1_chain_cert(context, next.get()) != 1) return false;
    }
    bool const is_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (is_end) ERR_clear_error();
    return is_end;
}

bool use_key(SSL_CTX* context, Secret const& pem) {
    auto const text = memory_of(pem);
    Key const key(PEM_read_bio_PrivateKey(text.get(), nullptr, &refuse_passphrase, nullptr),
                  &EVP_PKEY_free);
    return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
           SSL_CTX_check_private_key(context) == 1;
}

Result<std::shared_ptr<SSL_CTX>> make_context(std::filesystem::path const& certificate,
                                              std::filesystem::path const& key) {
    ERR_clear_error();
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    if (!context) return internal_error("cannot create a TLS context");
    apply_settings(context.get());
    auto const rights = strangers_rights(key);
    if (rights.can_read || rights.can_write) {
        return internal_error("the key " + key.string() +
                              " is open to other users; its mode must be 0600, or 0640 with a "
                              "group that this program runs in");
    }
    if (!use_certificates(context.get(), pem_text(certificate))) {
        return tls_error("cannot use certificate", certificate);
    }
    if (!use_key(context.get(), pem_text(key))) return tls_error("cannot use key", key);
    return context;
}

}  // namespace

struct TlsContext::Implementation {
    std::filesystem::path certificate;
    std::filesystem::path key;
    mutable std::mutex mutex;
    std::shared_ptr<SSL_CTX> context;
};

Result<std::unique_ptr<TlsContext>> TlsContext::load(std::filesystem::path certificate,
                                                     std::filesystem::path key) {
    auto implementation = std::make_unique<Implementation>();
    implementation->context = TRY(make_context(certificate, key));
    implementation->certificate = std::move(certificate);
    implementation->key = std::move(key);
    return std::unique_ptr<TlsContext>(new TlsContext(std::move(implementation)));
}

TlsContext::TlsContext(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

TlsContext::~TlsContext() = default;

Status TlsContext::reload() {
    auto context = TRY(make_context(implementation_->certificate, implementation_->key));
    std::lock_guard const lock(implementation_->mutex);
    implementation_->context.swap(context);
    return Done{};
}

std::shared_ptr<SSL_CTX> TlsContext::current() const {
    std::lock_guard const lock(implementation_->mutex);
    return implementation_->context;
}

Result<Instant> certificate_end(std::filesystem::path const& certificate) {
    auto const pem = pem_text(certificate);
    auto const text = memory_of(pem);
    Certificate const read(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free);
    std::tm end{};
    if (!read || ASN1_TIME_to_tm(X509_get0_notAfter(read.get()), &end) != 1) {
        ERR_clear_error();
        return internal_error("cannot read " + certificate.string());
    }
    return std::chrono::floor<Duration>(std::chrono::system_clock::from_time_t(::timegm(&end)));
}

}  // namespace roomkey
