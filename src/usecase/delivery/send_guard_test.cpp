#include "usecase/delivery/send_guard.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/outbox_fixture.hpp"

namespace roomkey {
namespace {

/// The guard as claims use it: what it lets out, and what becomes of the rest.
class SendGuardTest : public OutboxFixture {
protected:
    /// Resets the code of a terminal of its own and claims what that queued; the notice's failure,
    /// or empty if it is to be sent. What waits from before is left alone.
    std::string send(SendLimits const& limits, Contacts const& contacts) {
        auto const user = add_terminal("room" + std::to_string(++rooms_));
        reset(user, contacts);
        SendGuard const guard(hashes_, numbers_, limits);
        ClaimNotices const claims(*store_, clock_, sealer_, guard);
        auto claim = claims.run(10, std::chrono::seconds{60});
        EXPECT_TRUE(claim.ok());
        for (auto const& due : claim->due) {
            EXPECT_TRUE(settlements_.run(due.notice, {})->has_value());
        }
        auto const notice = notices_of(user).front();
        if (notice.state == NoticeState::accepted) return "";
        if (notice.state == NoticeState::queued) {
            EXPECT_FALSE(notice.sealed_contact.empty());
            EXPECT_EQ(notice.attempts, 0);
            EXPECT_TRUE(audit_of(user).empty());
            // The tests go on without it, so that it takes no room from what they send later.
            written([&](Transaction& tx) { return supersede_notices(tx, user.id, clock_.now()); });
            return notice.failure;
        }
        EXPECT_EQ(notice.state, NoticeState::failed);
        EXPECT_TRUE(notice.sealed_contact.empty());
        auto const audit = audit_of(user);
        EXPECT_EQ(audit.size(), 1U);
        EXPECT_TRUE(audit.front().outcome.starts_with("guard_")) << audit.front().outcome;
        return notice.failure;
    }
    /// Another enterprise, which sends from here on.
    void add_corp(std::string const& id) {
        corp_.id = CorpId{id};
        EXPECT_TRUE(written([&](Transaction& tx) { return insert_corp(tx, corp_); }));
    }
    std::string text(SendLimits const& limits, std::string const& number = "+8617300009092") {
        return send(limits, {"", number});
    }
    std::string mail(SendLimits const& limits, std::string const& address = "a@example.com") {
        return send(limits, {address, ""});
    }

    SendLimits limits_;
    int rooms_ = 0;
};

TEST_F(SendGuardTest, LetsSoManyTextsToANumberOutAndNotOneMore) {
    limits_.sms_per_number = 2;
    EXPECT_EQ(text(limits_), "");
    EXPECT_EQ(text(limits_), "");
    EXPECT_EQ(text(limits_), "guard: too many messages to this contact");
    EXPECT_EQ(text(limits_, "+8617300009093"), "");
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(text(limits_), "");
}

TEST_F(SendGuardTest, LetsSoManyTextsOfAnEnterpriseOutAndNotOneMore) {
    limits_.sms_per_corp = 2;
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    EXPECT_EQ(text(limits_, "+8617300000002"), "");
    EXPECT_EQ(text(limits_, "+8617300000003"), "guard: too many messages of this enterprise");
    // What was refused did not count for its number.
    limits_.sms_per_corp = 3;
    limits_.sms_per_number = 1;
    EXPECT_EQ(text(limits_, "+8617300000003"), "");
}

TEST_F(SendGuardTest, LetsSoManyTextsToACountryOutAndNotOneMore) {
    limits_.sms_per_country = 1;
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    EXPECT_EQ(text(limits_, "+8617300000002"), "guard: too many messages to this country");
    EXPECT_EQ(text(limits_, "+85251234567"), "");
    clock_.advance(std::chrono::days{1});
    EXPECT_EQ(text(limits_, "+8617300000002"), "");
}

TEST_F(SendGuardTest, LeavesHalfOfADayToOtherEnterprises) {
    limits_.sms_per_day = 4;
    auto const first = corp_;
    add_corp("987654321");
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    EXPECT_EQ(text(limits_, "+8617300000002"), "");
    EXPECT_EQ(text(limits_, "+8617300000003"), "guard: daily ceiling reached");
    corp_ = first;
    EXPECT_EQ(text(limits_, "+8617300000003"), "");
    EXPECT_EQ(text(limits_, "+8617300000004"), "");
    EXPECT_EQ(text(limits_, "+8617300000005"), "guard: daily ceiling reached");
    // All of it is used up, so a third one has to wait, too.
    add_corp("987654322");
    EXPECT_EQ(text(limits_, "+8617300000006"), "guard: daily ceiling reached");
}

TEST_F(SendGuardTest, LeavesHalfOfACountryToOtherEnterprises) {
    limits_.sms_per_country = 2;
    auto const first = corp_;
    add_corp("987654321");
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    EXPECT_EQ(text(limits_, "+8617300000002"), "guard: too many messages to this country");
    corp_ = first;
    EXPECT_EQ(text(limits_, "+8617300000002"), "");
}

TEST_F(SendGuardTest, LetsNoEnterpriseUseUpAContact) {
    limits_.email_per_address = 1;
    EXPECT_EQ(mail(limits_), "");
    EXPECT_EQ(mail(limits_), "guard: too many messages to this contact");
    for (char const* const id : {"987654321", "987654322", "987654323"}) {
        add_corp(id);
        EXPECT_EQ(mail(limits_), "") << id;
        EXPECT_EQ(mail(limits_), "guard: too many messages to this contact") << id;
    }
    // Four times as many of all of them.
    add_corp("987654324");
    EXPECT_EQ(mail(limits_), "guard: too many messages to this contact");
    EXPECT_EQ(mail(limits_, "b@example.com"), "");
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(mail(limits_), "");
}

TEST_F(SendGuardTest, LetsSoManyTextsADayOutAndNotOneMore) {
    limits_.sms_per_day = 2;
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    EXPECT_EQ(text(limits_, "+85251234567"), "");
    EXPECT_EQ(text(limits_, "+493012345678"), "guard: daily ceiling reached");
    // Mail has a ceiling of its own.
    EXPECT_EQ(mail(limits_), "");
}

TEST_F(SendGuardTest, LetsTextsOutToCountriesInTheListOnly) {
    limits_.sms_regions = {"CN", "HK"};
    EXPECT_EQ(text(limits_), "");
    EXPECT_EQ(text(limits_, "+85251234567"), "");
    EXPECT_EQ(text(limits_, "+493012345678"), "guard: country not allowed");
    EXPECT_EQ(text(limits_, "+9991234567"), "guard: country not allowed");
}

TEST_F(SendGuardTest, LetsSoManyMailsOutAndNotOneMore) {
    limits_.email_per_address = 1;
    limits_.email_per_corp = 2;
    EXPECT_EQ(mail(limits_), "");
    EXPECT_EQ(mail(limits_), "guard: too many messages to this contact");
    EXPECT_EQ(mail(limits_, "b@example.com"), "");
    EXPECT_EQ(mail(limits_, "c@example.com"), "guard: too many messages of this enterprise");
    SendLimits day;
    day.email_per_day = 1;
    EXPECT_EQ(mail(day, "d@example.com"), "");
    EXPECT_EQ(mail(day, "e@example.com"), "guard: daily ceiling reached");
}

TEST_F(SendGuardTest, HoldsWhatIsOverALimitUntilThereIsRoom) {
    limits_.email_per_address = 60;
    SendGuard const guard(hashes_, numbers_, limits_);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    for (int room = 0; room < 70; ++room) {
        reset(add_terminal("hotel" + std::to_string(room)), {"desk@example.com", ""});
    }
    auto const send_all = [&] {
        auto const claim = claims.run(100, std::chrono::seconds{60});
        for (auto const& due : claim->due) {
            EXPECT_TRUE(settlements_.run(due.notice, {})->has_value());
        }
        return std::pair(claim->due.size(), claim->settled.size());
    };
    EXPECT_EQ(send_all(), std::pair(std::size_t{60}, std::size_t{10}));
    // The clock starts at a full hour.
    clock_.advance(std::chrono::minutes{59});
    EXPECT_EQ(send_all(), std::pair(std::size_t{0}, std::size_t{0}));
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(send_all(), std::pair(std::size_t{10}, std::size_t{0}));
    // They were counted when they went out.
    limits_.email_per_address = 10;
    EXPECT_EQ(mail(limits_, "desk@example.com"), "guard: too many messages to this contact");
}

TEST_F(SendGuardTest, FailsWhatIsOverALimitIfItsCodeLapsesBefore) {
    limits_.sms_per_day = 1;
    corp_.policy.code_validity = std::chrono::minutes{10};
    written([&](Transaction& tx) { return update_corp(tx, corp_); });
    EXPECT_EQ(text(limits_, "+8617300000001"), "");
    auto const user = add_terminal("short");
    reset(user, {"", "+8617300000002"});
    SendGuard const guard(hashes_, numbers_, limits_);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    EXPECT_EQ(claims.run(10, std::chrono::seconds{60})->settled.size(), 1U);
    EXPECT_EQ(notices_of(user).front().state, NoticeState::failed);
    EXPECT_EQ(audit_of(user).front().outcome, "guard_daily_ceiling");
}

TEST_F(SendGuardTest, CountsAMessageOnceHoweverOftenItIsTried) {
    limits_.sms_per_number = 1;
    SendGuard const guard(hashes_, numbers_, limits_);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    reset(add_terminal("room"), {"", "+8617300009092"});
    for (int attempt = 1; attempt <= 3; ++attempt) {
        auto const claim = claims.run(10, std::chrono::seconds{60});
        ASSERT_EQ(claim->due.size(), 1U) << attempt;
        EXPECT_EQ(claim->due.front().notice.attempts, attempt);
        auto const kind =
            attempt < 3 ? AttemptReport::Kind::try_again : AttemptReport::Kind::accepted;
        EXPECT_TRUE(settlements_.run(claim->due.front().notice, {kind, "busy"}).ok());
        clock_.advance(std::chrono::minutes{10});
    }
    EXPECT_EQ(text(limits_), "guard: too many messages to this contact");
}

TEST_F(SendGuardTest, CountsAMessageOnceHoweverOftenItIsPutOff) {
    limits_.sms_per_number = 2;
    SendGuard const guard(hashes_, numbers_, limits_);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    reset(add_terminal("room"), {"", "+8617300009092"});
    for (int time = 1; time <= 5; ++time) {
        auto const claim = claims.run(10, std::chrono::seconds{60});
        ASSERT_EQ(claim->due.size(), 1U) << time;
        auto const& notice = claim->due.front().notice;
        if (time == 5) {
            EXPECT_TRUE(settlements_.run(notice, {})->has_value());
            break;
        }
        // At the very moment of the claim at first, later on after a rest of the channel.
        auto const pause = time == 1 ? Duration{0} : std::chrono::seconds{30};
        EXPECT_TRUE(settlements_.give_back({notice}, clock_.now() + pause).ok());
        clock_.advance(pause + Duration{1});
    }
    EXPECT_EQ(text(limits_), "");
    EXPECT_EQ(text(limits_), "guard: too many messages to this contact");
}

TEST_F(SendGuardTest, CountsWhatADeadWorkerMayHaveSentOnceMore) {
    limits_.sms_per_number = 2;
    SendGuard const guard(hashes_, numbers_, limits_);
    ClaimNotices const claims(*store_, clock_, sealer_, guard);
    reset(add_terminal("room"), {"", "+8617300009092"});
    for (int time = 1; time <= 2; ++time) {
        EXPECT_EQ(claims.run(10, std::chrono::seconds{60})->due.size(), 1U);
        clock_.advance(std::chrono::seconds{60});
    }
    auto const third = claims.run(10, std::chrono::seconds{60});
    EXPECT_TRUE(third->due.empty());
    ASSERT_EQ(third->settled.size(), 1U);
    EXPECT_EQ(third->settled.front().failure, "guard: too many messages to this contact");
}

TEST_F(SendGuardTest, HasOneCounterForEverySpellingOfAContact) {
    limits_.sms_per_number = 1;
    limits_.email_per_address = 1;
    EXPECT_EQ(text(limits_, "+8617300009092"), "");
    // As an earlier version may have sealed it.
    EXPECT_EQ(text(limits_, "+86017300009092"), "guard: too many messages to this contact");
    EXPECT_EQ(mail(limits_, "ada@example.com"), "");
    EXPECT_EQ(mail(limits_, "Ada@Example.COM"), "guard: too many messages to this contact");
    EXPECT_EQ(mail(limits_, "adb@example.com"), "");
}

TEST_F(SendGuardTest, KeepsNoNumberInTheDatabase) {
    EXPECT_EQ(text(limits_, "+8617300009092"), "");
    store_.reset();
    auto const stolen = engine_->stolen();
    EXPECT_NE(stolen.find(corp_.id.value), std::string::npos);
    EXPECT_EQ(stolen.find("17300009092"), std::string::npos);
}

}  // namespace
}  // namespace roomkey
