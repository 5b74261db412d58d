#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "storage/sql/guesses.hpp"
#include "storage/sql/sign_in_failures.hpp"
#include "tests/contract/store/store_contract.hpp"

// What counts attempts has to count each, when many come at once.
namespace roomkey::contract {

TEST_P(StoreContract, GrantsTheLastGuessesOfASourceOnce) {
    constexpr GuessLimits limits{5, std::chrono::minutes{5}, std::chrono::minutes{10}, 600};
    std::atomic<int> examined = 0;
    race(24, [&](int i) {
        write([&](Transaction& tx) -> Status {
            if (TRY(find_guesses(tx, {"192.0.2.1"}, start, limits)).locked_until) return Done{};
            ++examined;
            TRY(count_wrong_code(tx, {"192.0.2.1"}, digest(i), start, limits));
            return Done{};
        });
    });
    EXPECT_EQ(examined, limits.per_source);
}

TEST_P(StoreContract, GrantsTheLastGuessesOfTheServiceOnce) {
    constexpr GuessLimits limits{100, std::chrono::minutes{5}, std::chrono::minutes{10}, 7};
    auto const other = engine_->open();
    std::atomic<int> examined = 0;
    race(24, [&](int i) {
        auto const source = "192.0.2." + std::to_string(i);
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([&](Transaction& tx) -> Status {
            auto const guesses = TRY(find_guesses(tx, {source}, start, limits));
            if (guesses.minute_count >= limits.per_minute) return Done{};
            ++examined;
            TRY(count_wrong_code(tx, {source}, digest(i), start, limits));
            return Done{};
        }));
    });
    EXPECT_EQ(examined, limits.per_minute);
}

TEST_P(StoreContract, GrantsTheLastGuessesOfANetworkOnce) {
    GuessLimits limits;
    limits.per_network = 7;
    auto const other = engine_->open();
    std::atomic<int> examined = 0;
    race(24, [&](int i) {
        std::vector<std::string> const networks{"192.0.2." + std::to_string(i), "192.0.2.0/24"};
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([&](Transaction& tx) -> Status {
            if (TRY(find_guesses(tx, networks, start, limits)).locked_until) return Done{};
            ++examined;
            TRY(count_wrong_code(tx, networks, digest(i), start, limits));
            return Done{};
        }));
    });
    EXPECT_EQ(examined, limits.per_network);
}

TEST_P(StoreContract, KeepsTheReserveOfAMinuteForCleanNetworks) {
    GuessLimits limits;
    limits.per_minute = 8;
    auto const other = engine_->open();
    auto const examine = [&](int i, std::string const& network) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        return valid(store.write([&](Transaction& tx) -> Result<bool> {
            auto const guesses = TRY(find_guesses(tx, {network}, start, limits));
            if (refused_until(guesses, limits, start)) return false;
            auto const counted = TRY(count_wrong_code(tx, {network}, digest(i), start, limits));
            return counted.is_new;
        }));
    };
    auto const used_network = [](int i) { return "192.0." + std::to_string(i % 3) + ".0/24"; };
    std::atomic<int> examined = 0;
    // Not in the race: the first code of a network may draw on the reserve.
    for (int i = 0; i < 3; ++i) examined += examine(i, used_network(i)) ? 1 : 0;
    ASSERT_EQ(examined, 3);
    race(24, [&](int i) {
        if (examine(i + 3, used_network(i))) ++examined;
    });
    EXPECT_EQ(examined, limits.open_per_minute());
    race(24, [&](int i) {
        if (examine(i, "198.51." + std::to_string(i) + ".0/24")) ++examined;
    });
    EXPECT_EQ(examined, limits.per_minute);
}

TEST_P(StoreContract, CountsOneCodeOfARaceOnce) {
    std::atomic<int> counted = 0;
    race(24, [&](int) {
        auto const guess = write([&](Transaction& tx) {
            return count_wrong_code(tx, {"192.0.2.1", "192.0.2.0/24"}, digest(1), start, {});
        });
        if (guess.is_new) ++counted;
    });
    EXPECT_EQ(counted, 1);
    auto const guesses = read([](Reader& reader) {
        return find_guesses(reader, {"192.0.2.1", "192.0.2.0/24"}, start, {});
    });
    EXPECT_EQ(guesses.source_count, 1);
    EXPECT_EQ(guesses.minute_count, 1);
}

TEST_P(StoreContract, CountsEveryWrongPasswordOfARace) {
    SignInKey const keys[] = {{"nobody", "192.0.2.1"}, {"nobody", ""}, {"", "192.0.2.1"}};
    auto const other = engine_->open();
    race(24, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([&](Transaction& tx) -> Status {
            for (auto const& key : keys) {
                auto failures = TRY(find_sign_in_failures(tx, key));
                ++failures.count;
                TRY(save_sign_in_failures(tx, key, failures));
            }
            return Done{};
        }));
    });
    for (auto const& key : keys) {
        EXPECT_EQ(read([&](Reader& reader) { return find_sign_in_failures(reader, key); }).count,
                  24)
            << key.account << key.source;
    }
}

}  // namespace roomkey::contract
