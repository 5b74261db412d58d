#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/key_checks.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
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
    write([](Transaction& tx) { return insert_key_check(tx, 0, digest(1)); });
    auto const other = engine_->open();
    auto const before = read([](Reader& reader) { return list_corps(reader); }).size();
    race(8, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        valid(store.write([&](Transaction& tx) -> Status {
            TRY(key_checks(tx));
            if (TRY(list_corps(tx)).size() > before) return Done{};
            TRY(insert_corp(tx, sample_corp(std::to_string(200'000'000 + i))));
            return Done{};
        }));
    });
    EXPECT_EQ(read([](Reader& reader) { return list_corps(reader); }).size(), before + 1);
}

TEST_P(StoreContract, HoldsABatchInOneOrderHoweverItNamesItsUsers) {
    // By account, by third-party id and by serial number they stand in different orders.
    constexpr int count = 12;
    std::vector<std::string> accounts;
    std::vector<std::string> third_accounts;
    std::vector<std::string> serial_numbers;
    for (int i = 0; i < count; ++i) {
        auto user = sample_member(corp, "batch" + std::to_string(100 + i));
        user.third_account = "t" + std::to_string(200 - i);
        user.serial_number = "s" + std::to_string((i * 5) % count);
        accounts.push_back(user.account);
        third_accounts.push_back(user.third_account);
        serial_numbers.push_back(user.serial_number);
        write([&](Transaction& tx) { return insert_user(tx, user); });
    }
    auto const other = engine_->open();
    std::atomic<int> runs = 0;
    // Together shorter than SQLite waits for another process: it wakes nobody in turn.
    constexpr int rounds = 4;
    race(6, [&](int i) {
        auto& store = i % 2 == 0 ? *store_ : *other;
        auto const kind =
            std::array{UserName::account, UserName::third_account, UserName::serial_number}.at(
                static_cast<std::size_t>(i % 3));
        auto const& names = kind == UserName::account         ? accounts
                            : kind == UserName::third_account ? third_accounts
                                                              : serial_numbers;
        for (int round = 0; round < rounds; ++round) {
            valid(store.write([&](Transaction& tx) -> Status {
                ++runs;
                TRY(hold_users(tx, CorpId{corp}, kind, names));
                for (auto const& account : accounts) {
                    auto user = TRY(find_user_by_account(tx, account)).value();
                    user.title = std::to_string(i);
                    TRY(update_user(tx, user));
                }
                return Done{};
            }));
        }
    });
    // A deadlock would have made one of them run again.
    EXPECT_EQ(runs, 6 * rounds);
}

TEST_P(StoreContract, NeverLeavesACodeNextToABinding) {
    auto const room = add_terminal("room");
    for (int round = 0; round < 8; ++round) {
        auto const code = sample_code(100 + round);
        write([&](Transaction& tx) -> Status {
            TRY(end_binding(tx, room.user.id, UnbindReason::reset, start));
            TRY(replace_code(tx, room.user.id, code));
            return Done{};
        });
        std::atomic<int> activated = 0;
        race(8, [&](int i) {
            auto const is_activated = write([&](Transaction& tx) -> Result<bool> {
                if (i % 2 == 0) {
                    auto const found = TRY(find_terminal(tx, "room"));
                    TRY(end_binding(tx, found->user.id, UnbindReason::reset, start));
                    TRY(replace_code(tx, found->user.id, sample_code(1000 + round * 8 + i)));
                    return false;
                }
                auto const found = TRY(find_terminal_by_code(tx, code.hash));
                if (!found) return false;
                if (!TRY(delete_code(tx, code.hash))) return false;
                auto const binding = sample_binding(1000 + round * 8 + i, found->user.id);
                auto const credential = sample_credential(1000 + round * 8 + i, binding);
                return insert_binding(tx, binding, credential);
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
            auto const found = TRY(find_user(tx, user.id));
            if (!found) return internal_error("no user");
            TRY(displace_sessions(tx, user.id, session.client_type, live_max - 1, start));
            return insert_session(tx, session);
        });
        std::lock_guard const guard{mutex};
        made.insert(i + 1);
    });
    int live = 0;
    for (int const number : made) {
        auto const facts =
            read([&](Reader& reader) { return find_session(reader, digest(number)); });
        if (facts_of(facts).session.ended == SessionEnd::none) ++live;
    }
    EXPECT_EQ(live, live_max);
}

TEST_P(StoreContract, RefreshesWithOneTokenOnce) {
    auto const user = add_member("ada");
    auto const first = sample_session(1, user.id);
    write([&](Transaction& tx) { return insert_session(tx, first); });
    std::atomic<int> renewed = 0;
    race(16, [&](int i) {
        auto const is_renewed = write([&](Transaction& tx) -> Result<bool> {
            auto const facts = TRY(find_session_by_refresh(tx, first.refresh_hash));
            if (!facts) return false;
            auto next = sample_session(100 + i, user.id);
            TRY(update_session(tx, facts->session, next));
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
        write([&](Transaction& tx) { return insert_session(tx, session); });
        race(2, [&](int i) {
            write([&](Transaction& tx) -> Status {
                if (i == 0) return end_sessions(tx, user.id);
                auto const facts = TRY(find_session(tx, session.access_hash));
                if (!facts || facts->session.ended != SessionEnd::none) return Done{};
                auto renewed = facts->session;
                renewed.refresh_hash = digest(7'000 + round);
                return update_session(tx, facts->session, renewed);
            });
        });
        auto const left =
            read([&](Reader& reader) { return find_session(reader, session.access_hash); });
        EXPECT_EQ(facts_of(left).session.ended, SessionEnd::signed_out);
    }
}

TEST_P(StoreContract, TakesANonceOnceInARace) {
    std::atomic<int> taken = 0;
    race(16, [&](int) {
        if (write([](Transaction& tx) {
                return insert_nonce(tx, AppId{"app"}, digest(1), std::nullopt);
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
            EXPECT_TRUE(TRY(hold_corp(tx, CorpId{corp})));
            if (TRY(list_apps(tx, CorpId{corp})).size() >= apps_max) return Done{};
            TRY(insert_app(tx, sample_app(i, corp)));
            return Done{};
        });
    });
    EXPECT_EQ(read([](Reader& reader) { return list_apps(reader, CorpId{corp}); }).size(),
              apps_max);
}

TEST_P(StoreContract, LosesNoChangeOfAnAppToARace) {
    write([](Transaction& tx) { return insert_app(tx, sample_app(1, corp)); });
    race(12, [&](int i) {
        write([&](Transaction& tx) -> Status {
            auto app = TRY(hold_app(tx, CorpId{corp}, AppId{"app-1"}));
            app->name += '+';
            if (i == 0) app->is_disabled = true;
            return update_app(tx, *app);
        });
    });
    auto const app = read([](Reader& reader) { return find_app(reader, AppId{"app-1"}); });
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
                    auto user = TRY(find_user(tx, id));
                    user->sort_level += 1;
                    TRY(update_user(tx, *user));
                }
                return Done{};
            });
        }
    });
    for (auto const& user : {one, two}) {
        EXPECT_EQ(read([&](Reader& reader) { return find_user(reader, user.id); })->sort_level,
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
        TRY(end_binding(tx, room.user.id, UnbindReason::reset, start));
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
    valid(other->write([&](Transaction& tx) { return update_user(tx, room.user); }));
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
