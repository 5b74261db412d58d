#include <mutex>
#include <set>

#include "storage/sql/notice/notices.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

UserId const room{"user-room"};
NoticeId notice_id(int number) { return NoticeId{"notice-" + std::to_string(number)}; }

std::vector<std::string> ids(std::vector<Notice> const& notices) {
    std::vector<std::string> ids;
    for (auto const& notice : notices) ids.push_back(notice.id.value);
    return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_P(StoreContract, KeepsEveryFieldOfANotice) {
    auto notice = sample_notice(1, room);
    notice.attempts = 2;
    notice.doubtful_attempts = 1;
    notice.leased_until = start + seconds(9);
    notice.failure = "mailbox full";
    write([&](Transaction& tx) { return insert_notice(tx, notice); });
    auto const found = read([&](Reader& reader) { return find_notice(reader, notice.id); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, notice.id);
    EXPECT_EQ(found->corp_id, notice.corp_id);
    EXPECT_EQ(found->user_id, notice.user_id);
    EXPECT_EQ(found->code_id, notice.code_id);
    EXPECT_EQ(found->channel, notice.channel);
    EXPECT_EQ(found->language, notice.language);
    EXPECT_EQ(found->sealed_contact, notice.sealed_contact);
    EXPECT_EQ(found->masked_contact, notice.masked_contact);
    EXPECT_EQ(found->state, notice.state);
    EXPECT_EQ(found->attempts, notice.attempts);
    EXPECT_EQ(found->doubtful_attempts, notice.doubtful_attempts);
    EXPECT_EQ(found->created_at, notice.created_at);
    EXPECT_EQ(found->next_attempt_at, notice.next_attempt_at);
    EXPECT_EQ(found->leased_until, notice.leased_until);
    EXPECT_EQ(found->expires_at, notice.expires_at);
    EXPECT_EQ(found->failure, notice.failure);
    EXPECT_FALSE(read([](Reader& reader) { return find_notice(reader, notice_id(2)); }));
}

TEST_P(StoreContract, ListsTheNewestNoticesOfAnAccount) {
    write([](Transaction& tx) -> Status {
        for (int i = 1; i <= listed_notices_max + 1; ++i) {
            TRY(insert_notice(tx, sample_notice(i, room)));
        }
        return insert_notice(tx, sample_notice(1000, UserId{"user-other"}));
    });
    auto const notices = read([](Reader& reader) { return list_notices(reader, room); });
    ASSERT_EQ(notices.size(), static_cast<std::size_t>(listed_notices_max));
    EXPECT_EQ(notices.front().id, notice_id(listed_notices_max + 1));
    EXPECT_EQ(notices.back().id, notice_id(2));
}

TEST_P(StoreContract, LeasesWhatIsDueLongestDueFirst) {
    auto later = sample_notice(4, room);
    later.next_attempt_at = start + seconds(100);
    auto settled = sample_notice(5, room);
    settled.state = NoticeState::failed;
    auto lapsed = sample_notice(3, room);
    lapsed.expires_at = start;
    write([&](Transaction& tx) -> Status {
        for (auto const& notice :
             {sample_notice(2, room), lapsed, sample_notice(1, room), later, settled}) {
            TRY(insert_notice(tx, notice));
        }
        return Done{};
    });
    auto const lease = [&](int count, int at) {
        return write([&](Transaction& tx) {
            return lease_notices(tx, count, start + seconds(at), start + seconds(at + 30));
        });
    };
    auto const first = lease(2, 50);
    EXPECT_EQ(ids(first), (Ids{"notice-1", "notice-2"}));
    EXPECT_EQ(first[0].state, NoticeState::sending);
    EXPECT_EQ(first[0].attempts, 1);
    EXPECT_EQ(first[0].leased_until, start + seconds(80));
    EXPECT_EQ(first[0].sealed_contact, sample_notice(1, room).sealed_contact);
    EXPECT_EQ(ids(lease(10, 50)), (Ids{"notice-3"}));
    EXPECT_EQ(ids(lease(10, 50)), (Ids{}));
    // A lease holds until its last moment, then anyone may take the notice.
    EXPECT_EQ(ids(lease(10, 79)), (Ids{}));
    auto const again = lease(10, 80);
    EXPECT_EQ(ids(again), (Ids{"notice-1", "notice-2", "notice-3"}));
    EXPECT_EQ(again[0].attempts, 2);
    EXPECT_EQ(ids(lease(10, 100)), (Ids{"notice-4"}));
}

TEST_P(StoreContract, LeasesWhatAClockAheadQueuedOrLeased) {
    write([](Transaction& tx) -> Status {
        TRY(insert_notice(tx, sample_notice(1, room)));
        auto later = sample_notice(2, room);
        later.next_attempt_at = start + days(100);
        auto put_off = sample_notice(3, room);
        put_off.next_attempt_at = start + notice_wait_max;
        TRY(insert_notice(tx, later));
        return insert_notice(tx, put_off);
    });
    auto const lease = [&](int count, Instant now) {
        return ids(write(
            [&](Transaction& tx) { return lease_notices(tx, count, now, now + seconds(30)); }));
    };
    // Leased by a clock that is ahead, as far as it goes.
    EXPECT_EQ(lease(1, start + days(50)), (Ids{"notice-1"}));
    // What is due comes first; what waits until tomorrow is not due.
    EXPECT_EQ(lease(1, start + seconds(1)), (Ids{"notice-1"}));
    EXPECT_EQ(lease(9, start + seconds(1)), (Ids{"notice-2"}));
    EXPECT_EQ(lease(9, start + seconds(1)), (Ids{}));
    EXPECT_EQ(lease(9, start + notice_wait_max), (Ids{"notice-1", "notice-2", "notice-3"}));
}

TEST_P(StoreContract, ReleasesTheLeasesOfOneHolderAlone) {
    write([](Transaction& tx) -> Status {
        for (int i = 1; i <= 4; ++i) TRY(insert_notice(tx, sample_notice(i, room)));
        return Done{};
    });
    auto const now = start + days(1);
    auto const lease = [&](int count, std::string const& holder) {
        return write(
            [&](Transaction& tx) { return lease_notices(tx, count, now, now + days(1), holder); });
    };
    auto const release = [&](std::string const& holder) {
        write([&](Transaction& tx) { return release_leases(tx, now, holder); });
    };
    EXPECT_EQ(lease(1, "east:8443").at(0).leased_by, "east:8443");
    EXPECT_EQ(ids(lease(1, "east:8444")), (Ids{"notice-2"}));
    EXPECT_EQ(ids(lease(1, "")), (Ids{"notice-3"}));
    EXPECT_EQ(ids(lease(1, "east:844")), (Ids{"notice-4"}));
    release("east:8443");
    EXPECT_EQ(ids(lease(4, "west:8443")), (Ids{"notice-1"}));
    // Taken over by another, it is no longer what the first one held.
    release("east:8443");
    release("east");
    EXPECT_EQ(ids(lease(4, "east:8443")), (Ids{}));
    release("");
    EXPECT_EQ(ids(lease(4, "east:8443")), (Ids{"notice-3"}));
}

TEST_P(StoreContract, LeasesANoticeToOneOfManyWorkers) {
    write([](Transaction& tx) -> Status {
        for (int i = 0; i < 64; ++i) TRY(insert_notice(tx, sample_notice(i, room)));
        return Done{};
    });
    std::mutex mutex;
    std::multiset<std::string> leased;
    race(16, [&](int) {
        auto const notices = write(
            [](Transaction& tx) { return lease_notices(tx, 4, start + days(1), start + days(2)); });
        std::lock_guard const guard{mutex};
        for (auto const& notice : notices) leased.insert(notice.id.value);
    });
    EXPECT_EQ(leased.size(), 64U);
    EXPECT_EQ(std::set<std::string>(leased.begin(), leased.end()).size(), 64U);
}

TEST_P(StoreContract, SettlesANoticeWhileItsLeaseHolds) {
    write([](Transaction& tx) { return insert_notice(tx, sample_notice(1, room)); });
    auto const lease = [&](Instant now) {
        return write([&](Transaction& tx) { return lease_notices(tx, 1, now, now + seconds(30)); });
    };
    auto const settle = [&](Notice const& notice) {
        return write([&](Transaction& tx) { return settle_notice(tx, notice); });
    };
    auto const first = lease(start + seconds(10)).at(0);
    auto second = lease(start + seconds(100)).at(0);
    auto lost = first;
    lost.state = NoticeState::accepted;
    EXPECT_FALSE(settle(lost));
    second.state = NoticeState::queued;
    second.next_attempt_at = start + seconds(200);
    second.failure = "try again";
    second.attempts = 1;
    EXPECT_TRUE(settle(second));
    EXPECT_FALSE(settle(second));
    auto third = lease(start + seconds(200)).at(0);
    EXPECT_EQ(third.failure, "try again");
    EXPECT_EQ(third.attempts, 2);
    third.state = NoticeState::accepted;
    third.failure.clear();
    third.sealed_contact.clear();
    EXPECT_TRUE(settle(third));
    auto const found = read([](Reader& reader) { return find_notice(reader, notice_id(1)); });
    EXPECT_EQ(found->state, NoticeState::accepted);
    EXPECT_EQ(found->failure, "");
    EXPECT_TRUE(found->sealed_contact.empty());
    EXPECT_EQ(ids(lease(start + days(1))), (Ids{}));
}

TEST_P(StoreContract, SupersedesTheUnsettledNoticesOfOneAccount) {
    auto settled = sample_notice(3, room);
    settled.state = NoticeState::accepted;
    write([&](Transaction& tx) -> Status {
        TRY(insert_notice(tx, sample_notice(1, room)));
        TRY(insert_notice(tx, sample_notice(2, room)));
        TRY(insert_notice(tx, settled));
        return insert_notice(tx, sample_notice(4, UserId{"user-other"}));
    });
    auto leased = write([](Transaction& tx) {
        return lease_notices(tx, 1, start + seconds(10), start + seconds(40));
    });
    ASSERT_EQ(ids(leased), (Ids{"notice-1"}));
    write([](Transaction& tx) { return supersede_notices(tx, room, start + seconds(20)); });
    auto const state = [&](int number) {
        return read([&](Reader& reader) { return find_notice(reader, notice_id(number)); })->state;
    };
    EXPECT_EQ(state(1), NoticeState::superseded);
    EXPECT_EQ(state(2), NoticeState::superseded);
    EXPECT_EQ(state(3), NoticeState::accepted);
    EXPECT_EQ(state(4), NoticeState::queued);
    EXPECT_TRUE(read([](Reader& reader) {
                    return find_notice(reader, notice_id(2));
                })->sealed_contact.empty());
    leased[0].state = NoticeState::accepted;
    EXPECT_FALSE(write([&](Transaction& tx) { return settle_notice(tx, leased[0]); }));
    EXPECT_EQ(state(1), NoticeState::superseded);
}

TEST_P(StoreContract, CountsUnsettledNotices) {
    auto const figures = [&] {
        return read([](Reader& reader) { return notice_figures(reader); });
    };
    EXPECT_EQ(figures().queued, 0);
    EXPECT_EQ(figures().oldest_created_at, std::nullopt);
    auto settled = sample_notice(1, room);
    settled.state = NoticeState::failed;
    write([&](Transaction& tx) -> Status {
        TRY(insert_notice(tx, settled));
        TRY(insert_notice(tx, sample_notice(3, room)));
        TRY(insert_notice(tx, sample_notice(2, room)));
        TRY(lease_notices(tx, 1, start + days(1), start + days(2)));
        return Done{};
    });
    EXPECT_EQ(figures().queued, 2);
    EXPECT_EQ(figures().oldest_created_at, start + seconds(2));
}

}  // namespace roomkey::contract
