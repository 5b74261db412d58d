#include "app/keys/key_operations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/installation/installation.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

/// An installation with one enterprise: its app's key is sealed, and the codes of some rooms.
class KeyOperations : public testing::Test {
protected:
    KeyOperations() {
        ConfigSources sources;
        sources.flags = {{"data", (folder_.path() / "data").string()}};
        config_ = load_config(sources).value();
        EXPECT_TRUE(Installation::create(config_, randomness_).ok());
        auto const installation = open();
        auto& services = installation->services();
        corp_ = services.corps.create("Acme").value().corp_id;
        CreateCodeRequest request;
        request.device_name = "Room";
        for (int i = 1; i < values; ++i) {
            EXPECT_TRUE(services.codes.create(request, operator_of(corp_, Language::en_us)).ok());
        }
    }

    std::unique_ptr<Installation> open() {
        return Installation::open(config_, clock_, services_options(config_)).value();
    }
    std::int64_t sealed_with(int id) {
        auto const list = list_keys(config_).value();
        auto const found =
            std::find_if(list.begin(), list.end(), [&](auto const& key) { return key.id == id; });
        return found == list.end() ? -1 : found->values;
    }
    std::size_t codes_that_open() {
        SearchCodesRequest request;
        request.page.limit = 100;
        auto const page = open()->services().codes.search(request, operator_of(corp_));
        if (!page.ok()) return 0;
        return static_cast<std::size_t>(
            std::count_if(page->data.begin(), page->data.end(),
                          [](FoundCode const& found) { return !found.code.empty(); }));
    }
    bool reseal() {
        auto const done =
            reseal_values(config_, clock_, [](ResealProgress const&) { return true; });
        return done.ok() && done->failed == 0;
    }

    static constexpr int values = 4;  ///< Three codes and the App Key.
    TemporaryFolder folder_;
    FakeClock clock_;
    SeededRandomness randomness_;
    Config config_;
    CorpId corp_;
};

TEST_F(KeyOperations, ExchangeAKeyWithoutLosingAnything) {
    EXPECT_EQ(sealed_with(1), values);
    ASSERT_EQ(add_key(config_, randomness_).value(), 2);
    EXPECT_EQ(sealed_with(2), 0);
    ASSERT_TRUE(use_key(config_, 2).ok());
    EXPECT_EQ(sealed_with(1), values);
    ASSERT_TRUE(reseal());
    EXPECT_EQ(sealed_with(1), 0);
    EXPECT_EQ(sealed_with(2), values);
    ASSERT_TRUE(remove_key(config_, 1).ok());
    EXPECT_EQ(sealed_with(1), -1);
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
}

TEST_F(KeyOperations, NeverGiveTheIdOfARemovedKeyAgain) {
    ASSERT_EQ(add_key(config_, randomness_).value(), 2);
    ASSERT_TRUE(use_key(config_, 2).ok());
    auto const old = load_key_ring(config_.keys).value();
    ASSERT_TRUE(use_key(config_, 1).ok());
    ASSERT_TRUE(reseal());
    ASSERT_TRUE(remove_key(config_, 2).ok());
    ASSERT_EQ(add_key(config_, randomness_).value(), 3);
    ASSERT_TRUE(use_key(config_, 3).ok());
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
    ASSERT_TRUE(save_key_ring(config_.keys, old).ok());
    EXPECT_FALSE(Installation::open(config_, clock_).ok());
}

TEST_F(KeyOperations, KeepAKeyThatSomethingIsSealedWith) {
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    ASSERT_TRUE(use_key(config_, 2).ok());
    auto const refused = remove_key(config_, 1);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().detail.find("4 values"), std::string::npos) << refused.error().detail;
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
}

TEST_F(KeyOperations, RefuseAKeyThatIsNotThere) {
    for (int const id : {-1, 0, 2, 256, 257}) {
        EXPECT_EQ(use_key(config_, id).error().field, "key") << id;
        EXPECT_EQ(remove_key(config_, id).error().field, "key") << id;
    }
    EXPECT_EQ(remove_key(config_, 1).error().field, "key");
}

TEST_F(KeyOperations, AreTakenOverByARunningServer) {
    auto const running = open();
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    ASSERT_TRUE(use_key(config_, 2).ok());
    EXPECT_EQ(running->services().sealer.current_key(), 1);
    ASSERT_TRUE(running->reload_keys().ok());
    EXPECT_EQ(running->services().sealer.current_key(), 2);
}

TEST_F(KeyOperations, AreNotTakenOverFromAnotherInstallation) {
    auto const running = open();
    auto const other = KeyRing::make(randomness_).with_new_key(randomness_).value();
    ASSERT_TRUE(save_key_ring(config_.keys, other.with_current(2).value()).ok());
    EXPECT_FALSE(running->reload_keys().ok());
    EXPECT_EQ(running->services().sealer.current_key(), 1);
}

TEST_F(KeyOperations, RefuseTheSecondOfTwoKeysWithOneId) {
    auto const ring = load_key_ring(config_.keys).value();
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    auto const mine = load_key_ring(config_.keys).value();
    // Another node adds a key as well, before either is used.
    ASSERT_TRUE(save_key_ring(config_.keys, ring).ok());
    ASSERT_EQ(add_key(config_, randomness_).value(), 2);
    ASSERT_TRUE(use_key(config_, 2).ok());
    ASSERT_TRUE(save_key_ring(config_.keys, mine).ok());
    auto const refused = use_key(config_, 2);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().detail.find("key 2 in "), std::string::npos);
    EXPECT_EQ(load_key_ring(config_.keys)->current_id(), 1);
    EXPECT_FALSE(Installation::open(config_, clock_).ok());
    // Nor is a third added in addition to the second that this node lacks.
    ASSERT_TRUE(save_key_ring(config_.keys, ring).ok());
    auto const lacking = add_key(config_, randomness_);
    ASSERT_FALSE(lacking.ok());
    EXPECT_NE(lacking.error().detail.find("lacks key 2"), std::string::npos);
}

TEST_F(KeyOperations, AreNoticedByARunningServerThatHasOtherKeys) {
    auto const running = open();
    EXPECT_TRUE(running->check_keys().ok());
    auto const ring = load_key_ring(config_.keys).value();
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    EXPECT_TRUE(running->check_keys().ok());
    ASSERT_TRUE(use_key(config_, 2).ok());
    EXPECT_NE(running->check_keys().error().detail.find("lacks key 2"), std::string::npos);
    ASSERT_TRUE(running->reload_keys().ok());
    EXPECT_TRUE(running->check_keys().ok());
    ASSERT_TRUE(save_key_ring(config_.keys, ring).ok());
    EXPECT_FALSE(running->reload_keys().ok());
    EXPECT_EQ(running->services().sealer.current_key(), 2);
}

TEST_F(KeyOperations, ShowValuesWhoseKeyIsMissing) {
    auto const ring = load_key_ring(config_.keys).value();
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    ASSERT_TRUE(use_key(config_, 2).ok());
    ASSERT_TRUE(reseal());
    ASSERT_TRUE(save_key_ring(config_.keys, ring).ok());
    auto const list = list_keys(config_).value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_FALSE(list[1].is_on_ring);
    EXPECT_EQ(list[1].values, values);
}

TEST_F(KeyOperations, LeaveKeysOfACommandToItsOwner) {
    auto const of_file = config_.keys;
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    auto const ring = load_key_ring(of_file).value();
    config_.keys.command = "cat " + config_.keys.file.string();
    EXPECT_EQ(sealed_with(1), values);
    EXPECT_EQ(add_key(config_, randomness_).error().code, ErrorCode::unavailable);
    EXPECT_EQ(use_key(config_, 2).error().code, ErrorCode::unavailable);
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
    // A refused use has left nothing behind: key 2 is not one that the database needs.
    ASSERT_TRUE(save_key_ring(of_file, ring.without(2).value()).ok());
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
}

TEST_F(KeyOperations, ExchangeAKeyOfACommandAsItsOwnerChangesIt) {
    auto const of_file = config_.keys;
    ASSERT_TRUE(add_key(config_, randomness_).ok());
    auto const both = load_key_ring(of_file)->with_current(2).value();
    ASSERT_TRUE(save_key_ring(of_file, both).ok());
    config_.keys.command = "cat " + config_.keys.file.string();
    EXPECT_FALSE(remove_key(config_, 1).ok());
    ASSERT_TRUE(reseal());
    auto const second = both.without(1).value();
    ASSERT_TRUE(save_key_ring(of_file, second).ok());
    EXPECT_FALSE(Installation::open(config_, clock_).ok());
    ASSERT_TRUE(save_key_ring(of_file, both).ok());
    ASSERT_TRUE(remove_key(config_, 1).ok());
    ASSERT_TRUE(save_key_ring(of_file, second).ok());
    EXPECT_EQ(codes_that_open(), std::size_t{values - 1});
}

}  // namespace
}  // namespace roomkey
