#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "tests/contract/store/store_contract.hpp"

// What has to hold when many transactions, of several nodes, run at once.
namespace roomkey::contract {
namespace {

SessionFacts facts_of(std::optional<SessionFacts> const& facts) {
    EXPECT_TRUE(facts);
    return facts.value_or(SessionFacts{});
}

}  // namespace

TEST_P(StoreContract, HoldsTheKeyCheckForOneThatBeginsAnInstallation) {
    write([](Transaction& tx) { return tx.insert_key_check(0, digest(1)); });
    auto const other = engine_->open();
    auto const before = read([](Reader& reader) { return reader.list_corps(); }).size();
    race(8, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([&](Transaction& tx) -> Status {
            TRY(tx.key_checks());
            if (TRY(tx.list_corps()).size() > before) return Done{};
            TRY(tx.insert_corp(sample_corp(std::to_string(200'000'000 + i))));
            return Done{};
        }));
    });
    EXPECT_EQ(read([](Reader& reader) { return reader.list_corps(); }).size(), before + 1);
}

TEST_P(StoreContract, NeverLeavesACodeNextToABinding) {
    auto const room = add_terminal("room");
    for (int round = 0; round < 8; ++round) {
        auto const code = sample_code(100 + round);
        write([&](Transaction& tx) -> Status {
            TRY(tx.end_binding(room.user.id, UnbindReason::reset, start));
            TRY(tx.replace_code(room.user.id, code));
            return Done{};
        });
        std::atomic<int> activated = 0;
        race(8, [&](int i) {
            auto const is_activated = write([&](Transaction& tx) -> Result<bool> {
                if (i % 2 == 0) {
                    auto const found = TRY(tx.find_terminal("room"));
                    TRY(tx.end_binding(found->user.id, UnbindReason::reset, start));
                    TRY(tx.replace_code(found->user.id, sample_code(1000 + round * 8 + i)));
                    return false;
                }
                auto const found = TRY(tx.find_terminal_by_code(code.hash));
                if (!found) return false;
                if (!TRY(tx.delete_code(code.hash))) return false;
                auto const binding = sample_binding(1000 + round * 8 + i, found->user.id);
                auto const credential = sample_credential(1000 + round * 8 + i, binding);
                return tx.insert_binding(binding, credential);
            });
            if (is_activated) ++activated;
        });
        EXPECT_LE(activated, 1);
        auto const left = terminal("room");
        EXPECT_TRUE(left->code) << "the last of several resets leaves its code";
        EXPECT_FALSE(left->binding);
    }
}

TEST_P(StoreContract, KeepsTheNumberOfLiveSessionsInARace) {
    constexpr int live_max = 4;
    auto const user = add_member("ada");
    std::mutex mutex;
    std::set<int> made;
    race(24, [&](int i) {
        auto const session = sample_session(i + 1, user.id);
        write([&](Transaction& tx) -> Status {
            auto const found = TRY(tx.find_user(user.id));
            if (!found) return internal_error("no user");
            TRY(tx.displace_sessions(user.id, session.client_type, live_max - 1, start));
            return tx.insert_session(session);
        });
        std::lock_guard const guard{mutex};
        made.insert(i + 1);
    });
    int live = 0;
    for (int const number : made) {
        auto const facts =
            read([&](Reader& reader) { return reader.find_session(digest(number)); });
        if (facts_of(facts).session.ended == SessionEnd::none) ++live;
    }
    EXPECT_EQ(live, live_max);
}

TEST_P(StoreContract, RefreshesWithOneTokenOnce) {
    auto const user = add_member("ada");
    auto const first = sample_session(1, user.id);
    write([&](Transaction& tx) { return tx.insert_session(first); });
    std::atomic<int> renewed = 0;
    race(16, [&](int i) {
        auto const is_renewed = write([&](Transaction& tx) -> Result<bool> {
            auto const facts = TRY(tx.find_session_by_refresh(first.refresh_hash));
            if (!facts) return false;
            auto next = sample_session(100 + i, user.id);
            TRY(tx.update_session(facts->session, next));
            return true;
        });
        if (is_renewed) ++renewed;
    });
    EXPECT_EQ(renewed, 1);
}

TEST_P(StoreContract, RevivesNoSessionThatEndedMeanwhile) {
    auto const user = add_member("ada");
    for (int round = 1; round <= 8; ++round) {
        auto const session = sample_session(round, user.id);
        write([&](Transaction& tx) { return tx.insert_session(session); });
        race(2, [&](int i) {
            write([&](Transaction& tx) -> Status {
                if (i == 0) return tx.end_sessions(user.id);
                auto const facts = TRY(tx.find_session(session.access_hash));
                if (!facts || facts->session.ended != SessionEnd::none) return Done{};
                auto renewed = facts->session;
                renewed.refresh_hash = digest(7'000 + round);
                return tx.update_session(facts->session, renewed);
            });
        });
        auto const left =
            read([&](Reader& reader) { return reader.find_session(session.access_hash); });
        EXPECT_EQ(facts_of(left).session.ended, SessionEnd::signed_out);
    }
}

TEST_P(StoreContract, GrantsTheLastGuessesOfASourceOnce) {
    constexpr GuessLimits limits{5, std::chrono::minutes{5}, std::chrono::minutes{10}, 600};
    std::atomic<int> examined = 0;
    race(24, [&](int i) {
        write([&](Transaction& tx) -> Status {
            if (TRY(tx.find_guesses({"192.0.2.1"}, start, limits)).locked_until) return Done{};
            ++examined;
            TRY(tx.count_wrong_code({"192.0.2.1"}, digest(i), start, limits));
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
            auto const guesses = TRY(tx.find_guesses({source}, start, limits));
            if (guesses.minute_count >= limits.per_minute) return Done{};
            ++examined;
            TRY(tx.count_wrong_code({source}, digest(i), start, limits));
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
            if (TRY(tx.find_guesses(networks, start, limits)).locked_until) return Done{};
            ++examined;
            TRY(tx.count_wrong_code(networks, digest(i), start, limits));
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
            auto const guesses = TRY(tx.find_guesses({network}, start, limits));
            if (refused_until(guesses, limits, start)) return false;
            return tx.count_wrong_code({network}, digest(i), start, limits);
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
        bool const is_counted = write([&](Transaction& tx) {
            return tx.count_wrong_code({"192.0.2.1", "192.0.2.0/24"}, digest(1), start, {});
        });
        if (is_counted) ++counted;
    });
    EXPECT_EQ(counted, 1);
    auto const guesses = read([](Reader& reader) {
        return reader.find_guesses({"192.0.2.1", "192.0.2.0/24"}, start, {});
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
                auto failures = TRY(tx.find_sign_in_failures(key));
                ++failures.count;
                TRY(tx.save_sign_in_failures(key, failures));
            }
            return Done{};
        }));
    });
    for (auto const& key : keys) {
        EXPECT_EQ(read([&](Reader& reader) { return reader.find_sign_in_failures(key); }).count, 24)
            << key.account << key.source;
    }
}

TEST_P(StoreContract, TakesANonceOnceInARace) {
    std::atomic<int> taken = 0;
    race(16, [&](int) {
        if (write([](Transaction& tx) {
                return tx.insert_nonce(AppId{"app"}, digest(1), std::nullopt);
            })) {
            ++taken;
        }
    });
    EXPECT_EQ(taken, 1);
}

TEST_P(StoreContract, HoldsAnEnterpriseWhileItsAppsAreCounted) {
    constexpr std::size_t apps_max = 3;
    race(12, [&](int i) {
        write([&](Transaction& tx) -> Status {
            EXPECT_TRUE(TRY(tx.hold_corp(CorpId{corp})));
            if (TRY(tx.list_apps(CorpId{corp})).size() >= apps_max) return Done{};
            TRY(tx.insert_app(sample_app(i, corp)));
            return Done{};
        });
    });
    EXPECT_EQ(read([](Reader& reader) { return reader.list_apps(CorpId{corp}); }).size(), apps_max);
}

TEST_P(StoreContract, LosesNoChangeOfAnAppToARace) {
    write([](Transaction& tx) { return tx.insert_app(sample_app(1, corp)); });
    race(12, [&](int i) {
        write([&](Transaction& tx) -> Status {
            auto app = TRY(tx.hold_app(AppId{"app-1"}));
            app->name += '+';
            if (i == 0) app->is_disabled = true;
            return tx.update_app(*app);
        });
    });
    auto const app = read([](Reader& reader) { return reader.find_app(AppId{"app-1"}); });
    EXPECT_EQ(app->name, "App 1++++++++++++");
    EXPECT_TRUE(app->is_disabled);
}

TEST_P(StoreContract, FinishesChangesThatHoldAccountsInOppositeOrders) {
    auto const one = add_member("one");
    auto const two = add_member("two");
    race(2, [&](int i) {
        for (int round = 0; round < 8; ++round) {
            write([&](Transaction& tx) -> Status {
                for (auto const& id : {i == 0 ? one.id : two.id, i == 0 ? two.id : one.id}) {
                    auto user = TRY(tx.find_user(id));
                    user->sort_level += 1;
                    TRY(tx.update_user(*user));
                }
                return Done{};
            });
        }
    });
    for (auto const& user : {one, two}) {
        EXPECT_EQ(read([&](Reader& reader) { return reader.find_user(user.id); })->sort_level,
                  user.sort_level + 16);
    }
}

TEST_P(StoreContract, TellsOtherProcessesWhichBindingEnded) {
    auto const other = engine_->open();
    auto const room = add_terminal("room");
    auto const binding = bind(1, room);
    // Whatever came before.
    valid(store_->take_foreign_changes());
    valid(other->write([&](Transaction& tx) -> Status {
        TRY(tx.end_binding(room.user.id, UnbindReason::reset, start));
        return Done{};
    }));
    for (int round = 0; round < 500; ++round) {
        auto const changes = valid(store_->take_foreign_changes());
        auto const& told = changes.bindings;
        if (changes.is_everything ||
            std::find(told.begin(), told.end(), binding.id) != told.end()) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    FAIL() << "nothing was reported";
}

TEST_P(StoreContract, TellsOtherProcessesOfARenamedTerminal) {
    auto const other = engine_->open();
    auto room = add_terminal("room");
    auto const binding = bind(1, room);
    valid(store_->take_foreign_changes());
    room.user.name = "Renamed";
    valid(other->write([&](Transaction& tx) { return tx.update_user(room.user); }));
    for (int round = 0; round < 500; ++round) {
        auto const changes = valid(store_->take_foreign_changes());
        auto const& told = changes.bindings;
        if (changes.is_everything ||
            std::find(told.begin(), told.end(), binding.id) != told.end()) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    FAIL() << "nothing was reported";
}

}  // namespace roomkey::contract
