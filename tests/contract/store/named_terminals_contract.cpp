#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

// A terminal that is named by its account, its code or its device, among any number of alike ones.
namespace roomkey::contract {
namespace {

using Accounts = std::vector<std::string>;

UserSearch any_terminal() {
    UserSearch search;
    search.reach = CorpId{"100000001"};
    search.page.limit = 500;
    search.types = {UserType::idea_hub};
    search.with_inactive_terminals = true;
    return search;
}

UserSearch of_account(std::string account) {
    auto search = any_terminal();
    search.account = std::move(account);
    return search;
}

UserSearch of_code(CodeId id) {
    auto search = any_terminal();
    search.code_id = std::move(id);
    return search;
}

UserSearch of_device(std::string sn) {
    auto search = any_terminal();
    search.serial_number = std::move(sn);
    return search;
}

Status add_device(Transaction& tx, int number, UserId const& user, std::string const& sn) {
    auto binding = sample_binding(number, user);
    binding.sn = sn;
    TRY(insert_binding(tx, binding, sample_credential(number, binding)));
    return Done{};
}

}  // namespace

TEST_P(StoreContract, FindsTheTerminalOfAnAccount) {
    add_terminal("room");
    add_terminal("room_2");
    add_terminal("other", other_corp);
    EXPECT_EQ(accounts(of_account("room")), (Accounts{"room"}));
    EXPECT_EQ(accounts(of_account("roo")), (Accounts{}));
    EXPECT_EQ(accounts(of_account("other")), (Accounts{}));
    auto search = of_account("room");
    search.text = "room_2";
    EXPECT_EQ(accounts(search), (Accounts{}));
    search.text = "ROOM";
    EXPECT_EQ(accounts(search), (Accounts{"room"}));
    search.types = {UserType::smart_tv};
    EXPECT_EQ(accounts(search), (Accounts{}));
}

TEST_P(StoreContract, FindsTheTerminalOfACode) {
    auto const room = add_terminal("room");
    add_code(room, sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    add_code(add_terminal("other", other_corp), sample_code(3));
    EXPECT_EQ(accounts(of_code(sample_code(1).id())), (Accounts{"room"}));
    EXPECT_EQ(accounts(of_code(sample_code(3).id())), (Accounts{}));
    EXPECT_EQ(accounts(of_code(sample_code(4).id())), (Accounts{}));
    // No id of a code, so that nothing is found rather than everything.
    EXPECT_EQ(accounts(of_code(CodeId{"1"})), (Accounts{}));
    auto search = of_code(sample_code(1).id());
    search.account = "hall";
    EXPECT_EQ(accounts(search), (Accounts{}));
    search.account = "room";
    EXPECT_EQ(accounts(search), (Accounts{"room"}));
}

TEST_P(StoreContract, FindsTheTerminalsOfADevice) {
    add_terminal("idle");
    auto const room = add_terminal("room");
    auto const hall = add_terminal("hall");
    auto const twin = add_terminal("twin");
    auto const other = add_terminal("other", other_corp);
    write([&](Transaction& tx) -> Status {
        TRY(add_device(tx, 1, room.user.id, "SN-1"));
        TRY(add_device(tx, 2, hall.user.id, "SN-2"));
        TRY(add_device(tx, 3, twin.user.id, "SN-2"));
        return add_device(tx, 4, other.user.id, "SN-1");
    });
    EXPECT_EQ(accounts(of_device("SN-1")), (Accounts{"room"}));
    EXPECT_EQ(accounts(of_device("SN-2")), (Accounts{"twin", "hall"}));
    EXPECT_EQ(accounts(of_device("SN")), (Accounts{}));
    auto search = of_device("SN-2");
    search.account = "hall";
    EXPECT_EQ(accounts(search), (Accounts{"hall"}));
    search.account = "room";
    EXPECT_EQ(accounts(search), (Accounts{}));
    write([&](Transaction& tx) {
        return end_binding(tx, hall.user.id, UnbindReason::reset, start + seconds(1));
    });
    EXPECT_EQ(accounts(of_device("SN-2")), (Accounts{"twin"}));
}

// More than are looked at one by one: the same serial number may be that of thousands.
TEST_P(StoreContract, PagesThroughTheTerminalsOfOneSerialNumber) {
    constexpr int alike = 1040;
    write([&](Transaction& tx) -> Status {
        for (int i = 0; i < alike; ++i) {
            auto terminal = sample_terminal("100000001", "t" + std::to_string(i));
            terminal.user.name = "Room 1";
            TRY(insert_terminal(tx, terminal));
            TRY(replace_code(tx, terminal.user.id, sample_code(i)));
            TRY(add_device(tx, i, terminal.user.id, "SN"));
        }
        return Done{};
    });
    auto search = of_device("SN");
    search.page.limit = 2;
    EXPECT_EQ(accounts(search), (Accounts{"t1039", "t1038"}));
    search.code_id = sample_code(7).id();
    EXPECT_EQ(accounts(search), (Accounts{"t7"}));
    search.text = "Room 1";
    EXPECT_EQ(accounts(search), (Accounts{"t7"}));
}

}  // namespace roomkey::contract
