#include <atomic>

#include "storage/sql/notice/notices.hpp"
#include "storage/sql/notice/sends.hpp"
#include "storage/sql/prune.hpp"
#include "tests/contract/store/store_contract.hpp"

// Counters of sent messages, and what gateways report of them.
namespace roomkey::contract {
namespace {

SendCounter counter(int number, int max, Instant end = start + days(1)) {
    return {digest(number), max, end};
}

}  // namespace

TEST_P(StoreContract, CountsSendsUpToTheLimitAndNotOneMore) {
    auto const count = [&] {
        return write([](Transaction& tx) { return count_send(tx, {counter(1, 2)}); });
    };
    EXPECT_FALSE(count());
    EXPECT_FALSE(count());
    EXPECT_EQ(count(), std::size_t{0});
    EXPECT_EQ(count(), std::size_t{0});
}

TEST_P(StoreContract, CountsASendInAllCountersOrInNone) {
    auto const count = [&](std::vector<SendCounter> const& counters) {
        return write([&](Transaction& tx) { return count_send(tx, counters); });
    };
    EXPECT_FALSE(count({counter(1, 1)}));
    EXPECT_EQ(count({counter(2, 1), counter(1, 1), counter(3, 1)}), std::size_t{1});
    EXPECT_FALSE(count({counter(2, 1), counter(3, 1)}));
    // Whatever the limit was when others were counted, the one given counts.
    EXPECT_FALSE(count({counter(1, 2)}));
    EXPECT_FALSE(count({}));
}

TEST_P(StoreContract, TakesBackSendsOfAChangeThatFailed) {
    auto const failed = store_->write([](Transaction& tx) -> Result<Done> {
        TRY(count_send(tx, {counter(1, 1)}));
        return internal_error("on purpose");
    });
    EXPECT_FALSE(failed.ok());
    EXPECT_FALSE(write([](Transaction& tx) { return count_send(tx, {counter(1, 1)}); }));
}

TEST_P(StoreContract, GivesTheLastPlaceOfACounterToOne) {
    std::atomic<int> sent{0};
    race(16, [&](int i) {
        // Counters in another order each time, as different messages have them.
        auto counters = std::vector<SendCounter>{counter(1, 5), counter(2, 7)};
        if (i % 2 == 1) std::swap(counters[0], counters[1]);
        if (!write([&](Transaction& tx) { return count_send(tx, counters); })) ++sent;
    });
    EXPECT_EQ(sent, 5);
}

TEST_P(StoreContract, ForgetsCountersThatAreOver) {
    write([](Transaction& tx) -> Status {
        TRY(count_send(tx, {counter(1, 1, start + seconds(10)), counter(2, 1, start + days(1))}));
        EXPECT_EQ(TRY(prune(tx, start + lapsed_kept + seconds(9), 100)), 0);
        EXPECT_EQ(TRY(prune(tx, start + lapsed_kept + seconds(10), 100)), 1);
        return Done{};
    });
    EXPECT_FALSE(write([](Transaction& tx) { return count_send(tx, {counter(1, 1)}); }));
    EXPECT_TRUE(write([](Transaction& tx) { return count_send(tx, {counter(2, 1)}); }));
}

TEST_P(StoreContract, KeepsTheLastReportUntilOneIsFinal) {
    NoticeId const id{"notice-1"};
    write([](Transaction& tx) { return insert_notice(tx, sample_notice(1, UserId{"user-room"})); });
    auto const save = [&](ReportState report, int at) {
        return write(
            [&](Transaction& tx) { return save_report(tx, id, report, "", start + seconds(at)); });
    };
    auto const found = [&] {
        return *read([&](Reader& reader) { return find_notice(reader, id); });
    };
    EXPECT_EQ(found().report, ReportState::none);
    EXPECT_EQ(found().reported_at, Instant{});
    EXPECT_TRUE(save(ReportState::submitted, 1));
    EXPECT_TRUE(save(ReportState::buffered, 2));
    EXPECT_TRUE(save(ReportState::delivered, 3));
    EXPECT_FALSE(save(ReportState::buffered, 4));
    EXPECT_FALSE(save(ReportState::failed, 5));
    EXPECT_EQ(found().report, ReportState::delivered);
    EXPECT_EQ(found().reported_at, start + seconds(3));
    EXPECT_FALSE(write([](Transaction& tx) {
        return save_report(tx, NoticeId{"unknown"}, ReportState::delivered, "", start);
    }));
}

TEST_P(StoreContract, KeepsWhyAMessageDidNotArrive) {
    write([](Transaction& tx) -> Status {
        for (int number : {1, 2}) {
            auto notice = sample_notice(number, UserId{"user-room"});
            notice.failure = "busy";
            TRY(insert_notice(tx, notice));
        }
        return Done{};
    });
    auto leased = write([](Transaction& tx) {
        return lease_notices(tx, 2, start + seconds(10), start + seconds(40));
    });
    ASSERT_EQ(leased.size(), 2U);
    auto const save = [&](Notice const& notice, ReportState report, std::string const& failure) {
        return write(
            [&](Transaction& tx) { return save_report(tx, notice.id, report, failure, start); });
    };
    auto const failure = [&](Notice const& notice) {
        return read([&](Reader& reader) { return find_notice(reader, notice.id); })->failure;
    };
    EXPECT_TRUE(save(leased[0], ReportState::submitted, ""));
    EXPECT_EQ(failure(leased[0]), "busy");
    EXPECT_TRUE(save(leased[0], ReportState::rejected, "unknown subscriber"));
    EXPECT_TRUE(save(leased[1], ReportState::delivered, ""));
    for (auto& notice : leased) {
        notice.state = NoticeState::accepted;
        notice.failure.clear();
        EXPECT_TRUE(write([&](Transaction& tx) { return settle_notice(tx, notice); }));
    }
    EXPECT_EQ(failure(leased[0]), "unknown subscriber");
    EXPECT_EQ(failure(leased[1]), "");
    EXPECT_FALSE(save(leased[0], ReportState::rejected, "again"));
    EXPECT_EQ(failure(leased[0]), "unknown subscriber");
}

}  // namespace roomkey::contract
