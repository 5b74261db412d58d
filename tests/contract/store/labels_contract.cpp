#include "storage/sql/terminal/labels.hpp"

#include "storage/sql/audit.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

using Accounts = std::vector<std::string>;

TerminalLabels const noted{"Key at the reception", "A-2041", {"Lobby", "2026"}};

UserSearch search_of_terminals() {
    UserSearch search;
    search.reach = CorpId{"100000001"};
    search.page.limit = 100;
    search.types = {UserType::idea_hub};
    search.with_inactive_terminals = true;
    return search;
}

UserSearch search_for_tag(std::string tag) {
    auto search = search_of_terminals();
    search.tag = std::move(tag);
    return search;
}

UserSearch search_for_asset(std::string beginning) {
    auto search = search_of_terminals();
    search.asset_number = std::move(beginning);
    return search;
}

}  // namespace

TEST_P(StoreContract, KeepsTheLabelsOfATerminal) {
    auto const room = add_terminal("room");
    auto const labels_of_room = [&] {
        return read([&](Reader& reader) { return find_labels(reader, room.user.id); });
    };
    auto const save = [&](TerminalLabels const& labels) {
        write([&](Transaction& tx) { return save_labels(tx, room.user, labels); });
    };
    EXPECT_EQ(labels_of_room(), TerminalLabels{});
    save(noted);
    EXPECT_EQ(labels_of_room(), noted);
    auto const row = read([&](Reader& reader) { return show_user(reader, room.user.id); });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->labels, noted);
    EXPECT_EQ(row->user, terminal("room")->user);
    TerminalLabels const other{"", "B-1", {"new"}};
    save(other);
    EXPECT_EQ(labels_of_room(), other);
    EXPECT_EQ(accounts(search_for_tag("lobby")), (Accounts{}));
    save({});
    EXPECT_EQ(labels_of_room(), TerminalLabels{});
    EXPECT_EQ(accounts(search_for_tag("new")), (Accounts{}));
}

TEST_P(StoreContract, FindsTerminalsByTagAndAssetNumber) {
    for (auto const* account : {"first", "second", "third"}) {
        auto const room = add_terminal(account);
        auto labels = noted;
        labels.asset_number += account;
        if (account == std::string{"second"}) labels.tags = {"Lobby west"};
        write([&](Transaction& tx) { return save_labels(tx, room.user, labels); });
    }
    auto const theirs = add_terminal("theirs", other_corp);
    write([&](Transaction& tx) { return save_labels(tx, theirs.user, noted); });
    add_terminal("bare");
    EXPECT_EQ(accounts(search_for_tag("LOBBY")), (Accounts{"third", "first"}));
    EXPECT_EQ(accounts(search_for_tag("lobb")), (Accounts{}));
    EXPECT_EQ(accounts(search_for_asset("a-2041")), (Accounts{"third", "second", "first"}));
    EXPECT_EQ(accounts(search_for_asset("A-2041S")), (Accounts{"second"}));
    EXPECT_EQ(accounts(search_for_asset("-2041")), (Accounts{}));
    auto both = search_for_tag("2026");
    both.asset_number = "a-2041f";
    EXPECT_EQ(accounts(both), (Accounts{"first"}));
    both.text = "Name";
    EXPECT_EQ(accounts(both), (Accounts{"first"}));
    both.text = "nowhere";
    EXPECT_EQ(accounts(both), (Accounts{}));
}

TEST_P(StoreContract, ForgetsLabelsWithTheAccount) {
    auto const room = add_terminal("room");
    write([&](Transaction& tx) { return save_labels(tx, room.user, noted); });
    write([&](Transaction& tx) { return delete_user(tx, room.user.id); });
    EXPECT_EQ(accounts(search_for_tag("lobby")), (Accounts{}));
    auto const rows = read([](Reader& reader) -> Result<std::int64_t> {
        return TRY(reader.integer("SELECT count(*) FROM terminal_label WHERE corp_id = $1 "
                                  "AND folded_asset_number = 'a-2041'",
                                  CorpId{corp})) +
               TRY(reader.integer(
                   "SELECT count(*) FROM terminal_tag WHERE corp_id = $1 AND tag = 'lobby'",
                   CorpId{corp}));
    });
    EXPECT_EQ(rows, 0);
}

TEST_P(StoreContract, FindsTerminalsThatAreOnline) {
    auto const seen = add_terminal("seen");
    auto const silent = add_terminal("silent");
    add_terminal("unbound");
    auto const first = bind(1, seen);
    auto const second = bind(2, silent);
    write([&](Transaction& tx) -> Status {
        TRY(touch_binding(tx, first.id, start + days(2), ""));
        return touch_binding(tx, second.id, start + days(1), "");
    });
    auto search = search_of_terminals();
    search.is_online = true;
    search.now = start + days(2) + online_within;
    EXPECT_EQ(accounts(search), (Accounts{"seen"}));
    search.now = start + days(2) + Duration{1} + online_within;
    EXPECT_EQ(accounts(search), (Accounts{}));
    search.is_online = false;
    EXPECT_EQ(accounts(search), (Accounts{"silent", "seen"}));
    search.now = start + days(2) + online_within;
    EXPECT_EQ(accounts(search), (Accounts{"silent"}));
    // Nobody was seen a day later than now.
    search.now = start + days(1) + online_within;
    EXPECT_EQ(accounts(search), (Accounts{"seen"}));
    search.is_online = true;
    EXPECT_EQ(accounts(search), (Accounts{"silent"}));
}

TEST_P(StoreContract, FindsTerminalsInAState) {
    auto const now = start + days(20);
    int number = 0;
    auto const with_code = [&](char const* account, Instant expires_at) {
        auto code = sample_code(++number);
        code.expires_at = expires_at;
        add_code(add_terminal(account), code);
    };
    auto const with_device = [&](char const* account, Instant seen_at) {
        auto const binding = bind(++number, add_terminal(account));
        write([&](Transaction& tx) { return touch_binding(tx, binding.id, seen_at, ""); });
    };
    auto const disable = [&](char const* account) {
        auto user = terminal(account)->user;
        user.status = AccountStatus::disabled;
        write([&](Transaction& tx) { return update_user(tx, user); });
    };
    with_code("fresh", now + expiring_within + Duration{1});
    with_code("soon", now + expiring_within);
    with_code("late", now);
    with_code("off", now + days(5));
    disable("off");
    with_device("seen", now - gone_after);
    with_device("gone", now - gone_after - Duration{1});
    with_device("thrown", now);
    disable("thrown");
    add_terminal("bare");
    auto search = search_of_terminals();
    search.now = now;
    auto const in_state = [&](ListedState state) {
        search.state = state;
        return accounts(search);
    };
    for (auto const* text : {"", "Name"}) {
        search.text = text;
        EXPECT_EQ(in_state(ListedState::issued), (Accounts{"soon", "fresh"})) << text;
        EXPECT_EQ(in_state(ListedState::expiring), (Accounts{"soon"})) << text;
        EXPECT_EQ(in_state(ListedState::lapsed), (Accounts{"late"})) << text;
        EXPECT_EQ(in_state(ListedState::active), (Accounts{"gone", "seen"})) << text;
        EXPECT_EQ(in_state(ListedState::gone), (Accounts{"gone"})) << text;
        EXPECT_EQ(in_state(ListedState::released), (Accounts{"bare"})) << text;
        EXPECT_EQ(in_state(ListedState::disabled), (Accounts{"thrown", "off"})) << text;
    }
    search.status = AccountStatus::disabled;
    EXPECT_EQ(in_state(ListedState::issued), (Accounts{}));
    EXPECT_EQ(in_state(ListedState::disabled), (Accounts{"thrown", "off"}));
    search.status = AccountStatus::normal;
    EXPECT_EQ(in_state(ListedState::lapsed), (Accounts{"late"}));
    search.reach = CorpId{other_corp};
    EXPECT_EQ(in_state(ListedState::lapsed), (Accounts{}));
}

TEST_P(StoreContract, CountsWhatWasDoneInASpan) {
    write([&](Transaction& tx) -> Status {
        for (int day = 0; day < 4; ++day) {
            auto entry = sample_audit(corp, "room", start + days(day));
            entry.operation = day == 1 ? "other" : "counted";
            entry.outcome = "ok";
            TRY(insert_audit(tx, entry));
            entry.outcome = "account_unknown";
            TRY(insert_audit(tx, entry));
        }
        auto theirs = sample_audit(other_corp, "room", start);
        theirs.operation = "counted";
        theirs.outcome = "ok";
        return insert_audit(tx, theirs);
    });
    auto const count = [&](std::vector<std::string> const& operations, int from, int to, int most) {
        return read([&](Reader& reader) {
            return count_done(reader, CorpId{corp}, operations, start + days(from),
                              start + days(to), most);
        });
    };
    EXPECT_EQ(count({"counted"}, 0, 4, 10), 3);
    EXPECT_EQ(count({"counted", "other"}, 0, 4, 10), 4);
    EXPECT_EQ(count({"counted", "other"}, 1, 3, 10), 2);
    EXPECT_EQ(count({"counted", "other"}, 0, 4, 3), 3);
    EXPECT_EQ(count({"none"}, 0, 4, 10), 0);
}

}  // namespace roomkey::contract
