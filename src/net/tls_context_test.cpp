#include "net/tls_context.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "net/testing/tls_fixture.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string text_of(std::filesystem::path const& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

Certificate read_certificate(std::filesystem::path const& path) {
    std::unique_ptr<BIO, decltype(&BIO_free_all)> const file(BIO_new_file(path.c_str(), "r"),
                                                             &BIO_free_all);
    return {PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr), &X509_free};
}

class SelfSignedTest : public ::testing::Test {
protected:
    ScratchDirectory directory;
    std::filesystem::path certificate = directory / "tls" / "certificate.pem";
    std::filesystem::path key = directory / "tls" / "key.pem";
};

TEST_F(SelfSignedTest, NamesTheHostAndThisMachine) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "roomkey.example").ok());
    auto const made = read_certificate(certificate);
    ASSERT_TRUE(made);
    for (auto const* const name : {"roomkey.example", "localhost"}) {
        EXPECT_EQ(X509_check_host(made.get(), name, 0, 0, nullptr), 1) << name;
    }
    for (auto const* const address : {"127.0.0.1", "::1"}) {
        EXPECT_EQ(X509_check_ip_asc(made.get(), address, 0), 1) << address;
    }
    EXPECT_EQ(X509_check_host(made.get(), "other.example", 0, 0, nullptr), 0);
}

TEST_F(SelfSignedTest, NamesAnAddressAsAnAddress) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "192.0.2.17").ok());
    EXPECT_EQ(X509_check_ip_asc(read_certificate(certificate).get(), "192.0.2.17", 0), 1);
}

TEST_F(SelfSignedTest, NamesTheMachineWhereAllItsAddressesAreMeant) {
    for (auto const* const host : {"0.0.0.0", "::"}) {
        auto const path = directory / (std::string(host) + ".pem");
        auto const its_key = directory / (std::string(host) + ".key");
        ASSERT_TRUE(ensure_self_signed(path, its_key, host).ok());
        std::array<char, 256> name{};
        ASSERT_EQ(::gethostname(name.data(), name.size() - 1), 0);
        EXPECT_EQ(X509_check_host(read_certificate(path).get(), name.data(), 0, 0, nullptr), 1);
    }
}

TEST_F(SelfSignedTest, IsOfP256AndValidForTenYearsFromNow) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "0.0.0.0").ok());
    auto const made = read_certificate(certificate);
    EXPECT_EQ(EVP_PKEY_get_bits(X509_get0_pubkey(made.get())), 256);
    EXPECT_EQ(EVP_PKEY_get_base_id(X509_get0_pubkey(made.get())), EVP_PKEY_EC);
    EXPECT_LT(X509_cmp_current_time(X509_get0_notBefore(made.get())), 0);
    int days = 0;
    int seconds = 0;
    ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(made.get()));
    EXPECT_GE(days, 3649);
    EXPECT_LE(days, 3650);
}

TEST_F(SelfSignedTest, KeepsTheKeyToItsOwner) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "a").ok());
    struct stat status {};
    ASSERT_EQ(::stat(key.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(SelfSignedTest, TouchesNothingIfAllIsWell) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "a").ok());
    auto const before = text_of(certificate) + text_of(key);
    ASSERT_FALSE(ensure_self_signed(certificate, key, "a").value());
    EXPECT_EQ(text_of(certificate) + text_of(key), before);
}

TEST_F(SelfSignedTest, NamesThisMachineWhereverItListensFirst) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "127.0.0.1").ok());
    std::array<char, 256> name{};
    ASSERT_EQ(::gethostname(name.data(), name.size() - 1), 0);
    EXPECT_EQ(X509_check_host(read_certificate(certificate).get(), name.data(), 0, 0, nullptr), 1);
    // So the same one does when it listens everywhere.
    EXPECT_FALSE(ensure_self_signed(certificate, key, "0.0.0.0").value());
}

TEST_F(SelfSignedTest, IsMadeAgainForTheSameKeyWhenItLacksAName) {
    EXPECT_TRUE(ensure_self_signed(certificate, key, "127.0.0.1").value());
    auto const its_key = text_of(key);
    EXPECT_TRUE(ensure_self_signed(certificate, key, "rooms.example").value());
    EXPECT_TRUE(
        ensure_self_signed(certificate, key, "rooms.example", {"alias.example", "192.0.2.9"})
            .value());
    EXPECT_FALSE(ensure_self_signed(certificate, key, "rooms.example", {"192.0.2.9"}).value());
    auto const made = read_certificate(certificate);
    for (auto const* const each : {"rooms.example", "alias.example", "localhost"}) {
        EXPECT_EQ(X509_check_host(made.get(), each, 0, 0, nullptr), 1) << each;
    }
    EXPECT_EQ(X509_check_ip_asc(made.get(), "192.0.2.9", 0), 1);
    EXPECT_EQ(text_of(key), its_key);
    EXPECT_TRUE(TlsContext::load(certificate, key).ok());
}

TEST_F(SelfSignedTest, IsMadeAgainWhenItIsNotValidNow) {
    using std::chrono::days;
    auto const now = SystemClock{}.now();
    ASSERT_TRUE(ensure_self_signed(certificate, key, "a", {}, now).value());
    EXPECT_FALSE(ensure_self_signed(certificate, key, "a", {}, now + days{3649}).value());
    EXPECT_TRUE(ensure_self_signed(certificate, key, "a", {}, now + days{3651}).value());
    // Made under a clock that was far ahead.
    EXPECT_TRUE(ensure_self_signed(certificate, key, "a", {}, now).value());
    EXPECT_FALSE(ensure_self_signed(certificate, key, "a", {}, now).value());
}

TEST_F(SelfSignedTest, IsNeverMadeInPlaceOfAnOperatorsOwn) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "a").ok());
    // Self-signed as well, but by someone else; lapsed, and without the name.
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const own_key(EVP_EC_gen("P-256"),
                                                                      &EVP_PKEY_free);
    Certificate const own(X509_new(), &X509_free);
    X509_gmtime_adj(X509_getm_notBefore(own.get()), -200);
    X509_gmtime_adj(X509_getm_notAfter(own.get()), -100);
    X509_set_pubkey(own.get(), own_key.get());
    ASSERT_GT(X509_sign(own.get(), own_key.get(), EVP_sha256()), 0);
    std::unique_ptr<BIO, decltype(&BIO_free_all)> file(BIO_new_file(certificate.c_str(), "w"),
                                                       &BIO_free_all);
    ASSERT_EQ(PEM_write_bio_X509(file.get(), own.get()), 1);
    file.reset();
    auto const before = text_of(certificate) + text_of(key);
    EXPECT_FALSE(ensure_self_signed(certificate, key, "b", {"c"}).value());
    EXPECT_EQ(text_of(certificate) + text_of(key), before);
}

TEST_F(SelfSignedTest, RefusesAHostThatWouldAddExtensionText) {
    EXPECT_FALSE(ensure_self_signed(certificate, key, "a,DNS:*.example").ok());
    EXPECT_FALSE(std::filesystem::exists(certificate));
}

TEST_F(SelfSignedTest, SaysWhyItCannotWrite) {
    std::ofstream(directory / "tls") << "a file where the directory should be";
    auto const status = ensure_self_signed(certificate, key, "a");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
}

class TlsContextTest : public SelfSignedTest {
protected:
    void SetUp() override { ASSERT_TRUE(ensure_self_signed(certificate, key, "a").ok()); }
};

TEST_F(TlsContextTest, LoadsWhatWasMade) {
    auto const loaded = TlsContext::load(certificate, key);
    ASSERT_TRUE(loaded.ok());
    EXPECT_NE(loaded.value()->current(), nullptr);
}

TEST_F(TlsContextTest, ReadsFilesWhateverTheEditorMadeOfThem) {
    auto const other = directory / "other.pem";
    ASSERT_TRUE(ensure_self_signed(other, directory / "other-key.pem", "b").ok());
    // A chain, with what stands between certificates.
    auto const chain = text_of(certificate) + "subject=CN = b\n" + text_of(other);
    auto const plain_key = text_of(key);
    auto const write = [](std::filesystem::path const& file, std::string const& bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
    };
    auto const keys = encodings_of(plain_key);
    std::size_t i = 0;
    for (auto const& [name, bytes] : encodings_of(chain)) {
        write(certificate, bytes);
        write(key, keys.at(i++).second);
        auto const loaded = TlsContext::load(certificate, key);
        ASSERT_TRUE(loaded.ok()) << name << loaded.error().detail;
        STACK_OF(X509)* others = nullptr;
        SSL_CTX_get0_chain_certs(loaded.value()->current().get(), &others);
        EXPECT_EQ(sk_X509_num(others), 1) << name;
        EXPECT_TRUE(certificate_end(certificate).ok()) << name;
    }
    // Not text, and none of its business.
    write(certificate, "caf\xE9\n" + chain);
    EXPECT_TRUE(TlsContext::load(certificate, key).ok());
    // A damaged one further down.
    write(certificate, chain.substr(0, chain.size() - 60));
    EXPECT_FALSE(TlsContext::load(certificate, key).ok());
}

std::vector<unsigned char> ticket_keys_of(TlsContext const& tls) {
    std::vector<unsigned char> keys(
        static_cast<std::size_t>(SSL_CTX_set_tlsext_ticket_keys(tls.current().get(), nullptr, 0)));
    EXPECT_EQ(SSL_CTX_get_tlsext_ticket_keys(tls.current().get(), keys.data(),
                                             static_cast<long>(keys.size())),
              1);
    return keys;
}

TEST_F(TlsContextTest, MakesNewTicketKeysEachTime) {
    auto const loaded = TlsContext::load(certificate, key).value();
    auto const first = ticket_keys_of(*loaded);
    ASSERT_TRUE(loaded->reload().ok());
    auto const second = ticket_keys_of(*loaded);
    ASSERT_TRUE(loaded->reload().ok());
    EXPECT_NE(first, second);
    EXPECT_NE(second, ticket_keys_of(*loaded));
    EXPECT_EQ(first.size(), second.size());
}

TEST_F(TlsContextTest, SaysWhichFileItCannotUse) {
    auto const missing = TlsContext::load(directory / "none.pem", key);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::internal);
    EXPECT_NE(missing.error().detail.find("none.pem"), std::string::npos);
}

TEST_F(TlsContextTest, RefusesAKeyOfAnotherCertificate) {
    auto const other = directory / "other.pem";
    ASSERT_TRUE(ensure_self_signed(directory / "other-certificate.pem", other, "a").ok());
    EXPECT_FALSE(TlsContext::load(certificate, other).ok());
}

TEST_F(TlsContextTest, RefusesAKeyThatStrangersCanReadOrWrite) {
    for (auto const mode : {0644, 0604, 0602}) {
        ASSERT_EQ(::chmod(key.c_str(), static_cast<mode_t>(mode)), 0);
        auto const loaded = TlsContext::load(certificate, key);
        ASSERT_FALSE(loaded.ok()) << std::oct << mode;
        EXPECT_NE(loaded.error().detail.find("is open to other users"), std::string::npos);
    }
    // The group is that of this process.
    for (auto const mode : {0640, 0660, 0400}) {
        ASSERT_EQ(::chmod(key.c_str(), static_cast<mode_t>(mode)), 0);
        EXPECT_TRUE(TlsContext::load(certificate, key).ok()) << std::oct << mode;
    }
}

TEST_F(TlsContextTest, RefusesAnEncryptedKeyInsteadOfAskingForItsPassphrase) {
    auto const encrypted = directory / "encrypted.pem";
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> const made(EVP_EC_gen("P-256"),
                                                                   &EVP_PKEY_free);
    std::unique_ptr<BIO, decltype(&BIO_free_all)> const file(BIO_new_file(encrypted.c_str(), "w"),
                                                             &BIO_free_all);
    std::string passphrase = "passphrase";
    ASSERT_EQ(PEM_write_bio_PrivateKey(file.get(), made.get(), EVP_aes_128_cbc(),
                                       reinterpret_cast<unsigned char*>(passphrase.data()),
                                       static_cast<int>(passphrase.size()), nullptr, nullptr),
              1);
    (void)BIO_flush(file.get());
    ASSERT_EQ(::chmod(encrypted.c_str(), 0600), 0);
    EXPECT_FALSE(TlsContext::load(certificate, encrypted).ok());
}

}  // namespace
}  // namespace roomkey
