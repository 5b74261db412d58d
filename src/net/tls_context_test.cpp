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

TEST_F(SelfSignedTest, TouchesNothingIfBothFilesExist) {
    ASSERT_TRUE(ensure_self_signed(certificate, key, "a").ok());
    auto const before = text_of(certificate) + text_of(key);
    ASSERT_TRUE(ensure_self_signed(certificate, key, "b").ok());
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
    EXPECT_FALSE(TlsContext::load(certificate, encrypted).ok());
}

}  // namespace
}  // namespace roomkey
