#include "storage/sql/terminal/pairings.hpp"

#include <array>
#include <atomic>

#include "storage/sql/prune.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

/// Complete, and another for each number.
Pairing sample_pairing(int number) {
    Pairing pairing;
    pairing.token_hash = digest(number);
    pairing.user_code_hash = digest(-number);
    pairing.number_hash = digest(1000 + number);
    pairing.device = {"SN" + std::to_string(number), "idea-hub", "IdeaHub", "23.0"};
    pairing.source = "192.0.2.1";
    pairing.network = "192.0.2.1";
    pairing.wide_network = "192.0.2.0/24";
    pairing.begun_at = start;
    pairing.expires_at = start + pairing_validity;
    return pairing;
}

void expect_same(Pairing const& found, Pairing const& kept) {
    EXPECT_EQ(found.token_hash, kept.token_hash);
    EXPECT_EQ(found.user_code_hash, kept.user_code_hash);
    EXPECT_EQ(found.number_hash, kept.number_hash);
    EXPECT_EQ(found.code_hash, kept.code_hash);
    EXPECT_EQ(found.device.sn, kept.device.sn);
    EXPECT_EQ(found.device.type, kept.device.type);
    EXPECT_EQ(found.device.model, kept.device.model);
    EXPECT_EQ(found.device.software_version, kept.device.software_version);
    EXPECT_EQ(found.source, kept.source);
    EXPECT_EQ(found.network, kept.network);
    EXPECT_EQ(found.wide_network, kept.wide_network);
    EXPECT_EQ(found.begun_at, kept.begun_at);
    EXPECT_EQ(found.polled_at, kept.polled_at);
    EXPECT_EQ(found.expires_at, kept.expires_at);
    EXPECT_EQ(found.wrong_numbers, kept.wrong_numbers);
    EXPECT_EQ(found.state, kept.state);
}

}  // namespace

TEST_P(StoreContract, FindsAPairingByItsTokenAndByItsUserCode) {
    auto const pairing = sample_pairing(1);
    EXPECT_TRUE(write([&](Transaction& tx) { return insert_pairing(tx, pairing); }));
    expect_same(read([](Reader& reader) { return find_pairing(reader, digest(1)); }).value(),
                pairing);
    expect_same(
        read([](Reader& reader) { return find_pairing_by_user_code(reader, digest(-1)); }).value(),
        pairing);
    EXPECT_FALSE(read([](Reader& reader) { return find_pairing(reader, digest(-1)); }));
    EXPECT_FALSE(read([](Reader& reader) { return find_pairing_by_user_code(reader, digest(1)); }));
}

TEST_P(StoreContract, KeepsWhatBecameOfAPairing) {
    auto pairing = sample_pairing(1);
    pairing.polled_at = start + seconds(5);
    write([&](Transaction& tx) { return insert_pairing(tx, pairing); });
    write([&](Transaction& tx) { return insert_pairing(tx, sample_pairing(2)); });
    pairing.code_hash = digest(7);
    pairing.polled_at = start + seconds(10);
    pairing.expires_at = start + days(1);
    pairing.wrong_numbers = 2;
    pairing.state = PairingState::approved;
    write([&](Transaction& tx) { return update_pairing(tx, pairing); });
    expect_same(read([](Reader& reader) { return find_pairing(reader, digest(1)); }).value(),
                pairing);
    expect_same(read([](Reader& reader) { return find_pairing(reader, digest(2)); }).value(),
                sample_pairing(2));
}

TEST_P(StoreContract, GivesAUserCodeToOnePairingAtATime) {
    auto second = sample_pairing(2);
    second.user_code_hash = digest(-1);
    write([&](Transaction& tx) -> Status {
        EXPECT_TRUE(TRY(insert_pairing(tx, sample_pairing(1))));
        EXPECT_FALSE(TRY(insert_pairing(tx, second)));
        return Done{};
    });
}

TEST_P(StoreContract, CountsThePairingsThatHaveNotExpired) {
    write([](Transaction& tx) -> Status {
        for (int number = 1; number <= 3; ++number) {
            auto pairing = sample_pairing(number);
            if (number == 2) pairing.network = "192.0.2.2";
            if (number == 3) pairing.network = pairing.wide_network = "elsewhere";
            TRY(insert_pairing(tx, pairing));
        }
        return Done{};
    });
    auto const count_at = [&](Instant now) {
        return write(
            [&](Transaction& tx) { return count_pairings(tx, "192.0.2.1", "192.0.2.0/24", now); });
    };
    auto const count = count_at(start + pairing_validity - seconds(1));
    EXPECT_EQ(count.of_network, 1);
    EXPECT_EQ(count.of_wide_network, 2);
    EXPECT_EQ(count.of_all, 3);
    EXPECT_EQ(count_at(start + pairing_validity).of_all, 0);
}

TEST_P(StoreContract, CountsNoPairingThatAClockAheadBegan) {
    write([](Transaction& tx) { return insert_pairing(tx, sample_pairing(1)); });
    auto const counts_at = [&](Instant now) {
        auto const count = write(
            [&](Transaction& tx) { return count_pairings(tx, "192.0.2.1", "192.0.2.0/24", now); });
        return std::array{count.of_network, count.of_wide_network, count.of_all};
    };
    using Counts = std::array<std::int64_t, 3>;
    EXPECT_EQ(counts_at(start - days(100)), (Counts{0, 0, 0}));
    auto const hour = seconds(3600);
    EXPECT_EQ(counts_at(start - hour - seconds(1)), (Counts{0, 0, 0}));
    EXPECT_EQ(counts_at(start - hour), (Counts{1, 1, 1}));
}

TEST_P(StoreContract, LetsOnlyOneBeginTheLastPairingThatIsAllowed) {
    std::atomic<int> begun{0};
    race(4, [&](int i) {
        write([&](Transaction& tx) -> Status {
            auto const count = TRY(count_pairings(tx, "192.0.2.1", "192.0.2.0/24", start));
            if (count.of_all > 0) return Done{};
            TRY(insert_pairing(tx, sample_pairing(i + 1)));
            ++begun;
            return Done{};
        });
    });
    auto const count = read(
        [](Reader& reader) { return count_pairings(reader, "192.0.2.1", "192.0.2.0/24", start); });
    EXPECT_EQ(count.of_all, 1);
    // Work that is run again counts again.
    EXPECT_GE(begun.load(), 1);
}

TEST_P(StoreContract, ForgetsPairingsThatAreOver) {
    write([](Transaction& tx) -> Status {
        auto later = sample_pairing(2);
        later.expires_at = later.expires_at + seconds(1);
        TRY(insert_pairing(tx, sample_pairing(1)));
        TRY(insert_pairing(tx, later));
        EXPECT_EQ(TRY(prune(tx, start + pairing_validity + lapsed_kept, 100)), 1);
        EXPECT_FALSE(TRY(find_pairing(tx, digest(1))));
        EXPECT_TRUE(TRY(find_pairing(tx, digest(2))));
        return Done{};
    });
}

}  // namespace roomkey::contract
