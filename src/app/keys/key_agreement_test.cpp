#include "app/keys/key_agreement.hpp"

#include <gtest/gtest.h>

#include "security/key_proof.hpp"
#include "storage/sql/key_checks.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/seeded_randomness.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class KeyAgreement : public testing::Test {
protected:
    [[nodiscard]] KeyRing wider(KeyRing const& ring) {
        return ring.with_new_key(randomness_).value();
    }
    static KeyRing using_key(KeyRing const& ring, std::uint8_t id) {
        return ring.with_current(id).value();
    }
    std::string refused(Status const& status) {
        EXPECT_FALSE(status.ok());
        return status.ok() ? "" : status.error().detail;
    }
    Status settle(KeyRing const& ring) { return settle_keys(*store_, ring, "the ring").value(); }
    Status in_use(KeyRing const& ring) { return check_keys_in_use(*store_, ring, "the ring"); }
    KeyChecks known() {
        return store_->read([](Reader& reader) { return key_checks(reader); }).value();
    }
    void forget(std::uint8_t id) {
        EXPECT_TRUE(store_->write([&](Transaction& tx) { return retire_key_check(tx, id); }).ok());
    }

    TemporaryFolder folder_;
    SeededRandomness randomness_;
    std::unique_ptr<Store> store_ = open_sqlite_store({.path = folder_.file("test.db")}).value();
    KeyRing ring_ = KeyRing::make(randomness_);
};

TEST_F(KeyAgreement, BeginsOnceAndWithTheCurrentKeyAlone) {
    auto const first = using_key(wider(ring_), 2);
    ASSERT_TRUE(begin_with_keys(*store_, first).ok());
    auto const proofs = key_proofs(first);
    EXPECT_EQ(known(), (KeyChecks{{0, proofs.at(0)}, {2, proofs.at(2)}}));
    auto const other = KeyRing::make(randomness_);
    ASSERT_TRUE(begin_with_keys(*store_, other).ok());
    EXPECT_EQ(known().size(), 2U);
    EXPECT_NE(refused(settle(other)).find("is not the key file"), std::string::npos);
}

TEST_F(KeyAgreement, RefusesTheSecondOfTwoKeysWithOneId) {
    ASSERT_TRUE(begin_with_keys(*store_, ring_).ok());
    auto const one = wider(ring_);
    auto const other = wider(ring_);
    // Neither seals yet, so either may become key 2.
    EXPECT_TRUE(settle(one).ok());
    EXPECT_TRUE(settle(other).ok());
    EXPECT_TRUE(settle(using_key(one, 2)).ok());
    EXPECT_NE(refused(settle(using_key(other, 2))).find("key 2 in the ring differs from"),
              std::string::npos);
    EXPECT_NE(refused(settle(other)).find("key 2"), std::string::npos);
    EXPECT_NE(refused(in_use(other)).find("key 2"), std::string::npos);
    EXPECT_TRUE(in_use(one).ok());
}

TEST_F(KeyAgreement, RefusesADamagedKeyAndOneUnderAnotherId) {
    ASSERT_TRUE(begin_with_keys(*store_, ring_).ok());
    auto const with = [&](std::size_t place, std::string const& part) {
        std::string text(ring_.text().reveal());
        text.replace(place, part.size(), part);
        return KeyRing::parse(Secret(text), "test").value();
    };
    auto const line = ring_.text().reveal().find("seal 1 ");
    auto const digit = ring_.text().reveal()[line + 7];
    auto const damaged = with(line + 7, digit == '0' ? "1" : "0");
    EXPECT_NE(refused(settle(damaged)).find("key 1 in the ring"), std::string::npos);
    EXPECT_NE(refused(in_use(damaged)).find("key 1 in the ring"), std::string::npos);
    std::string moved(ring_.text().reveal());
    moved.replace(line, 6, "seal 7").replace(moved.find("current 1"), 9, "current 7");
    EXPECT_NE(refused(settle(KeyRing::parse(Secret(moved), "test").value())).find("lacks key 1"),
              std::string::npos);
}

TEST_F(KeyAgreement, RefusesARingWithoutAKeyThatIsInUse) {
    ASSERT_TRUE(begin_with_keys(*store_, ring_).ok());
    auto const both = using_key(wider(ring_), 2);
    ASSERT_TRUE(settle(both).ok());
    EXPECT_NE(refused(settle(ring_)).find("lacks key 2"), std::string::npos);
    EXPECT_NE(refused(settle(both.without(1).value())).find("lacks key 1"), std::string::npos);
    EXPECT_TRUE(compare_keys(known(), ring_, "the ring").ok());
    forget(1);
    EXPECT_TRUE(settle(both.without(1).value()).ok());
    EXPECT_TRUE(settle(both).ok());
}

TEST_F(KeyAgreement, NoticesThatTheKeyInUseWasRemoved) {
    ASSERT_TRUE(begin_with_keys(*store_, ring_).ok());
    EXPECT_TRUE(in_use(ring_).ok());
    auto const both = using_key(wider(ring_), 2);
    ASSERT_TRUE(settle(both).ok());
    forget(1);
    EXPECT_TRUE(in_use(both).ok());
    // A node that comes back with an old file must not seal with it again.
    for (auto const& stale : {ring_, using_key(both, 1)}) {
        EXPECT_FALSE(in_use(stale).ok());
        EXPECT_FALSE(settle(stale).ok());
    }
    EXPECT_NE(refused(settle(using_key(both, 1))).find("was removed"), std::string::npos);
    EXPECT_TRUE(in_use(both).ok());
}

}  // namespace
}  // namespace roomkey
