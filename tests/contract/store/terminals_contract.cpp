#include <atomic>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, MakesATerminalWithoutCode) {
    auto room = sample_terminal(corp, "room");
    room.device_type = DeviceType::smart_rooms;
    EXPECT_TRUE(write([&](Transaction& tx) { return insert_terminal(tx, room); }));
    auto const found = terminal("room");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->user.id, room.user.id);
    EXPECT_EQ(found->user.name, room.user.name);
    EXPECT_EQ(found->device_type, DeviceType::smart_rooms);
    EXPECT_FALSE(found->was_active);
    EXPECT_FALSE(found->code);
    EXPECT_FALSE(found->binding);
}

TEST_P(StoreContract, RefusesATerminalWithATakenAccount) {
    add_member("room");
    auto room = sample_terminal(corp, "room");
    room.user.id = UserId{"another"};
    EXPECT_FALSE(write([&](Transaction& tx) { return insert_terminal(tx, room); }));
    EXPECT_FALSE(terminal("room"));
}

TEST_P(StoreContract, FindsATerminalByAccountUserCodeAndCodeId) {
    auto const room = add_terminal("room");
    add_terminal("decoy");
    auto const code = sample_code(1);
    add_code(room, code);
    read([&](Reader& reader) -> Status {
        for (auto const& found :
             {TRY(find_terminal(reader, "room")), TRY(find_terminal_by_user(reader, room.user.id)),
              TRY(find_terminal_by_code(reader, code.hash)),
              TRY(find_terminal_by_code_id(reader, CorpId{corp}, code.id()))}) {
            EXPECT_TRUE(found);
            if (!found) continue;
            EXPECT_EQ(found->user.id, room.user.id);
            EXPECT_TRUE(found->code);
            if (!found->code) continue;
            EXPECT_EQ(found->code->id(), code.id());
            EXPECT_EQ(found->code->hash, code.hash);
            EXPECT_EQ(found->code->sealed, code.sealed);
            EXPECT_EQ(found->code->created_at, code.created_at);
            EXPECT_EQ(found->code->expires_at, code.expires_at);
        }
        return Done{};
    });
}

TEST_P(StoreContract, FindsAnAccountForItsOwnEnterpriseAlone) {
    add_member("ada");
    add_terminal("room");
    read([](Reader& reader) -> Status {
        EXPECT_TRUE(TRY(find_user_by_account(reader, CorpId{corp}, "ada")));
        EXPECT_TRUE(TRY(find_terminal(reader, CorpId{corp}, "room")));
        for (auto const* stranger : {other_corp, "", "none"}) {
            EXPECT_FALSE(TRY(find_user_by_account(reader, CorpId{stranger}, "ada")));
            EXPECT_FALSE(TRY(find_terminal(reader, CorpId{stranger}, "room")));
        }
        return Done{};
    });
}

TEST_P(StoreContract, FindsNoTerminalThatIsNotThere) {
    add_member("ada");
    add_code(add_terminal("room"), sample_code(1));
    read([](Reader& reader) -> Status {
        EXPECT_FALSE(TRY(find_terminal(reader, "ada")));
        EXPECT_FALSE(TRY(find_terminal(reader, "none")));
        EXPECT_FALSE(TRY(find_terminal_by_user(reader, UserId{"user-ada"})));
        EXPECT_FALSE(TRY(find_terminal_by_code(reader, digest(2))));
        EXPECT_FALSE(TRY(find_terminal_by_code_id(reader, CorpId{corp}, sample_code(2).id())));
        EXPECT_FALSE(
            TRY(find_terminal_by_code_id(reader, CorpId{other_corp}, sample_code(1).id())));
        return Done{};
    });
}

TEST_P(StoreContract, ReplacesTheCodeOfAnAccount) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    add_code(room, sample_code(2, start + days(1)));
    EXPECT_EQ(terminal("room")->code->hash, digest(2));
    EXPECT_EQ(terminal("room")->code->created_at, start + days(1));
    read([&](Reader& reader) -> Status {
        EXPECT_FALSE(TRY(find_terminal_by_code(reader, digest(1))));
        EXPECT_TRUE(TRY(find_terminal_by_code(reader, digest(2))));
        EXPECT_EQ(TRY(count_live_codes(reader)), 1);
        return Done{};
    });
}

TEST_P(StoreContract, CountsLiveCodesByTheFormatOfTheirEnterprise) {
    auto const digits = [](int length) {
        Corp changed = sample_corp(other_corp);
        changed.policy.code_format = {CodeFormat::Alphabet::decimal, length};
        return changed;
    };
    write([&](Transaction& tx) { return update_corp(tx, digits(8)); });
    add_code(add_terminal("room"), sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    add_code(add_terminal("far", other_corp), sample_code(3));
    auto const live = read([](Reader& reader) { return live_codes_by_format(reader); });
    ASSERT_EQ(live.size(), 2U);
    EXPECT_EQ(live[0].format, digits(8).policy.code_format);
    EXPECT_EQ(live[0].count, 1);
    EXPECT_EQ(live[1].format, sample_corp(corp).policy.code_format);
    EXPECT_EQ(live[1].count, 2);
}

TEST_P(StoreContract, RefusesACodeThatAnotherAccountHas) {
    auto const room = add_terminal("room");
    auto const other = add_terminal("other", other_corp);
    add_code(room, sample_code(1));
    add_code(other, sample_code(2));
    auto taken = sample_code(3);
    taken.hash = digest(1);
    EXPECT_FALSE(write([&](Transaction& tx) { return replace_code(tx, other.user.id, taken); }));
    EXPECT_EQ(terminal("other")->code->hash, digest(2));
    EXPECT_EQ(terminal("room")->code->hash, digest(1));
}

TEST_P(StoreContract, LetsAnAccountHaveTheSameCodeAgain) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    auto same = sample_code(2, start + days(1));
    same.hash = digest(1);
    EXPECT_TRUE(write([&](Transaction& tx) { return replace_code(tx, room.user.id, same); }));
    EXPECT_EQ(terminal("room")->code->sealed, same.sealed);
    EXPECT_EQ(terminal("room")->code->expires_at, same.expires_at);
}

TEST_P(StoreContract, GivesNoCodeToWhatIsNotATerminal) {
    auto const ada = add_member("ada");
    EXPECT_FALSE(write([&](Transaction& tx) { return replace_code(tx, ada.id, sample_code(1)); }));
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), 0);
}

TEST_P(StoreContract, DeletesACodeOnce) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    auto const remove = [&] {
        return write([](Transaction& tx) { return delete_code(tx, digest(1)); });
    };
    EXPECT_TRUE(remove());
    EXPECT_FALSE(remove());
    EXPECT_FALSE(terminal("room")->code);
}

TEST_P(StoreContract, LetsOneOfManySpendersHaveTheCode) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    std::atomic<int> winners = 0;
    race(32, [&](int i) {
        auto const binding = sample_binding(i, room.user.id);
        auto const won = write([&](Transaction& tx) -> Result<bool> {
            if (!TRY(delete_code(tx, digest(1)))) return false;
            return insert_binding(tx, binding, sample_credential(1000 + i, binding));
        });
        if (won) ++winners;
    });
    EXPECT_EQ(winners, 1);
    EXPECT_FALSE(terminal("room")->code);
    EXPECT_TRUE(terminal("room")->binding);
}

TEST_P(StoreContract, LetsOneOfManyBindersHaveTheAccount) {
    auto const room = add_terminal("room");
    std::atomic<int> winners = 0;
    race(32, [&](int i) {
        auto const binding = sample_binding(i, room.user.id);
        if (write([&](Transaction& tx) {
                return insert_binding(tx, binding, sample_credential(i, binding));
            })) {
            ++winners;
        }
    });
    EXPECT_EQ(winners, 1);
}

TEST_P(StoreContract, LeavesOneLiveCodeAfterConcurrentReplacements) {
    auto const room = add_terminal("room");
    race(32, [&](int i) {
        EXPECT_TRUE(
            write([&](Transaction& tx) { return replace_code(tx, room.user.id, sample_code(i)); }));
    });
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), 1);
    auto const found = terminal("room");
    ASSERT_TRUE(found->code);
    auto const by_code =
        read([&](Reader& reader) { return find_terminal_by_code(reader, found->code->hash); });
    ASSERT_TRUE(by_code);
    EXPECT_EQ(by_code->user.id, room.user.id);
}

TEST_P(StoreContract, GivesOneHashToOneOfManyAccounts) {
    std::vector<Terminal> rooms;
    for (int i = 0; i < 16; ++i) rooms.push_back(add_terminal("room" + std::to_string(i)));
    std::atomic<int> winners = 0;
    race(16, [&](int i) {
        auto code = sample_code(i);
        code.hash = digest(77);
        if (write([&](Transaction& tx) {
                return replace_code(tx, rooms[static_cast<std::size_t>(i)].user.id, code);
            })) {
            ++winners;
        }
    });
    EXPECT_EQ(winners, 1);
    EXPECT_EQ(read([](Reader& reader) { return count_live_codes(reader); }), 1);
}

}  // namespace roomkey::contract
