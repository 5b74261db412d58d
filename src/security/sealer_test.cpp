#include "security/sealer.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/file.hpp"
#include "security/system_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

constexpr auto purposes = {SealPurpose::code,   SealPurpose::app_key, SealPurpose::contact,
                           SealPurpose::answer, SealPurpose::totp,    SealPurpose::job_row};

/// A ring with the keys of `seals` (lines of a key file), the `current` one of them in use.
KeyRing ring(int current, std::string const& seals) {
    TemporaryFolder const folder;
    auto const file = folder.path() / "keys";
    std::string const zeros(64, '0');
    auto const text =
        "roomkey-keys 1\ncurrent " + std::to_string(current) + "\nlookup " + zeros + '\n' + seals;
    EXPECT_TRUE(create_file(file, text).ok());
    return std::move(KeyRing::load(file)).value();
}

std::string seal_line(int id, char digit) {
    return "seal " + std::to_string(id) + ' ' + std::string(64, digit) + '\n';
}

class SealerTest : public testing::Test {
protected:
    SystemRandomness randomness_;
    KeyRing const ring_ = KeyRing::make(randomness_);
    Sealer const sealer_{ring_, randomness_};
};

TEST_F(SealerTest, OpensWhatItSealed) {
    for (auto const purpose : purposes) {
        for (auto const& text : {std::string{}, std::string{"12345678901"}, std::string(5000, 'x'),
                                 std::string{"\0\xff", 2}}) {
            auto const opened =
                sealer_.open(purpose, "row", sealer_.seal(purpose, "row", Secret(text)));
            ASSERT_TRUE(opened.ok()) << opened.error().detail;
            EXPECT_EQ(opened->reveal(), text);
            EXPECT_EQ(sealer_.seal(purpose, "row", Secret(text)).size(),
                      Sealer::sealed_size(text.size()));
        }
    }
}

TEST_F(SealerTest, SealsTheSameTextDifferentlyEachTime) {
    Secret const text{"12345678901"};
    EXPECT_NE(sealer_.seal(SealPurpose::code, "row", text),
              sealer_.seal(SealPurpose::code, "row", text));
}

TEST_F(SealerTest, HidesTheText) {
    auto const sealed = sealer_.seal(SealPurpose::code, "row", Secret("12345678901"));
    EXPECT_EQ(sealed.size(), 2U + 24U + 11U + 16U);
    EXPECT_EQ(std::string(sealed.begin(), sealed.end()).find("123"), std::string::npos);
}

TEST_F(SealerTest, OpensNothingInAnotherRow) {
    auto const sealed = sealer_.seal(SealPurpose::code, "row 1", Secret("12345678901"));
    EXPECT_FALSE(sealer_.open(SealPurpose::code, "row 2", sealed).ok());
    EXPECT_FALSE(sealer_.open(SealPurpose::code, "", sealed).ok());
}

TEST_F(SealerTest, OpensNothingForAnotherPurpose) {
    for (auto const sealed_for : purposes) {
        auto const sealed = sealer_.seal(sealed_for, "row", Secret("12345678901"));
        for (auto const opened_for : purposes) {
            EXPECT_EQ(sealer_.open(opened_for, "row", sealed).ok(), opened_for == sealed_for);
        }
    }
}

TEST_F(SealerTest, OpensNothingWithAnyBitChanged) {
    auto const sealed = sealer_.seal(SealPurpose::code, "row", Secret("12345678901"));
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto damaged = sealed;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        auto const opened = sealer_.open(SealPurpose::code, "row", damaged);
        ASSERT_FALSE(opened.ok()) << "bit " << bit;
        EXPECT_EQ(opened.error().code, ErrorCode::internal);
    }
}

TEST_F(SealerTest, OpensNothingThatWasCutOrExtended) {
    auto sealed = sealer_.seal(SealPurpose::code, "row", Secret("12345678901"));
    sealed.push_back(0);
    EXPECT_FALSE(sealer_.open(SealPurpose::code, "row", sealed).ok());
    sealed.pop_back();
    while (!sealed.empty()) {
        sealed.pop_back();
        EXPECT_FALSE(sealer_.open(SealPurpose::code, "row", sealed).ok()) << sealed.size();
    }
}

TEST_F(SealerTest, OpensWithOlderKeysAndSealsWithTheCurrentOne) {
    Sealer const before{ring(1, seal_line(1, 'a')), randomness_};
    Sealer const after{ring(2, seal_line(1, 'a') + seal_line(2, 'b')), randomness_};
    auto const old = before.seal(SealPurpose::code, "row", Secret("12345678901"));
    auto const opened = after.open(SealPurpose::code, "row", old);
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    EXPECT_EQ(opened->reveal(), "12345678901");

    auto const fresh = after.seal(SealPurpose::code, "row", Secret("12345678901"));
    EXPECT_EQ(fresh[1], 2);
    EXPECT_FALSE(before.open(SealPurpose::code, "row", fresh).ok());
}

TEST_F(SealerTest, OpensNothingWithAnotherKeyOfTheSameId) {
    Sealer const one{ring(1, seal_line(1, 'a')), randomness_};
    Sealer const other{ring(1, seal_line(1, 'b')), randomness_};
    auto const sealed = one.seal(SealPurpose::code, "row", Secret("12345678901"));
    EXPECT_FALSE(other.open(SealPurpose::code, "row", sealed).ok());
}

TEST_F(SealerTest, GoesOverToOtherKeysWhileItIsUsed) {
    Sealer sealer{ring(1, seal_line(1, 'a')), randomness_};
    auto const before = sealer.seal(SealPurpose::code, "row", Secret("12345678901"));
    EXPECT_FALSE(sealer.has_older_keys());
    sealer.use(ring(2, seal_line(1, 'a') + seal_line(2, 'b')));
    auto const after = sealer.seal(SealPurpose::code, "row", Secret("12345678901"));
    EXPECT_TRUE(sealer.has_older_keys());
    EXPECT_EQ(sealer.current_key(), 2);
    EXPECT_EQ(Sealer::key_of(before), 1);
    EXPECT_EQ(Sealer::key_of(after), 2);
    EXPECT_TRUE(sealer.open(SealPurpose::code, "row", before).ok());
    EXPECT_TRUE(sealer.open(SealPurpose::code, "row", after).ok());
}

TEST_F(SealerTest, TellsNoKeyOfWhatItDidNotSeal) {
    EXPECT_EQ(Sealer::key_of({}), 0);
    EXPECT_EQ(Sealer::key_of(Bytes(41, 1)), 0);
    EXPECT_EQ(Sealer::key_of(Bytes(42, 1)), 1);
}

// Computed apart from this program, with libsodium called from Python. Databases hold such values,
// so a program that does not open this one may not be released.
TEST_F(SealerTest, OpensAValueSealedByEveryVersion) {
    Sealer const sealer{ring(1, seal_line(1, 'a')), randomness_};
    auto const sealed = from_hex(
        "0101000102030405060708090a0b0c0d0e0f10111213141516175915a483aad5"
        "11476cfaa85a04dd93d444ed93640ad81303df6655");
    ASSERT_TRUE(sealed);
    auto const opened = sealer.open(SealPurpose::app_key, "row", *sealed);
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    EXPECT_EQ(opened->reveal(), "12345678901");
}

}  // namespace
}  // namespace roomkey
