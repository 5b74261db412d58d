#include "storage/sql/audit.hpp"

#include "storage/sql/guesses.hpp"
#include "storage/sql/replays.hpp"
#include "tests/contract/store/store_contract.hpp"

// Guesses, replays and the audit trail.
namespace roomkey::contract {
namespace {

constexpr GuessLimits limits{3, std::chrono::minutes{5}, std::chrono::minutes{10}, 600};

}  // namespace

TEST_P(StoreContract, CountsWrongCodesInAWindowFromTheFirst) {
    auto const guess = [&](int at) {
        write([&](Transaction& tx) {
            return count_wrong_code(tx, {"192.0.2.1"}, digest(at), start + seconds(at), limits);
        });
    };
    auto const count = [&](int at) {
        return read([&](Reader& reader) {
            return find_guesses(reader, {"192.0.2.1"}, start + seconds(at), {});
        });
    };
    EXPECT_EQ(count(0).source_count, 0);
    guess(0);
    guess(299);
    EXPECT_EQ(count(299).source_count, 2);
    EXPECT_FALSE(count(299).locked_until);
    EXPECT_EQ(count(300).source_count, 0);
    guess(300);
    EXPECT_EQ(count(300).source_count, 1);
    EXPECT_EQ(count(599).source_count, 1);
    EXPECT_EQ(count(600).source_count, 0);
}

TEST_P(StoreContract, LocksASourceAndStartsAgainAfterwards) {
    auto const guess = [&](int at) {
        write([&](Transaction& tx) {
            return count_wrong_code(tx, {"192.0.2.1"}, digest(at), start + seconds(at), limits);
        });
    };
    auto const count = [&](char const* source, int at) {
        return read([&](Reader& reader) {
            return find_guesses(reader, {source}, start + seconds(at), {});
        });
    };
    for (int at : {0, 10, 20}) guess(at);
    auto const until = start + seconds(620);
    EXPECT_EQ(count("192.0.2.1", 20).locked_until, until);
    EXPECT_EQ(count("192.0.2.1", 20).source_count, 3);
    EXPECT_FALSE(count("192.0.2.2", 20).locked_until);
    EXPECT_EQ(count("192.0.2.2", 20).source_count, 0);
    // One that was in progress when the lock came does not extend it.
    guess(30);
    EXPECT_EQ(count("192.0.2.1", 619).locked_until, until);
    EXPECT_FALSE(count("192.0.2.1", 620).locked_until);
    EXPECT_EQ(count("192.0.2.1", 620).source_count, 0);
    guess(620);
    EXPECT_EQ(count("192.0.2.1", 620).source_count, 1);
    EXPECT_FALSE(count("192.0.2.1", 620).locked_until);
}

TEST_P(StoreContract, CountsACodeOfASourceOnceInAWindow) {
    auto const guess = [&](char const* source, int number, int at) {
        return write([&](Transaction& tx) {
            return count_wrong_code(tx, {source}, digest(number), start + seconds(at), limits);
        });
    };
    EXPECT_TRUE(guess("192.0.2.1", 1, 0));
    for (int at = 1; at <= 12; ++at) EXPECT_FALSE(guess("192.0.2.1", 1, at));
    EXPECT_TRUE(guess("192.0.2.2", 1, 12));
    EXPECT_TRUE(guess("192.0.2.1", 2, 12));
    auto const counted = read([](Reader& reader) {
        return find_guesses(reader, {"192.0.2.1"}, start + seconds(12), limits);
    });
    EXPECT_EQ(counted.source_count, 2);
    EXPECT_EQ(counted.minute_count, 3);
    EXPECT_FALSE(counted.locked_until);
    auto const has_presented = [&](char const* source, int number, int at) {
        return read([&](Reader& reader) {
            return roomkey::has_presented(reader, source, digest(number), start + seconds(at));
        });
    };
    EXPECT_TRUE(has_presented("192.0.2.1", 1, 299));
    EXPECT_FALSE(has_presented("192.0.2.1", 3, 299));
    EXPECT_FALSE(has_presented("192.0.2.3", 1, 299));
    EXPECT_FALSE(guess("192.0.2.1", 1, 299));
    EXPECT_FALSE(has_presented("192.0.2.1", 1, 300));
    EXPECT_TRUE(guess("192.0.2.1", 1, 300));
    EXPECT_TRUE(has_presented("192.0.2.1", 1, 300));
}

TEST_P(StoreContract, CountsWrongCodesForEachNetworkOfTheirSource) {
    GuessLimits wide = limits;
    wide.per_source = 100;
    wide.per_network = 5;
    auto const networks = [](int subnet) {
        return std::vector<std::string>{std::to_string(subnet) + "/64",
                                        std::to_string(subnet / 10) + "/56", "all/48"};
    };
    int number = 0;
    auto const guess = [&](int subnet) {
        write([&](Transaction& tx) {
            return count_wrong_code(tx, networks(subnet), digest(++number), start, wide);
        });
    };
    auto const count = [&](int subnet, int at) {
        return read([&](Reader& reader) {
            return find_guesses(reader, networks(subnet), start + seconds(at), wide);
        });
    };
    EXPECT_TRUE(count(11, 0).is_clean);
    for (int const subnet : {11, 12, 13}) guess(subnet);
    EXPECT_EQ(count(14, 0).source_count, 0);
    EXPECT_FALSE(count(14, 0).is_clean);
    EXPECT_EQ(count(14, 0).locked_until, start + seconds(300));
    EXPECT_FALSE(count(21, 0).locked_until);
    for (int const subnet : {21, 31}) guess(subnet);
    EXPECT_EQ(count(41, 0).locked_until, start + seconds(300));
    EXPECT_EQ(count(41, 0).minute_count, 5);
    EXPECT_FALSE(count(41, 300).locked_until);
    EXPECT_TRUE(count(41, 300).is_clean);
}

TEST_P(StoreContract, CountsWrongCodesOfTheServicePerCalendarMinute) {
    auto const guess = [&](char const* source, int at) {
        write([&](Transaction& tx) {
            return count_wrong_code(tx, {source}, digest(at), start + seconds(at), limits);
        });
    };
    auto const count = [&](int at) {
        return read([&](Reader& reader) {
                   return find_guesses(reader, {"192.0.2.9"}, start + seconds(at), {});
               })
            .minute_count;
    };
    guess("192.0.2.1", 58);
    guess("192.0.2.2", 59);
    guess("192.0.2.1", 60);
    EXPECT_EQ(count(0), 2);
    EXPECT_EQ(count(59), 2);
    EXPECT_EQ(count(60), 1);
    EXPECT_EQ(count(120), 0);
}

TEST_P(StoreContract, LosesNoWrongCodeToARace) {
    constexpr GuessLimits wide{1000, std::chrono::minutes{5}, std::chrono::minutes{10}, 600};
    race(32, [&](int i) {
        write([&](Transaction& tx) {
            return count_wrong_code(tx, {"192.0.2.1"}, digest(i), start, wide);
        });
    });
    auto const counted =
        read([](Reader& reader) { return find_guesses(reader, {"192.0.2.1"}, start, {}); });
    EXPECT_EQ(counted.source_count, 32);
    EXPECT_EQ(counted.minute_count, 32);
}

TEST_P(StoreContract, KeepsTheFirstAnswerToAnIdempotencyKey) {
    Replay const replay{UserId{"user-ada"}, digest(1), digest(2), {1, 0, 2}, start + days(1)};
    write([&](Transaction& tx) { return insert_replay(tx, replay); });
    auto const found =
        read([&](Reader& reader) { return find_replay(reader, replay.user_id, digest(1)); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->user_id, replay.user_id);
    EXPECT_EQ(found->key_hash, replay.key_hash);
    EXPECT_EQ(found->request_hash, replay.request_hash);
    EXPECT_EQ(found->sealed_answer, replay.sealed_answer);
    EXPECT_EQ(found->expires_at, replay.expires_at);
    EXPECT_FALSE(
        read([&](Reader& reader) { return find_replay(reader, replay.user_id, digest(2)); }));
    EXPECT_FALSE(
        read([&](Reader& reader) { return find_replay(reader, UserId{"user-eve"}, digest(1)); }));
}

TEST_P(StoreContract, ReplacesALapsedReplay) {
    Replay replay{UserId{"user-ada"}, digest(1), digest(2), {1}, start};
    write([&](Transaction& tx) { return insert_replay(tx, replay); });
    replay.sealed_answer = {2};
    replay.expires_at = start + days(1);
    write([&](Transaction& tx) { return insert_replay(tx, replay); });
    auto const found =
        read([&](Reader& reader) { return find_replay(reader, replay.user_id, digest(1)); });
    EXPECT_EQ(found->sealed_answer, Bytes{2});
    EXPECT_EQ(found->expires_at, start + days(1));
}

TEST_P(StoreContract, KeepsEveryFieldOfAnAuditRecord) {
    auto const entry = sample_audit(corp, "room", start);
    write([&](Transaction& tx) { return insert_audit(tx, entry); });
    AuditSearch search;
    search.corp_id = CorpId{corp};
    auto const page = read([&](Reader& reader) { return search_audit(reader, search); });
    ASSERT_EQ(page.data.size(), 1U);
    auto const& found = page.data[0];
    EXPECT_EQ(found.at, entry.at);
    EXPECT_EQ(found.corp_id, entry.corp_id);
    EXPECT_EQ(found.actor_id, entry.actor_id);
    EXPECT_EQ(found.actor, entry.actor);
    EXPECT_EQ(found.operation, entry.operation);
    EXPECT_EQ(found.account, entry.account);
    EXPECT_EQ(found.request_id, entry.request_id);
    EXPECT_EQ(found.source, entry.source);
    EXPECT_EQ(found.outcome, entry.outcome);
    EXPECT_EQ(found.detail, entry.detail);
}

TEST_P(StoreContract, SearchesTheAuditTrailNewestFirst) {
    write([](Transaction& tx) -> Status {
        auto created = sample_audit(corp, "room", start + seconds(1));
        created.operation = "create_code";
        TRY(insert_audit(tx, sample_audit(corp, "room", start + seconds(3))));
        TRY(insert_audit(tx, created));
        TRY(insert_audit(tx, sample_audit(corp, "hall", start + seconds(2))));
        TRY(insert_audit(tx, sample_audit(other_corp, "room", start + seconds(4))));
        return insert_audit(tx, sample_audit("", "nobody", start + seconds(5)));
    });
    AuditSearch search;
    auto const found = [&] {
        std::vector<int> seconds_found;
        auto const page = read([&](Reader& reader) { return search_audit(reader, search); });
        EXPECT_EQ(page.count, static_cast<std::int64_t>(page.data.size()));
        for (auto const& entry : page.data) {
            seconds_found.push_back(static_cast<int>((entry.at - start).count() / 1000));
        }
        return seconds_found;
    };
    EXPECT_EQ(found(), (std::vector{5, 4, 3, 2, 1}));
    search.corp_id = CorpId{corp};
    EXPECT_EQ(found(), (std::vector{3, 2, 1}));
    search.account = "room";
    EXPECT_EQ(found(), (std::vector{3, 1}));
    search.operation = "create_code";
    EXPECT_EQ(found(), (std::vector{1}));
    search.account.clear();
    EXPECT_EQ(found(), (std::vector{1}));
    search.operation.clear();
    search.from = start + seconds(2);
    EXPECT_EQ(found(), (std::vector{3, 2}));
    search.to = start + seconds(3);
    EXPECT_EQ(found(), (std::vector{2}));
    search.corp_id.reset();
    search.account = "hall";
    EXPECT_EQ(found(), (std::vector{2}));
    search.account = "room";
    EXPECT_EQ(found(), (std::vector<int>{}));
}

TEST_P(StoreContract, CountsWhatWasDoneToAnAccount) {
    AuditEntry entry;
    entry.corp_id = CorpId{corp};
    entry.account = "room";
    entry.operation = "reset";
    entry.outcome = "ok";
    write([&](Transaction& tx) -> Status {
        for (int i = 0; i < 3; ++i) {
            entry.at = start + seconds(i);
            TRY(insert_audit(tx, entry));
        }
        auto refused = entry;
        refused.outcome = "invalid_parameter";
        TRY(insert_audit(tx, refused));
        auto other = entry;
        other.account = "hall";
        TRY(insert_audit(tx, other));
        other = entry;
        other.operation = "create";
        TRY(insert_audit(tx, other));
        other = entry;
        other.corp_id = CorpId{other_corp};
        return insert_audit(tx, other);
    });
    auto const count = [&](Instant after) {
        return read([&](Reader& reader) {
            return count_done(reader, CorpId{corp}, "room", "reset", after);
        });
    };
    EXPECT_EQ(count(start - seconds(1)), 3);
    EXPECT_EQ(count(start), 2);
    EXPECT_EQ(count(start + seconds(2)), 0);
    auto const until_first = read([](Reader& reader) {
        return count_done(reader, CorpId{corp}, "room", "reset", start - seconds(1), start);
    });
    EXPECT_EQ(until_first, 1);
}

TEST_P(StoreContract, PagesTheAuditTrail) {
    write([](Transaction& tx) -> Status {
        for (int i = 0; i < 5; ++i) {
            TRY(insert_audit(tx, sample_audit(corp, "room" + std::to_string(i), start)));
        }
        return Done{};
    });
    AuditSearch search;
    search.corp_id = CorpId{corp};
    search.page = {9, 2};
    auto const last = read([&](Reader& reader) { return search_audit(reader, search); });
    EXPECT_EQ(last.count, 5);
    EXPECT_EQ(last.offset, 4);
    ASSERT_EQ(last.data.size(), 1U);
    EXPECT_EQ(last.data[0].account, "room0");
}

}  // namespace roomkey::contract
