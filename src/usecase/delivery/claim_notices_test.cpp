#include "usecase/delivery/claim_notices.hpp"

#include <gtest/gtest.h>

#include "storage/sql/directory/users.hpp"
#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

using std::chrono::seconds;

constexpr int batch = 64;
constexpr Duration lease = seconds{60};

class ClaimNoticesTest : public OutboxFixture {
protected:
    NoticeClaim claim(int count = batch) {
        auto claimed = claims_.run(count, lease);
        EXPECT_TRUE(claimed.ok());
        return claimed.ok() ? std::move(*claimed) : NoticeClaim{};
    }
    void set_status(User& user, AccountStatus status) {
        user.status = status;
        written([&](Transaction& tx) { return update_user(tx, user); });
    }
};

TEST_F(ClaimNoticesTest, YieldsEverythingThatAMessageNeeds) {
    auto const user = add_terminal("room101", "Room 101");
    auto const code = reset(user, {"example@huawei.com", ""}, Language::en_us);

    auto const claimed = claim();

    ASSERT_EQ(claimed.due.size(), 1U);
    auto const& item = claimed.due.front();
    EXPECT_EQ(item.contact.reveal(), "example@huawei.com");
    EXPECT_EQ(item.code.reveal(), code.reveal());
    EXPECT_EQ(item.corp_name, "Example");
    EXPECT_EQ(item.terminal_name, "Room 101");
    EXPECT_EQ(item.account, "room101");
    EXPECT_EQ(item.notice.channel, Channel::email);
    EXPECT_EQ(item.notice.language, Language::en_us);
    EXPECT_EQ(item.notice.attempts, 1);
    EXPECT_TRUE(claimed.settled.empty());
}

TEST_F(ClaimNoticesTest, YieldsThePasswordThatANoticeCarries) {
    auto user = add_terminal("ann", "Ann");
    written([&](Transaction& tx) {
        return issue_.queue_password(tx, user, Secret("Change-me-1"), {"ann@huawei.com", ""},
                                     Language::en_us, clock_.now());
    });
    auto const claimed = claim();
    ASSERT_EQ(claimed.due.size(), 1U);
    auto const& item = claimed.due.front();
    EXPECT_TRUE(item.notice.has_password());
    EXPECT_EQ(item.contact.reveal(), "ann@huawei.com");
    EXPECT_EQ(item.code.reveal(), "Change-me-1");
    EXPECT_EQ(item.account, "ann");
    EXPECT_EQ(item.terminal_name, "Ann");
}

TEST_F(ClaimNoticesTest, EndsANoticeWhosePasswordWasReplacedOrIsADayOld) {
    auto user = add_terminal("ann");
    auto const queue = [&] {
        written([&](Transaction& tx) {
            return issue_.queue_password(tx, user, Secret("Change-me-1"), {"ann@huawei.com", ""},
                                         Language::en_us, clock_.now());
        });
    };
    queue();
    written([&](Transaction& tx) { return supersede_notices(tx, user.id, clock_.now()); });
    EXPECT_TRUE(claim().due.empty());
    queue();
    clock_.advance(password_notice_validity);
    auto const claimed = claim();
    EXPECT_TRUE(claimed.due.empty());
    ASSERT_EQ(claimed.settled.size(), 1U);
    EXPECT_EQ(claimed.settled.front().state, NoticeState::failed);
    EXPECT_TRUE(claimed.settled.front().sealed_contact.empty());
}

TEST_F(ClaimNoticesTest, GivesANoticeToOneClaimOnly) {
    reset(add_terminal("room101"), {"example@huawei.com", "+8617312349092"});

    EXPECT_EQ(claim(1).due.size(), 1U);
    EXPECT_EQ(claim().due.size(), 1U);
    EXPECT_TRUE(claim().due.empty());
}

TEST_F(ClaimNoticesTest, GivesADeadWorkersNoticeAgainUnderTheSameMessageId) {
    reset(add_terminal("room101"), {"example@huawei.com", ""});
    auto const first = claim();
    ASSERT_EQ(first.due.size(), 1U);

    clock_.advance(lease - Duration{1});
    EXPECT_TRUE(claim().due.empty());
    clock_.advance(Duration{1});
    auto const second = claim();

    ASSERT_EQ(second.due.size(), 1U);
    EXPECT_EQ(second.due.front().notice.id, first.due.front().notice.id);
    EXPECT_EQ(second.due.front().notice.attempts, 2);
}

TEST_F(ClaimNoticesTest, GivesADeadWorkersNoticeAgainAtOnceWhenItsLeaseIsReleased) {
    reset(add_terminal("room101"), {"example@huawei.com", "+8617312349092"});
    ASSERT_EQ(claim(1).due.size(), 1U);
    auto const release = [&] {
        EXPECT_TRUE(
            store_->write([&](Transaction& tx) { return release_leases(tx, clock_.now()); }).ok());
    };
    clock_.advance(Duration{1});
    release();
    // The one that was held, and the one that never was.
    auto const again = claim();
    ASSERT_EQ(again.due.size(), 2U);
    EXPECT_EQ(again.due.front().notice.attempts + again.due.back().notice.attempts, 3);

    // What waits for its next attempt goes on waiting.
    for (auto const& each : again.due) {
        EXPECT_TRUE(
            settlements_.run(each.notice, {AttemptReport::Kind::try_again, "busy"})->has_value());
    }
    release();
    EXPECT_TRUE(claim().due.empty());
}

TEST_F(ClaimNoticesTest, NeverYieldsANoticeOfAReplacedCode) {
    auto const user = add_terminal("room101");
    reset(user, {"example@huawei.com", ""});
    auto const newer = reset(user, {"example@huawei.com", ""});

    auto const claimed = claim();

    ASSERT_EQ(claimed.due.size(), 1U);
    EXPECT_EQ(claimed.due.front().code.reveal(), newer.reveal());
}

TEST_F(ClaimNoticesTest, SupersedesANoticeWhoseCodeIsGone) {
    auto const user = add_terminal("room101");
    reset(user, {"example@huawei.com", ""});
    spend_code(user);

    auto const claimed = claim();

    EXPECT_TRUE(claimed.due.empty());
    ASSERT_EQ(claimed.settled.size(), 1U);
    auto const notice = notices_of(user).front();
    EXPECT_EQ(notice.state, NoticeState::superseded);
    EXPECT_TRUE(notice.sealed_contact.empty());
}

TEST_F(ClaimNoticesTest, FailsANoticeWhoseCodeLapsed) {
    auto const user = add_terminal("room101");
    reset(user, {"example@huawei.com", ""});
    clock_.advance(corp_.policy.code_validity);

    EXPECT_TRUE(claim().due.empty());

    auto const notice = notices_of(user).front();
    EXPECT_EQ(notice.state, NoticeState::failed);
    EXPECT_EQ(notice.failure, failure_code_lapsed);
    EXPECT_TRUE(notice.sealed_contact.empty());
}

TEST_F(ClaimNoticesTest, YieldsANoticeUntilItsCodeLapses) {
    reset(add_terminal("room101"), {"example@huawei.com", ""});
    clock_.advance(corp_.policy.code_validity - Duration{1});

    EXPECT_EQ(claim().due.size(), 1U);
}

TEST_F(ClaimNoticesTest, FailsSmsWhereTheEnterpriseSwitchedItOff) {
    auto const user = add_terminal("room101");
    reset(user, {"example@huawei.com", "+8617312349092"});
    allow_sms(false);

    auto const claimed = claim();

    ASSERT_EQ(claimed.due.size(), 1U);
    EXPECT_EQ(claimed.due.front().notice.channel, Channel::email);
    ASSERT_EQ(claimed.settled.size(), 1U);
    EXPECT_EQ(claimed.settled.front().channel, Channel::sms);
    EXPECT_EQ(claimed.settled.front().failure, failure_sms_off);
}

TEST_F(ClaimNoticesTest, FailsWhatIsForADisabledAccount) {
    auto terminal = add_terminal("room101");
    reset(terminal, {"example@huawei.com", "+8617312349092"});
    auto ann = add_terminal("ann");
    written([&](Transaction& tx) {
        return issue_.queue_password(tx, ann, Secret("Change-me-1"), {"ann@huawei.com", ""},
                                     Language::en_us, clock_.now());
    });
    reset(add_terminal("room102"), {"example@huawei.com", ""});
    set_status(terminal, AccountStatus::disabled);
    set_status(ann, AccountStatus::disabled);

    auto const claimed = claim();

    ASSERT_EQ(claimed.due.size(), 1U);
    EXPECT_EQ(claimed.due.front().account, "room102");
    ASSERT_EQ(claimed.settled.size(), 3U);
    for (auto const& notice : claimed.settled) {
        EXPECT_EQ(notice.state, NoticeState::failed);
        EXPECT_EQ(notice.failure, failure_disabled);
        EXPECT_EQ(failure_reason(notice.failure), "account_disabled");
        EXPECT_TRUE(notice.sealed_contact.empty());
    }
    EXPECT_EQ(audit_of(ann).front().outcome, "account_disabled");
    // Enabled again, what is queued from then on goes out.
    set_status(terminal, AccountStatus::normal);
    reset(terminal, {"example@huawei.com", ""});
    EXPECT_EQ(claim().due.size(), 1U);
}

TEST_F(ClaimNoticesTest, SendsNothingOfAnAccountThatIsDisabledAfterTheClaim) {
    auto terminal = add_terminal("room101");
    reset(terminal, {"example@huawei.com", ""});
    auto const claimed = claim();
    ASSERT_EQ(claimed.due.size(), 1U);
    auto const& notice = claimed.due.front().notice;
    EXPECT_TRUE(settlements_.is_still_due(notice).value());
    set_status(terminal, AccountStatus::disabled);
    EXPECT_FALSE(settlements_.is_still_due(notice).value());
    set_status(terminal, AccountStatus::normal);
    EXPECT_TRUE(settlements_.is_still_due(notice).value());
}

TEST_F(ClaimNoticesTest, FailsADamagedNoticeWithoutStoppingTheOthers) {
    auto const poisoned = add_terminal("room101");
    reset(poisoned, {});
    add_damaged_notice(poisoned);
    reset(add_terminal("room102"), {"example@huawei.com", ""});

    auto const claimed = claim();

    ASSERT_EQ(claimed.due.size(), 1U);
    EXPECT_EQ(claimed.due.front().account, "room102");
    auto const notice = notices_of(poisoned).front();
    EXPECT_EQ(notice.state, NoticeState::failed);
    EXPECT_EQ(notice.failure, failure_damaged);
    EXPECT_TRUE(notice.sealed_contact.empty());
}

TEST_F(ClaimNoticesTest, RecordsEachEndInTheAuditLog) {
    auto const user = add_terminal("room101");
    reset(user, {"", "+8617312349092"});
    allow_sms(false);
    claim();

    auto const entries = audit_of(user);

    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries.front().outcome, "sms_off");
    EXPECT_EQ(entries.front().detail, "sms +86173****9092");
    EXPECT_EQ(entries.front().corp_id, corp_.id);
}

}  // namespace
}  // namespace roomkey
