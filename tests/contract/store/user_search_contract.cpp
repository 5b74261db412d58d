#include "storage/sql/directory/departments.hpp"

#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

using Accounts = std::vector<std::string>;

UserSearch search_for(std::string text, int limit = 100) {
    UserSearch search;
    search.reach.corp_id = CorpId{"100000001"};
    search.text = std::move(text);
    search.page.limit = limit;
    return search;
}

}  // namespace

TEST_P(StoreContract, ListsUsersOfOneEnterpriseNewestFirst) {
    add_member("ada");
    add_member("eve", other_corp);
    add_member("bob");
    EXPECT_EQ(accounts(search_for("")), (Accounts{"bob", "ada"}));
}

TEST_P(StoreContract, FindsUsersByAnySearchedField) {
    auto user = sample_member(corp, "ada");
    user.name = "Lovelace";
    user.phone = "+44123";
    user.email = "countess@example.com";
    user.third_account = "tp-77";
    user.title = "Untouched";
    write([&](Transaction& tx) { return insert_user(tx, user); });
    for (auto const* key : {"ada", "ovela", "+441", "s@e", "tp-77", "77", "7"}) {
        EXPECT_EQ(accounts(search_for(key)), (Accounts{"ada"})) << key;
    }
    for (auto const* key : {"Untouched", "adax", "ovelax", "  ", "lovelac3"}) {
        EXPECT_EQ(accounts(search_for(key)), (Accounts{})) << key;
    }
}

TEST_P(StoreContract, FindsOneTwoAndManyChineseCharacters) {
    auto user = sample_member(corp, "ada");
    user.name = "北京第三会议室";
    write([&](Transaction& tx) { return insert_user(tx, user); });
    for (auto const* key : {"京", "会议", "第三会", "京第三会议室", "北京第三会议室"}) {
        EXPECT_EQ(accounts(search_for(key)), (Accounts{"ada"})) << key;
    }
    for (auto const* key : {"海", "京会", "北京三", "第三会议室北"}) {
        EXPECT_EQ(accounts(search_for(key)), (Accounts{})) << key;
    }
}

TEST_P(StoreContract, TakesPatternCharactersLiterally) {
    auto percent = sample_member(corp, "percent");
    percent.name = "100% full_time \"q\" * AND";
    write([&](Transaction& tx) { return insert_user(tx, percent); });
    add_member("plain");
    for (auto const* key : {"%", "_", "0% ", "l_t", "\"", "\"q\"", "*", "* AND"}) {
        EXPECT_EQ(accounts(search_for(key)), (Accounts{"percent"})) << key;
    }
    EXPECT_EQ(accounts(search_for("p%")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("p_a")), (Accounts{}));
}

TEST_P(StoreContract, DoesNotJoinGramsThatAreApart) {
    auto user = sample_member(corp, "ada");
    user.name = "abcd bcde";
    write([&](Transaction& tx) { return insert_user(tx, user); });
    EXPECT_EQ(accounts(search_for("abcde")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("abcd b")), (Accounts{"ada"}));
}

TEST_P(StoreContract, FindsAUserByAVeryLongKey) {
    std::string name;
    for (int i = 0; i < 60; ++i) name += std::to_string(i) + "-";
    auto user = sample_member(corp, "ada");
    user.name = name;
    write([&](Transaction& tx) { return insert_user(tx, user); });
    EXPECT_EQ(accounts(search_for(name)), (Accounts{"ada"}));
    EXPECT_EQ(accounts(search_for(name + "x")), (Accounts{}));
}

TEST_P(StoreContract, NeverFindsUsersOfAnotherEnterprise) {
    add_member("shared-one");
    add_member("shared-two", other_corp);
    EXPECT_EQ(accounts(search_for("shared")), (Accounts{"shared-one"}));
    EXPECT_EQ(accounts(search_for("s")), (Accounts{"shared-one"}));
}

TEST_P(StoreContract, SearchFollowsRenamingAndDeleting) {
    auto user = add_member("ada");
    user.name = "Byron";
    user.email = "byron@example.com";
    write([&](Transaction& tx) { return update_user(tx, user); });
    EXPECT_EQ(accounts(search_for("Name of")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("byron")), (Accounts{"ada"}));
    user.title = "A change that is not searched";
    write([&](Transaction& tx) { return update_user(tx, user); });
    EXPECT_EQ(accounts(search_for("byron")), (Accounts{"ada"}));
    write([&](Transaction& tx) { return delete_user(tx, user.id); });
    EXPECT_EQ(accounts(search_for("byron")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("")), (Accounts{}));
}

TEST_P(StoreContract, SearchForgetsWhatWasRolledBack) {
    auto user = add_member("ada");
    auto const status = store_->write([&](Transaction& tx) -> Status {
        TRY(insert_user(tx, sample_member(corp, "eve")));
        auto renamed = user;
        renamed.name = "Byron";
        TRY(update_user(tx, renamed));
        return refusal(ErrorCode::not_permitted);
    });
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(accounts(search_for("eve")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("Byron")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("Name of ada")), (Accounts{"ada"}));
}

TEST_P(StoreContract, SearchIsAsItWasWhenAChangeIsRefused) {
    auto const user = add_member("ada");
    auto other = sample_member(corp, "eve");
    other.third_account = "third-eve";
    write([&](Transaction& tx) { return insert_user(tx, other); });
    auto with_its_account = user;
    with_its_account.name = "Byron";
    with_its_account.account = other.account;
    auto with_its_third_account = user;
    with_its_third_account.name = "Byron";
    with_its_third_account.third_account = other.third_account;
    for (auto const& refused : {with_its_account, with_its_third_account}) {
        // The work continues and is committed.
        EXPECT_FALSE(
            write([&](Transaction& tx) -> Result<bool> { return update_user(tx, refused).ok(); }));
        EXPECT_EQ(accounts(search_for("Byron")), (Accounts{}));
        EXPECT_EQ(accounts(search_for("Name of ada")), (Accounts{"ada"}));
    }
    EXPECT_FALSE(write([&](Transaction& tx) { return insert_user(tx, user); }));
    EXPECT_EQ(accounts(search_for("Name of ada")), (Accounts{"ada"}));
}

TEST_P(StoreContract, FindsNoOneByWhatNoFieldContains) {
    add_member("ada");
    EXPECT_EQ(accounts(search_for("\x1F")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("ada\x1F")), (Accounts{}));
    EXPECT_EQ(accounts(search_for("ada\x1E")), (Accounts{}));
    EXPECT_EQ(accounts(search_for(std::string{"ada\0", 4})), (Accounts{}));
}

TEST_P(StoreContract, ShowsTerminalsOnlyWhileActiveUnlessAsked) {
    auto const issued = add_terminal("issued");
    add_code(issued, sample_code(1));
    auto const active = add_terminal("active");
    bind(1, active);
    auto const released = add_terminal("released");
    bind(2, released);
    write([&](Transaction& tx) {
        return end_binding(tx, released.user.id, UnbindReason::self, start);
    });
    add_member("ada");
    auto search = search_for("");
    EXPECT_EQ(accounts(search), (Accounts{"ada", "active"}));
    search.with_inactive_terminals = true;
    EXPECT_EQ(accounts(search), (Accounts{"ada", "released", "active", "issued"}));
}

TEST_P(StoreContract, ReturnsTerminalsWithCodeAndBinding) {
    auto const issued = add_terminal("issued");
    add_code(issued, sample_code(1));
    bind(1, add_terminal("active"));
    add_member("ada");
    auto search = search_for("");
    search.with_inactive_terminals = true;
    auto const page = read([&](Reader& reader) { return search_users(reader, search); });
    ASSERT_EQ(page.data.size(), 3U);
    EXPECT_FALSE(page.data[0].terminal);
    EXPECT_EQ(page.data[0].department_name_path, "Example");
    ASSERT_TRUE(page.data[1].terminal);
    EXPECT_TRUE(page.data[1].terminal->was_active);
    EXPECT_FALSE(page.data[1].terminal->code);
    ASSERT_TRUE(page.data[1].terminal->binding);
    EXPECT_EQ(page.data[1].terminal->binding->sn, "SN1");
    ASSERT_TRUE(page.data[2].terminal);
    ASSERT_TRUE(page.data[2].terminal->code);
    EXPECT_EQ(page.data[2].terminal->code->hash, digest(1));
    EXPECT_FALSE(page.data[2].terminal->binding);
}

TEST_P(StoreContract, FiltersUsersByTypeAdminAndStatus) {
    auto admin = sample_member(corp, "admin");
    admin.role = Role::administrator;
    auto disabled = sample_member(corp, "disabled");
    disabled.status = AccountStatus::disabled;
    write([&](Transaction& tx) -> Status {
        TRY(insert_user(tx, admin));
        TRY(insert_user(tx, disabled));
        return Done{};
    });
    bind(1, add_terminal("room"));
    auto search = search_for("");
    search.types = {UserType::idea_hub, UserType::smart_tv};
    EXPECT_EQ(accounts(search), (Accounts{"room"}));
    search.types = {UserType::member};
    EXPECT_EQ(accounts(search), (Accounts{"disabled", "admin"}));
    search.admin_type = AdminType::admin;
    EXPECT_EQ(accounts(search), (Accounts{"admin"}));
    search.status = AccountStatus::disabled;
    EXPECT_EQ(accounts(search), (Accounts{}));
    search.admin_type.reset();
    EXPECT_EQ(accounts(search), (Accounts{"disabled"}));
}

TEST_P(StoreContract, FiltersUsersByDepartmentWithOrWithoutTheOnesBelow) {
    write([](Transaction& tx) -> Status {
        auto const root = TRY(find_department(tx, CorpId{corp}, root_department));
        auto const sales = sample_department(corp, "2", *root, "Sales");
        auto const north = sample_department(corp, "21", sales, "North");
        // Its path begins with the path of "2", but it lies next to it.
        auto const beside = sample_department(corp, "2!", *root, "Beside");
        for (auto const& department : {sales, north, beside}) {
            TRY(insert_department(tx, department));
            auto user = sample_member(corp, "in" + department.code);
            user.department_code = department.code;
            TRY(insert_user(tx, user));
        }
        return Done{};
    });
    add_member("top");
    auto search = search_for("");
    search.department_code = "2";
    EXPECT_EQ(accounts(search), (Accounts{"in21", "in2"}));
    search.text = "in21";
    EXPECT_EQ(accounts(search), (Accounts{"in21"}));
    search.text.clear();
    search.with_sub_departments = false;
    EXPECT_EQ(accounts(search), (Accounts{"in2"}));
    search.department_code = root_department;
    EXPECT_EQ(accounts(search), (Accounts{"top"}));
    search.with_sub_departments = true;
    EXPECT_EQ(accounts(search), (Accounts{"top", "in2!", "in21", "in2"}));
    search.department_code = "none";
    EXPECT_EQ(accounts(search), (Accounts{}));
}

TEST_P(StoreContract, SortsUsersByEveryField) {
    write([](Transaction& tx) -> Status {
        for (auto const* account : {"b", "c", "a"}) {
            auto user = sample_member(corp, account);
            bool const is_b = user.account == "b";
            user.sort_level = is_b ? 1 : 5;
            user.role = is_b ? Role::administrator : Role::none;
            user.status = is_b ? AccountStatus::disabled : AccountStatus::normal;
            user.department_code = is_b ? "0" : "1";
            TRY(insert_user(tx, user));
        }
        return Done{};
    });
    auto search = search_for("");
    auto const sorted = [&](UserSortField field, bool is_ascending) {
        search.sort = field;
        search.is_ascending = is_ascending;
        return accounts(search);
    };
    EXPECT_EQ(sorted(UserSortField::none, true), (Accounts{"a", "c", "b"}));
    EXPECT_EQ(sorted(UserSortField::none, false), (Accounts{"a", "c", "b"}));
    EXPECT_EQ(sorted(UserSortField::account, true), (Accounts{"a", "b", "c"}));
    EXPECT_EQ(sorted(UserSortField::account, false), (Accounts{"c", "b", "a"}));
    EXPECT_EQ(sorted(UserSortField::sort_level, true), (Accounts{"b", "c", "a"}));
    EXPECT_EQ(sorted(UserSortField::sort_level, false), (Accounts{"a", "c", "b"}));
    EXPECT_EQ(sorted(UserSortField::admin_type, true), (Accounts{"b", "c", "a"}));
    EXPECT_EQ(sorted(UserSortField::status, true), (Accounts{"c", "a", "b"}));
    EXPECT_EQ(sorted(UserSortField::department, true), (Accounts{"b", "c", "a"}));
    EXPECT_EQ(sorted(UserSortField::user_type, true), (Accounts{"b", "c", "a"}));
}

TEST_P(StoreContract, PagesUsersAndCutsTheLastPage) {
    for (auto const* account : {"a", "b", "c", "d", "e"}) add_member(account);
    auto search = search_for("name of", 2);
    auto const page_at = [&](std::int64_t offset) {
        search.page.offset = offset;
        return read([&](Reader& reader) { return search_users(reader, search); });
    };
    auto const first = page_at(0);
    EXPECT_EQ(first.count, 5);
    EXPECT_EQ(first.limit, 2);
    EXPECT_EQ(first.data.size(), 2U);
    EXPECT_EQ(first.data[0].user.account, "e");
    auto const odd = page_at(3);
    EXPECT_EQ(odd.offset, 3);
    EXPECT_EQ(odd.data.size(), 2U);
    for (std::int64_t const offset : {4, 5, 1000}) {
        auto const last = page_at(offset);
        EXPECT_EQ(last.offset, 4) << offset;
        ASSERT_EQ(last.data.size(), 1U) << offset;
        EXPECT_EQ(last.data[0].user.account, "a") << offset;
    }
    search.text = "nothing";
    auto const empty = page_at(7);
    EXPECT_EQ(empty.count, 0);
    EXPECT_EQ(empty.offset, 0);
    EXPECT_TRUE(empty.data.empty());
}

TEST_P(StoreContract, FindsHardTerminalsByNameSerialNumberAndModel) {
    for (auto const* const account : {"a", "b"}) {
        auto device = sample_hard_terminal(corp, account);
        if (device.user.account == "b") device.model = "DP300";
        write([&](Transaction& tx) { return insert_terminal(tx, device); });
    }
    add_terminal("c");
    write(
        [](Transaction& tx) { return insert_terminal(tx, sample_hard_terminal(other_corp, "d")); });
    auto search = search_for("");
    search.is_of_hard_terminals = true;
    search.with_inactive_terminals = true;
    auto const found = [&](std::string const& text, std::string const& model) {
        search.text = text;
        search.model = model;
        return accounts(search);
    };
    EXPECT_EQ(found("", ""), (Accounts{"b", "a"}));
    EXPECT_EQ(found("sn-", ""), (Accounts{"b", "a"}));
    EXPECT_EQ(found("SN-A", ""), (Accounts{"a"}));
    EXPECT_EQ(found("name of b", ""), (Accounts{"b"}));
    // In the index, but neither name nor serial number.
    EXPECT_EQ(found("example.com", ""), (Accounts{}));
    EXPECT_EQ(found("", "TE20"), (Accounts{"a"}));
    EXPECT_EQ(found("sn", "DP300"), (Accounts{"b"}));
    EXPECT_EQ(found("", "TE2"), (Accounts{}));
    search.is_of_hard_terminals = false;
    EXPECT_EQ(found("SN-a", ""), (Accounts{"a"}));
}

TEST_P(StoreContract, FindsAHardTerminalByTheSerialNumberThatItTakes) {
    auto device = sample_hard_terminal(corp, "a");
    device.user.serial_number.clear();
    write([&](Transaction& tx) { return insert_terminal(tx, device); });
    auto search = search_for("later");
    search.with_inactive_terminals = true;
    EXPECT_EQ(accounts(search), (Accounts{}));
    device.user.serial_number = "LATER_1";
    write([&](Transaction& tx) { return update_user(tx, device.user); });
    EXPECT_EQ(accounts(search), (Accounts{"a"}));
}

}  // namespace roomkey::contract
