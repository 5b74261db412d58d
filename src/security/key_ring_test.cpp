#include "security/key_ring.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/file.hpp"
#include "security/system_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

std::string repeat(char const* text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

class KeyRingFile : public testing::Test {
protected:
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "keys"; }

    Result<KeyRing> load(std::string const& text) {
        std::filesystem::remove(path());
        EXPECT_TRUE(create_file(path(), text).ok());
        return KeyRing::load(path());
    }

    SystemRandomness randomness_;
    std::string const lookup_ = "lookup " + repeat("01", 32) + '\n';
    std::string const seal_1_ = "seal 1 " + repeat("a2", 32) + '\n';
    std::string const seal_2_ = "seal 2 " + repeat("B3", 32) + '\n';

private:
    TemporaryFolder folder_;
};

TEST_F(KeyRingFile, KeepsTheKeysOfAFreshRing) {
    auto const made = KeyRing::make(randomness_);
    ASSERT_TRUE(made.save_new(path()).ok());
    auto const loaded = KeyRing::load(path());
    ASSERT_TRUE(loaded.ok()) << loaded.error().detail;
    EXPECT_EQ(loaded->current_id(), 1);
    EXPECT_EQ(loaded->lookup_key().reveal(), made.lookup_key().reveal());
    ASSERT_NE(loaded->sealing_key(1), nullptr);
    EXPECT_EQ(loaded->sealing_key(1)->reveal(), made.sealing_key(1)->reveal());
    EXPECT_EQ(loaded->sealing_keys().size(), 1U);
}

TEST_F(KeyRingFile, KeepsOlderKeysNextToTheCurrentOne) {
    auto const ring = load("roomkey-keys 1\n\n# ours\ncurrent 2\n" + lookup_ + seal_1_ + seal_2_);
    ASSERT_TRUE(ring.ok()) << ring.error().detail;
    EXPECT_EQ(ring->current_id(), 2);
    EXPECT_EQ(ring->lookup_key().reveal(), std::string(32, '\x01'));
    EXPECT_EQ(ring->sealing_key(1)->reveal(), std::string(32, '\xa2'));
    EXPECT_EQ(ring->sealing_key(2)->reveal(), std::string(32, '\xb3'));
    EXPECT_EQ(ring->sealing_key(3), nullptr);

    std::filesystem::remove(path());
    ASSERT_TRUE(ring->save_new(path()).ok());
    auto const again = KeyRing::load(path());
    ASSERT_TRUE(again.ok()) << again.error().detail;
    EXPECT_EQ(again->current_id(), 2);
    EXPECT_EQ(again->sealing_keys().size(), 2U);
}

TEST_F(KeyRingFile, IsNeverWrittenOver) {
    auto const first = KeyRing::make(randomness_);
    ASSERT_TRUE(first.save_new(path()).ok());
    EXPECT_FALSE(KeyRing::make(randomness_).save_new(path()).ok());
    EXPECT_EQ(KeyRing::load(path())->lookup_key().reveal(), first.lookup_key().reveal());
}

TEST_F(KeyRingFile, IsRefusedWhenOthersMayReadIt) {
    ASSERT_TRUE(KeyRing::make(randomness_).save_new(path()).ok());
    std::filesystem::permissions(path(), std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    auto const loaded = KeyRing::load(path());
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, ErrorCode::internal);
}

TEST_F(KeyRingFile, IsRefusedWhenMissing) { EXPECT_FALSE(KeyRing::load(path()).ok()); }

TEST_F(KeyRingFile, IsRefusedWhenMalformed) {
    std::string const head = "roomkey-keys 1\n";
    ASSERT_TRUE(load(head + "current 1\n" + lookup_ + seal_1_).ok());
    for (auto const& text : {
             std::string{},
             "roomkey-keys 2\ncurrent 1\n" + lookup_ + seal_1_,
             "current 1\n" + lookup_ + seal_1_,
             head + lookup_ + seal_1_,
             head + "current 1\n" + seal_1_,
             head + "current 1\n" + lookup_,
             head + "current 2\n" + lookup_ + seal_1_,
             head + "current 0\n" + lookup_ + seal_1_,
             head + "current 256\n" + lookup_ + seal_1_,
             head + "current 1 \n" + lookup_ + seal_1_,
             head + "current 1\ncurrent 1\n" + lookup_ + seal_1_,
             head + "current 1\n" + lookup_ + lookup_ + seal_1_,
             head + "current 1\n" + lookup_ + seal_1_ + seal_1_,
             head + "current 1\n" + lookup_ + seal_1_ + "seal 0 " + repeat("01", 32),
             head + "current 1\n" + lookup_ + seal_1_ + "seal 2 " + repeat("01", 31),
             head + "current 1\n" + lookup_ + seal_1_ + "seal 2 " + repeat("01", 33),
             head + "current 1\n" + lookup_ + seal_1_ + "seal 2 " + repeat("0g", 32),
             head + "current 1\n" + lookup_ + seal_1_ + "other 2\n",
         }) {
        EXPECT_FALSE(load(text).ok()) << text;
    }
}

TEST_F(KeyRingFile, IsTheSameWhateverTheEditorMadeOfIt) {
    auto const text = "roomkey-keys 1\n# Schl\xC3\xBCssel\n\ncurrent 1\n" + lookup_ + seal_1_;
    auto files = encodings_of(text);
    files.emplace_back("no line end at the end", text.substr(0, text.size() - 1));
    for (auto const& [name, bytes] : files) {
        auto const ring = load(bytes);
        ASSERT_TRUE(ring.ok()) << name << ": " << ring.error().detail;
        EXPECT_EQ(ring->sealing_key(1)->reveal(), std::string(32, '\xa2')) << name;
    }
    auto const refused = load("roomkey-keys 1\n# Schl\xFCssel\ncurrent 1\n" + lookup_ + seal_1_);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().detail.find("is not UTF-8"), std::string::npos);
}

TEST_F(KeyRingFile, KeepsItsKeysOutOfErrors) {
    auto const loaded = load("roomkey-keys 1\nlookup " + repeat("a2", 33));
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().detail.find("a2a2"), std::string::npos);
    EXPECT_NE(loaded.error().detail.find("line 2"), std::string::npos);
}

TEST_F(KeyRingFile, IsReplacedAtOnce) {
    auto const first = KeyRing::make(randomness_);
    ASSERT_TRUE(first.save_new(path()).ok());
    auto const second = first.with_new_key(randomness_);
    ASSERT_TRUE(second.ok());
    ASSERT_TRUE(second->save_over(path()).ok());
    EXPECT_EQ(KeyRing::load(path())->sealing_keys().size(), 2U);
    EXPECT_FALSE(std::filesystem::exists(path().string() + ".new"));
}

TEST(KeyRing, TakesAFreshKeyThatDoesNotSealYet) {
    SystemRandomness randomness;
    auto const ring = KeyRing::make(randomness);
    auto const wider = ring.with_new_key(randomness);
    ASSERT_TRUE(wider.ok());
    EXPECT_EQ(wider->current_id(), 1);
    EXPECT_EQ(wider->highest_id(), 2);
    EXPECT_EQ(wider->lookup_key().reveal(), ring.lookup_key().reveal());
    EXPECT_EQ(wider->sealing_key(1)->reveal(), ring.sealing_key(1)->reveal());
    EXPECT_NE(wider->sealing_key(2)->reveal(), ring.sealing_key(1)->reveal());
}

TEST(KeyRing, SealsWithAnyKeyThatItHasAndNoOther) {
    SystemRandomness randomness;
    auto const ring = KeyRing::make(randomness).with_new_key(randomness).value();
    EXPECT_EQ(ring.with_current(2).value().current_id(), 2);
    auto const refused = ring.with_current(3);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().field, "key");
}

TEST(KeyRing, GivesUpAnyKeyButTheCurrentOne) {
    SystemRandomness randomness;
    auto const ring =
        KeyRing::make(randomness).with_new_key(randomness).value().with_current(2).value();
    auto const narrower = ring.without(1);
    ASSERT_TRUE(narrower.ok());
    EXPECT_EQ(narrower->sealing_keys().size(), 1U);
    EXPECT_EQ(narrower->sealing_key(1), nullptr);
    EXPECT_FALSE(ring.without(2).ok());
    EXPECT_FALSE(ring.without(3).ok());
}

TEST(KeyRing, TakesKeysUpToId255AndNotOneMore) {
    SystemRandomness randomness;
    auto ring = KeyRing::make(randomness);
    while (ring.highest_id() < 255) ring = ring.with_new_key(randomness).value();
    EXPECT_FALSE(ring.with_new_key(randomness).ok());
    // All of them, with the lookup key, fit in the file.
    TemporaryFolder const folder;
    ASSERT_TRUE(ring.save_new(folder.path() / "keys").ok());
    EXPECT_EQ(KeyRing::load(folder.path() / "keys")->sealing_keys().size(), 255U);
}

TEST(KeyRing, MakesDifferentKeysEachTime) {
    SystemRandomness randomness;
    auto const first = KeyRing::make(randomness);
    auto const second = KeyRing::make(randomness);
    EXPECT_EQ(first.lookup_key().reveal().size(), 32U);
    EXPECT_EQ(first.sealing_key(1)->reveal().size(), 32U);
    EXPECT_NE(first.lookup_key().reveal(), second.lookup_key().reveal());
    EXPECT_NE(first.sealing_key(1)->reveal(), second.sealing_key(1)->reveal());
    EXPECT_NE(first.sealing_key(1)->reveal(), first.lookup_key().reveal());
}

}  // namespace
}  // namespace roomkey
