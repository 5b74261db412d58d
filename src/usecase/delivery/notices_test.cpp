#include "usecase/delivery/notices.hpp"

#include <gtest/gtest.h>

#include "storage/sql/directory/users.hpp"
#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

constexpr int batch = 64;
constexpr Duration lease = std::chrono::seconds{60};

class NoticesTest : public OutboxFixture {
protected:
    NoticesTest() : user_(add_terminal("room101")) {}

    /// The word of the refusal, or "ok".
    std::string resend(Notice const& earlier, Contacts const& contacts = {}) {
        ContactRequest const again{std::nullopt, contacts.email, contacts.phone};
        auto const queued = notices_.resend({earlier.id, again}, operator_of(earlier.corp_id));
        if (!queued.ok()) return std::string(reason_name(queued.error().code));
        EXPECT_TRUE(queued->row.notice.sealed_contact.empty());
        EXPECT_FALSE(queued->needs_contact);
        return "ok";
    }

    std::vector<ClaimedNotice> claim() {
        auto claimed = claims_.run(batch, lease);
        EXPECT_TRUE(claimed.ok());
        return claimed.ok() ? std::move(claimed->due) : std::vector<ClaimedNotice>{};
    }

    void settle(Notice const& notice, AttemptReport const& report) {
        auto const settled = settlements_.run(notice, report);
        EXPECT_TRUE(settled.ok() && *settled);
    }

    User user_;
    Notices notices_{gate_, issue_, sealer_};
};

TEST_F(NoticesTest, BringsTheSameCodeToTheSameContactAgain) {
    auto const code = reset(user_, {"example@huawei.com", ""}, Language::en_us);
    auto const first = claim();
    ASSERT_EQ(first.size(), 1U);
    settle(first[0].notice, {});
    clock_.advance(std::chrono::minutes{5});

    EXPECT_EQ(resend(first[0].notice, {"example@huawei.com", ""}), "ok");

    auto const second = claim();
    ASSERT_EQ(second.size(), 1U);
    EXPECT_NE(second[0].notice.id, first[0].notice.id);
    EXPECT_EQ(second[0].code.reveal(), code.reveal());
    EXPECT_EQ(second[0].contact.reveal(), "example@huawei.com");
    EXPECT_EQ(second[0].notice.language, Language::en_us);
    EXPECT_EQ(second[0].notice.attempts, 1);
}

TEST_F(NoticesTest, SendsANoticeThatWaitsForItsNextAttemptOnceAndNow) {
    reset(user_, {"", "+8617312349092"});
    auto const first = claim();
    ASSERT_EQ(first.size(), 1U);
    settle(first[0].notice, {AttemptReport::Kind::try_again, "gateway is down"});
    ASSERT_TRUE(claim().empty());

    EXPECT_EQ(resend(first[0].notice), "ok");

    auto const second = claim();
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].contact.reveal(), "+8617312349092");
    // Nothing of the first comes back later.
    clock_.advance(std::chrono::hours{24});
    for (auto const& each : claim()) EXPECT_EQ(each.notice.id, second[0].notice.id);
}

TEST_F(NoticesTest, LeavesAnAttemptUnderWayToItsWorker) {
    reset(user_, {"example@huawei.com", ""});
    auto const first = claim();
    ASSERT_EQ(first.size(), 1U);

    EXPECT_EQ(resend(first[0].notice), "ok");

    settle(first[0].notice, {});
    EXPECT_EQ(claim().size(), 1U);
}

TEST_F(NoticesTest, AsksForTheContactOfADamagedNotice) {
    reset(user_, {});
    add_damaged_notice(user_);
    auto const damaged = notices_of(user_).front();

    EXPECT_EQ(resend(damaged), "invalid_parameter");
    EXPECT_EQ(resend(damaged, {"poison@example.com", ""}), "ok");

    auto const due = claim();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].contact.reveal(), "poison@example.com");
}

TEST_F(NoticesTest, NeverBringsAReplacedCode) {
    reset(user_, {"example@huawei.com", ""});
    auto const earlier = notices_of(user_).front();
    reset(user_, {});

    EXPECT_EQ(resend(earlier, {"example@huawei.com", ""}), "notice_outdated");

    EXPECT_TRUE(claim().empty());
}

TEST_F(NoticesTest, RefusesWhatWasDeletedMeanwhile) {
    reset(user_, {"example@huawei.com", ""});
    auto const first = claim();
    ASSERT_EQ(first.size(), 1U);
    settle(first[0].notice, {});
    written([&](Transaction& tx) { return delete_user(tx, user_.id); });

    EXPECT_EQ(resend(first[0].notice, {"example@huawei.com", ""}), "notice_outdated");
}

}  // namespace
}  // namespace roomkey
