#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string_view>
#include <system_error>

#include "base/ascii.hpp"
#include "base/file.hpp"
#include "base/machine_name.hpp"
#include "net/tls_context.hpp"

namespace roomkey {
namespace {

constexpr int validity_days = 10 * 365;
constexpr long clock_skew_seconds = 60L * 60;
/// The organisation in certificates that are made here.
constexpr std::string_view maker = "roomkey (self-made)";

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

/// Empty if what this machine calls itself is not a host name.
std::string own_host_name() {
    auto name = machine_name();
    return is_host_name(name) ? name : std::string{};
}

bool is_wildcard(std::string const& host) {
    return host.empty() || host == "0.0.0.0" || host == "::";
}

/// Those that a client elsewhere may reach: no loopback, and none that needs a zone.
void add_own_addresses(std::set<std::string>& names) {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return;
    std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> const list(first, &::freeifaddrs);
    for (auto const* entry = list.get(); entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr) continue;
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (entry->ifa_addr->sa_family == AF_INET) {
            auto const& ip = reinterpret_cast<sockaddr_in const*>(entry->ifa_addr)->sin_addr;
            if (::inet_ntop(AF_INET, &ip, text.data(), text.size()) != nullptr) {
                names.insert(text.data());
            }
        } else if (entry->ifa_addr->sa_family == AF_INET6) {
            auto const& ip = reinterpret_cast<sockaddr_in6 const*>(entry->ifa_addr)->sin6_addr;
            bool const needs_zone = IN6_IS_ADDR_LINKLOCAL(&ip);
            if (!needs_zone && ::inet_ntop(AF_INET6, &ip, text.data(), text.size()) != nullptr) {
                names.insert(text.data());
            }
        }
    }
}

/// What clients have to be able to call us by. A wildcard address is not a name, but stands for
/// this machine, which then is called by its name.
std::set<std::string> needed_names(std::string const& host, std::vector<std::string> const& more) {
    std::set<std::string> names(more.begin(), more.end());
    auto const own = is_wildcard(host) ? own_host_name() : host;
    if (!own.empty()) names.insert(own);
    return names;
}

bool is_address(std::string const& name) {
    ASN1_OCTET_STRING* const address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    ERR_clear_error();
    return address != nullptr;
}

std::string subject_names(std::set<std::string> names) {
    for (auto const* own : {"localhost", "127.0.0.1", "::1"}) names.insert(own);
    if (auto const own = own_host_name(); !own.empty()) names.insert(own);
    add_own_addresses(names);
    std::string text;
    for (auto const& name : names) {
        text += (text.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
    }
    return text;
}

bool covers(X509* certificate, std::string const& name) {
    if (is_address(name)) return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
    return X509_check_host(certificate, name.c_str(), name.size(), 0, nullptr) == 1;
}

/// One of ours, which may be replaced; an operator's own may lie in the same place.
bool is_made_here(X509* certificate) {
    auto* const subject = X509_get_subject_name(certificate);
    if (X509_NAME_cmp(subject, X509_get_issuer_name(certificate)) != 0) return false;
    std::array<char, 64> organization{};
    auto const length = X509_NAME_get_text_by_NID(subject, NID_organizationName,
                                                  organization.data(), organization.size());
    return length > 0 && std::string_view(organization.data()) == maker;
}

bool is_valid_at(X509* certificate, Instant now) {
    auto seconds = std::chrono::system_clock::to_time_t(now);
    return X509_cmp_time(X509_get0_notBefore(certificate), &seconds) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &seconds) > 0;
}

/// Whether a certificate that exists has to be made again.
bool is_outdated(std::filesystem::path const& file, std::set<std::string> const& names,
                 Instant now) {
    Memory const text(BIO_new_file(file.c_str(), "r"));
    Certificate const made(text ? PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)
                                : nullptr);
    ERR_clear_error();
    if (!made || !is_made_here(made.get())) return false;
    return !is_valid_at(made.get(), now) ||
           !std::all_of(names.begin(), names.end(),
                        [&](auto& name) { return covers(made.get(), name); });
}

/// The key in the file; empty if it cannot be used.
Key read_key(std::filesystem::path const& file) {
    Memory const text(BIO_new_file(file.c_str(), "r"));
    Key key(text ? PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    return key;
}

bool add_extension(X509* certificate, int kind, char const* value) {
    Extension const extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool add_name(X509_NAME* name, char const* part, std::string_view text) {
    return X509_NAME_add_entry_by_txt(name, part, MBSTRING_UTF8,
                                      reinterpret_cast<unsigned char const*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
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
    return add_name(name, "O", maker) && add_name(name, "CN", common_name) &&
           X509_set_issuer_name(certificate, name) == 1;
}

Result<Certificate> make_certificate(EVP_PKEY* key, std::string const& host,
                                     std::set<std::string> const& names, Instant now) {
    auto seconds = std::chrono::system_clock::to_time_t(now);
    Certificate certificate(X509_new());
    X509* const raw = certificate.get();
    bool const is_made =
        raw != nullptr && X509_set_version(raw, X509_VERSION_3) == 1 && set_identity(raw, host) &&
        X509_time_adj(X509_getm_notBefore(raw), -clock_skew_seconds, &seconds) != nullptr &&
        X509_time_adj_ex(X509_getm_notAfter(raw), validity_days, 0, &seconds) != nullptr &&
        X509_set_pubkey(raw, key) == 1 &&
        add_extension(raw, NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(raw, NID_key_usage, "critical,digitalSignature") &&
        add_extension(raw, NID_ext_key_usage, "serverAuth") &&
        add_extension(raw, NID_subject_alt_name, subject_names(names).c_str()) &&
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

Result<bool> ensure_self_signed(std::filesystem::path const& certificate,
                                std::filesystem::path const& key, std::string const& host,
                                std::vector<std::string> const& names, Instant now) {
    auto const needed = needed_names(host, names);
    std::error_code error;
    bool const has_both =
        std::filesystem::exists(certificate, error) && std::filesystem::exists(key, error);
    if (has_both && !is_outdated(certificate, needed, now)) return false;
    for (auto const& name : needed) {
        if (!is_host_name(name)) return internal_error("not a name or an address: " + name);
    }
    ERR_clear_error();
    // Devices may know the key; it stays if there is one.
    auto private_key = has_both ? read_key(key) : Key{};
    bool const is_new_key = !private_key;
    if (is_new_key) private_key.reset(EVP_EC_gen("P-256"));
    if (!private_key) return openssl_error("cannot create a key");
    auto const made = TRY(make_certificate(private_key.get(), host, needed, now));
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
    if (is_new_key) TRY(replace_file(key, contents(key_text.get())));
    TRY(replace_file(certificate, contents(certificate_text.get()), 0644));
    return true;
}

}  // namespace roomkey
