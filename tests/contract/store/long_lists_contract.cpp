#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

// Lists that are too long to be looked at as a whole for each page: more accounts than those that
// are (`selected_max` in account_list.cpp).
namespace roomkey::contract {
namespace {

using Accounts = std::vector<std::string>;

/// 1,040 terminals with codes, t0 the oldest. The last digits are in their names: "Crowd 7".
constexpr int crowd = 1040;

std::string account_of(int number) { return "t" + std::to_string(number); }

Status add_crowd(Transaction& tx) {
    for (int i = 0; i < crowd; ++i) {
        auto terminal = sample_terminal("100000001", account_of(i));
        terminal.user.name = (i % 20 == 0 ? "Ärzte " : "Crowd ") + std::to_string(i);
        terminal.user.phone.clear();
        terminal.user.sort_level = 1 + i % 2;
        TRY(insert_terminal(tx, terminal));
        TRY(replace_code(tx, terminal.user.id, sample_code(i)));
    }
    return Done{};
}

Accounts newest(int first, int count, int step = 1) {
    Accounts accounts;
    for (int i = 0; i < count; ++i) accounts.push_back(account_of(first - i * step));
    return accounts;
}

UserSearch crowd_with(char const* text) {
    UserSearch search;
    search.reach.corp_id = CorpId{"100000001"};
    search.text = text;
    search.page.limit = 3;
    search.with_inactive_terminals = true;
    return search;
}

}  // namespace

TEST_P(StoreContract, PagesThroughALongList) {
    write(add_crowd);
    add_member("ada");
    auto const count = [&](UserSearch const& search) {
        return read([&](Reader& reader) { return search_users(reader, search); }).count;
    };
    auto search = crowd_with("");
    search.types = {UserType::idea_hub};
    EXPECT_EQ(accounts(search), newest(1039, 3));
    EXPECT_EQ(count(search), crowd);
    // With a text that most, some and few have, one that is in no index, and one that nobody has.
    search.text = "crowd";
    EXPECT_EQ(accounts(search), newest(1039, 3));
    EXPECT_EQ(count(search), crowd - 52);
    search.text = "ä";
    EXPECT_EQ(accounts(search), newest(1020, 3, 20));
    EXPECT_EQ(count(search), 52);
    search.text = "CROWD 77";
    EXPECT_EQ(accounts(search), (Accounts{"t779", "t778", "t777"}));
    EXPECT_EQ(count(search), 11);
    search.text = "Crowd 1039";
    EXPECT_EQ(accounts(search), (Accounts{"t1039"}));
    search.text = "owd crowd";
    EXPECT_EQ(accounts(search), (Accounts{}));
}

TEST_P(StoreContract, PagesDeepIntoALongList) {
    write(add_crowd);
    for (auto const* const text : {"", "crowd"}) {
        auto search = crowd_with(text);
        search.page.offset = 900;
        bool const is_all = search.text.empty();
        int const last = is_all ? crowd : crowd - 52;
        // Nineteen of twenty are called Crowd.
        EXPECT_EQ(accounts(search), is_all ? newest(139, 3) : newest(92, 3)) << text;
        for (std::int64_t const offset : {2'000, 20'000}) {
            search.page.offset = offset;
            auto const page = read([&](Reader& reader) { return search_users(reader, search); });
            EXPECT_EQ(page.count, last) << text;
            EXPECT_EQ(page.offset, (last - 1) / 3 * 3) << text;
            ASSERT_FALSE(page.data.empty());
            EXPECT_EQ(page.data.back().user.account, is_all ? "t0" : "t1") << text;
        }
    }
}

TEST_P(StoreContract, FiltersALongList) {
    write(add_crowd);
    bind(1, *terminal("t600"));
    auto disabled = terminal("t500")->user;
    disabled.status = AccountStatus::disabled;
    write([&](Transaction& tx) { return update_user(tx, disabled); });
    for (auto const* const text : {"", "ä"}) {
        auto search = crowd_with(text);
        search.status = AccountStatus::disabled;
        EXPECT_EQ(accounts(search), (Accounts{"t500"})) << text;
        search.status = AccountStatus::normal;
        search.department_code = root_department;
        for (bool const is_branch : {true, false}) {
            search.with_sub_departments = is_branch;
            EXPECT_EQ(accounts(search).front(), *text == '\0' ? "t1039" : "t1020") << text;
        }
        search.with_inactive_terminals = false;
        EXPECT_EQ(accounts(search), (Accounts{"t600"})) << text;
        search.admin_type = AdminType::admin;
        EXPECT_EQ(accounts(search), (Accounts{})) << text;
    }
}

TEST_P(StoreContract, FiltersALongListByState) {
    write(add_crowd);
    auto const late = terminal("t40")->user;
    write([&](Transaction& tx) {
        auto code = sample_code(crowd);
        code.expires_at = start;
        return replace_code(tx, late.id, code);
    });
    for (auto const* const text : {"", "ä"}) {
        auto search = crowd_with(text);
        search.now = start;
        search.state = ListedState::lapsed;
        EXPECT_EQ(accounts(search), (Accounts{"t40"})) << text;
        search.state = ListedState::issued;
        EXPECT_EQ(accounts(search).front(), *text == '\0' ? "t1039" : "t1020") << text;
        search.state = ListedState::released;
        EXPECT_EQ(accounts(search), (Accounts{})) << text;
    }
}

TEST_P(StoreContract, SortsALongList) {
    write(add_crowd);
    auto search = crowd_with("");
    search.sort = UserSortField::account;
    EXPECT_EQ(accounts(search), (Accounts{"t0", "t1", "t10"}));
    search.text = "crowd";
    EXPECT_EQ(accounts(search), (Accounts{"t1", "t10", "t1001"}));
    search.text = "ä";
    search.is_ascending = false;
    EXPECT_EQ(accounts(search), (Accounts{"t980", "t960", "t940"}));
    search.text = "owd 77";
    EXPECT_EQ(accounts(search), (Accounts{"t779", "t778", "t777"}));
    search.text = "";
    search.sort = UserSortField::sort_level;
    EXPECT_EQ(accounts(search), newest(1039, 3, 2));
    search.is_ascending = true;
    search.page.offset = 519;
    EXPECT_EQ(accounts(search), (Accounts{"t1038", "t1", "t3"}));
}

TEST_P(StoreContract, PagesThroughManyCodes) {
    write(add_crowd);
    CodeSearch search;
    search.reach.corp_id = CorpId{corp};
    search.page.limit = 3;
    auto const found = [&](char const* text, std::int64_t offset = 0) {
        search.text = text;
        search.page.offset = offset;
        auto const page = read([&](Reader& reader) { return search_codes(reader, search); });
        Accounts accounts{std::to_string(page.count)};
        for (auto const& row : page.data) accounts.push_back(row.account);
        return accounts;
    };
    EXPECT_EQ(found(""), (Accounts{"1040", "t1039", "t1038", "t1037"}));
    EXPECT_EQ(found("crowd"), (Accounts{"988", "t1039", "t1038", "t1037"}));
    EXPECT_EQ(found("Ä"), (Accounts{"52", "t1020", "t1000", "t980"}));
    EXPECT_EQ(found("crowd", 20'000), (Accounts{"988", "t1"}));
    search.device_type = DeviceType::idea_hub;
    EXPECT_EQ(found("crowd 77"), (Accounts{"11", "t779", "t778", "t777"}));
    search.device_type = DeviceType::huawei_vision;
    EXPECT_EQ(found("crowd"), (Accounts{"0"}));
}

}  // namespace roomkey::contract
