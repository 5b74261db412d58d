#include "app/keys/key_source.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class KeySource : public testing::Test {
protected:
    TemporaryFolder folder_;
    SeededRandomness randomness_;
    KeysConfig config_{folder_.path() / "keyring", ""};
    KeyRing ring_ = KeyRing::make(randomness_);
};

TEST_F(KeySource, IsAFile) {
    EXPECT_FALSE(has_keys(config_));
    ASSERT_TRUE(ring_.save_new(config_.file).ok());
    EXPECT_TRUE(has_keys(config_));
    EXPECT_EQ(keys_origin(config_), config_.file.string());
    auto const wider = ring_.with_new_key(randomness_).value();
    ASSERT_TRUE(save_key_ring(config_, wider).ok());
    EXPECT_EQ(load_key_ring(config_)->highest_id(), 2);
}

TEST_F(KeySource, IsACommandThatPrintsTheFile) {
    ASSERT_TRUE(ring_.save_new(config_.file).ok());
    KeysConfig const command{folder_.path() / "none", "cat " + config_.file.string()};
    EXPECT_TRUE(has_keys(command));
    auto const loaded = load_key_ring(command);
    ASSERT_TRUE(loaded.ok()) << loaded.error().detail;
    EXPECT_EQ(loaded->lookup_key().reveal(), ring_.lookup_key().reveal());
    EXPECT_FALSE(save_key_ring(command, ring_).ok());
}

TEST_F(KeySource, SaysWhatIsWrongWithItAndShowsNoKey) {
    KeysConfig const command{"", "echo roomkey-keys 1; echo seal 1 abcdef"};
    auto const loaded = load_key_ring(command);
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, ErrorCode::unavailable);
    EXPECT_EQ(loaded.error().detail, "the output of keys.command: line 2 is malformed");
    EXPECT_EQ(load_key_ring({"", "exit 7"}).error().detail,
              "keys.command: it exited with status 7");
    EXPECT_EQ(load_key_ring({"", "false | cat"}).error().detail,
              "keys.command: it printed nothing");
    EXPECT_FALSE(load_key_ring(config_).ok());
}

}  // namespace
}  // namespace roomkey
