#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <string_view>
#include <system_error>

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "net/tls_context.hpp"

namespace roomkey {
namespace {

constexpr long validity_seconds = 10L * 365 * 24 * 60 * 60;
constexpr long clock_skew_seconds = 60L * 60;

template <class T, void (*release)(T*)>
struct Release {
    void operator()(T* held) const { release(held); }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509, X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION, X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BIGNUM, BN_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO, BIO_free_all>>;

Error openssl_error(std::string_view what) {
    std::array<char, 256> reason{};
    ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
    ERR_clear_error();
    return internal_error(std::string(what) + ": " + reason.data());
}

/// A comma or a line break in `host` would inject extension text.
bool is_host_name(std::string_view host) {
    return consists_of(host, [](char c) {
        return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == ':';
    });
}

/// What this machine calls itself; empty if that is not a host name.
std::string machine_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return {};
    return is_host_name(name.data()) ? std::string(name.data()) : std::string{};
}

/// The names a client may call us by. A wildcard address is not a name, but stands for all
/// addresses of this machine, which then is called by its name.
std::string subject_names(std::string const& host) {
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    bool const is_known = host == "localhost" || host == "127.0.0.1" || host == "::1";
    if (is_known) return names;
    if (host.empty() || host == "0.0.0.0" || host == "::") {
        auto const name = machine_name();
        return name.empty() || name == "localhost" ? names : names + ",DNS:" + name;
    }
    ASN1_OCTET_STRING* const address = a2i_IPADDRESS(host.c_str());
    names += (address != nullptr ? ",IP:" : ",DNS:") + host;
    ASN1_OCTET_STRING_free(address);
    ERR_clear_error();
    return names;
}

bool add_extension(X509* certificate, int kind, char const* value) {
    Extension const extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_identity(X509* certificate, std::string const& host) {
    Number const serial(BN_new());
    // 127 bits: positive and well within the 20 bytes of RFC 5280 section 4.1.2.2.
    if (!serial || BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1 ||
        BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) == nullptr) {
        return false;
    }
    // A common name holds at most 64 characters (RFC 5280 appendix A.1); clients read the
    // alternative names instead.
    std::string const common_name = host.empty() || host.size() > 64 ? "roomkey" : host;
    X509_NAME* const name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<unsigned char const*>(common_name.c_str()),
                                      -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

Result<Certificate> make_certificate(EVP_PKEY* key, std::string const& host) {
    Certificate certificate(X509_new());
    X509* const raw = certificate.get();
    bool const is_made =
        raw != nullptr && X509_set_version(raw, X509_VERSION_3) == 1 && set_identity(raw, host) &&
        X509_gmtime_adj(X509_getm_notBefore(raw), -clock_skew_seconds) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(raw), validity_seconds) != nullptr &&
        X509_set_pubkey(raw, key) == 1 &&
        add_extension(raw, NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(raw, NID_key_usage, "critical,digitalSignature") &&
        add_extension(raw, NID_ext_key_usage, "serverAuth") &&
        add_extension(raw, NID_subject_alt_name, subject_names(host).c_str()) &&
        X509_sign(raw, key, EVP_sha256()) > 0;
    if (!is_made) return openssl_error("cannot create a certificate");
    return certificate;
}

std::string_view contents(BIO* memory) {
    char* data = nullptr;
    long const size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

Status make_directory(std::filesystem::path const& directory) {
    if (directory.empty()) return Done{};
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) return internal_error("cannot make " + directory.string() + ": " + error.message());
    return Done{};
}

}  // namespace

Status ensure_self_signed(std::filesystem::path const& certificate,
                          std::filesystem::path const& key, std::string const& host) {
    std::error_code error;
    if (std::filesystem::exists(certificate, error) && std::filesystem::exists(key, error)) {
        return Done{};
    }
    if (!is_host_name(host)) return internal_error("not a name or an address: " + host);
    ERR_clear_error();
    Key const private_key(EVP_EC_gen("P-256"));
    if (!private_key) return openssl_error("cannot create a key");
    auto const made = TRY(make_certificate(private_key.get(), host));
    Memory const key_text(BIO_new(BIO_s_secmem()));
    Memory const certificate_text(BIO_new(BIO_s_mem()));
    if (!key_text || !certificate_text ||
        PEM_write_bio_PrivateKey(key_text.get(), private_key.get(), nullptr, nullptr, 0, nullptr,
                                 nullptr) != 1 ||
        PEM_write_bio_X509(certificate_text.get(), made.get()) != 1) {
        return openssl_error("cannot encode a certificate");
    }
    TRY(make_directory(certificate.parent_path()));
    TRY(make_directory(key.parent_path()));
    // The certificate last: where it is, its key is.
    TRY(replace_file(key, contents(key_text.get())));
    return replace_file(certificate, contents(certificate_text.get()), 0644);
}

}  // namespace roomkey
