#include <set>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/job/jobs.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

// What is found with a reach of departments: nothing else, and without reading the rest.
namespace roomkey::contract {
namespace {

using Accounts = std::vector<std::string>;

/// More than are looked at as a whole (`selected_max` in account_list.cpp).
constexpr int crowd = 1'040;

/// sales with north below it, and lab.
Status add_tree(Transaction& tx) {
    CorpId const corp{"100000001"};
    auto const root = *TRY(find_department(tx, corp, root_department));
    auto const sales = sample_department(corp.value, "sales", root, "Sales");
    for (auto const& one : {sales, sample_department(corp.value, "north", sales, "North"),
                            sample_department(corp.value, "sales-2", root, "Sales 2"),
                            sample_department(corp.value, "lab", root, "Lab")}) {
        TRY(insert_department(tx, one));
    }
    return Done{};
}

Reach reach_of_departments(std::vector<std::string> departments) {
    Reach reach(CorpId{"100000001"});
    reach.departments = std::move(departments);
    reach.holder = UserId{"holder"};
    return reach;
}

Status add_room(Transaction& tx, std::string const& account, std::string const& department,
                int code) {
    auto terminal = sample_terminal("100000001", account);
    terminal.user.name = account;
    terminal.user.department_code = department;
    TRY(insert_terminal(tx, terminal));
    TRY(replace_code(tx, terminal.user.id, sample_code(code)));
    auto notice = sample_notice(code, terminal.user.id);
    return insert_notice(tx, notice);
}

/// One in each department, and a crowd in lab.
Status add_rooms(Transaction& tx) {
    TRY(add_tree(tx));
    TRY(add_room(tx, "top", "1", 1));
    TRY(add_room(tx, "shop", "sales", 2));
    TRY(add_room(tx, "pole", "north", 3));
    TRY(add_room(tx, "kiosk", "sales-2", 4));
    for (int i = 0; i < crowd; ++i) {
        TRY(add_room(tx, "lab" + std::to_string(i), "lab", 10 + i));
    }
    return Done{};
}

UserSearch rooms_of(Reach reach, char const* text = "") {
    UserSearch search;
    search.reach = std::move(reach);
    search.text = text;
    search.with_inactive_terminals = true;
    search.page.limit = 3;
    return search;
}

}  // namespace

TEST_P(StoreContract, FindsNothingOutOfReach) {
    write(add_rooms);
    auto const sales = reach_of_departments({"sales"});
    auto const finds = [&](Reach const& reach, std::string const& account) {
        return read([&](Reader& reader) -> Result<bool> {
            auto const user = TRY(find_user_by_account(reader, reach, account));
            auto const terminal = TRY(find_terminal(reader, reach, account));
            EXPECT_EQ(user.has_value(), terminal.has_value());
            return user.has_value();
        });
    };
    EXPECT_TRUE(finds(sales, "shop"));
    EXPECT_TRUE(finds(sales, "pole"));
    for (auto const* const account : {"top", "kiosk", "lab1"}) EXPECT_FALSE(finds(sales, account));
    EXPECT_TRUE(finds(CorpId{corp}, "lab1"));
    EXPECT_FALSE(finds(CorpId{other_corp}, "lab1"));
    auto const both = reach_of_departments({"lab", "north"});
    EXPECT_TRUE(finds(both, "pole"));
    EXPECT_TRUE(finds(both, "lab1"));
    EXPECT_FALSE(finds(both, "shop"));
    read([&](Reader& reader) -> Status {
        EXPECT_TRUE(TRY(find_terminal_by_code_id(reader, sales, sample_code(2).id())));
        EXPECT_FALSE(TRY(find_terminal_by_code_id(reader, sales, sample_code(4).id())));
        auto const notice_id = [](int number) { return sample_notice(number, {}).id; };
        EXPECT_TRUE(TRY(find_notice(reader, sales, notice_id(2))));
        EXPECT_FALSE(TRY(find_notice(reader, sales, notice_id(4))));
        EXPECT_FALSE(TRY(find_notice(reader, CorpId{other_corp}, notice_id(4))));
        EXPECT_TRUE(TRY(find_department(reader, sales, "north")));
        EXPECT_FALSE(TRY(find_department(reader, sales, "lab")));
        EXPECT_FALSE(TRY(show_department(reader, sales, "1")));
        EXPECT_EQ(TRY(show_children(reader, sales, "sales")).size(), 1U);
        EXPECT_EQ(TRY(search_departments(reader, sales, "a")).size(), 1U);
        EXPECT_EQ(TRY(search_departments(reader, CorpId{corp}, "a")).size(), 4U);
        return Done{};
    });
}

TEST_P(StoreContract, FindsWhatWaitsAfterAFailureWithinReach) {
    write([](Transaction& tx) -> Status {
        TRY(add_rooms(tx));
        for (auto const& [account, number] : {std::pair{"shop", 5000}, std::pair{"kiosk", 5001}}) {
            auto const user = TRY(find_user_by_account(tx, account)).value();
            auto notice = sample_notice(number, user.id);
            notice.failure = "553 5.7.1";
            TRY(insert_notice(tx, notice));
        }
        return Done{};
    });
    auto const accounts = [&](Reach const& reach) {
        NoticeSearch by;
        by.reach = reach;
        by.is_delayed = true;
        auto const page = read([&](Reader& reader) { return search_notices(reader, by); });
        std::set<std::string> found;
        for (auto const& row : page.data) found.insert(row.account);
        EXPECT_EQ(page.count, std::ssize(page.data));
        return found;
    };
    EXPECT_EQ(accounts(CorpId{"100000001"}), (std::set<std::string>{"kiosk", "shop"}));
    EXPECT_EQ(accounts(reach_of_departments({"sales"})), (std::set<std::string>{"shop"}));
    EXPECT_EQ(accounts(reach_of_departments({"lab"})), std::set<std::string>{});
}

TEST_P(StoreContract, FindsTheOneOfAContactThatIsWithinReach) {
    write([](Transaction& tx) -> Status {
        TRY(add_tree(tx));
        for (auto const* const department : {"lab", "sales", "north"}) {
            auto user = sample_member("100000001", std::string("of_") + department);
            user.department_code = department;
            user.email = "Ann@example.com";
            user.phone = "+8617312349092";
            TRY(insert_user(tx, user));
        }
        return Done{};
    });
    auto const found = [&](std::vector<std::string> departments, std::string const& email,
                           std::string const& phone) {
        auto const reach = reach_of_departments(std::move(departments));
        auto const user =
            read([&](Reader& reader) { return find_user_by_contact(reader, reach, email, phone); });
        return user ? user->account : std::string{};
    };
    EXPECT_EQ(found({"north"}, "ann@example.com", ""), "of_north");
    EXPECT_EQ(found({"north"}, "", "+8617312349092"), "of_north");
    EXPECT_EQ(found({"lab"}, "ann@example.com", ""), "of_lab");
    EXPECT_EQ(found({"lab"}, "else@example.com", "+8617312349092"), "of_lab");
    EXPECT_EQ(found({"sales-2"}, "ann@example.com", "+8617312349092"), "");
}

TEST_P(StoreContract, ListsAccountsWithinReach) {
    write(add_rooms);
    auto const count = [&](UserSearch const& search) {
        return read([&](Reader& reader) { return search_users(reader, search); }).count;
    };
    auto const few = reach_of_departments({"sales"});
    auto const many = reach_of_departments({"lab", "north"});
    EXPECT_EQ(accounts(rooms_of(few)), (Accounts{"pole", "shop"}));
    EXPECT_EQ(count(rooms_of(few)), 2);
    EXPECT_EQ(accounts(rooms_of(few, "o")), (Accounts{"pole", "shop"}));
    EXPECT_EQ(accounts(rooms_of(few, "lab")), Accounts{});
    EXPECT_EQ(accounts(rooms_of(many)), (Accounts{"lab1039", "lab1038", "lab1037"}));
    EXPECT_EQ(count(rooms_of(many)), crowd + 1);
    EXPECT_EQ(accounts(rooms_of(many, "lab")), (Accounts{"lab1039", "lab1038", "lab1037"}));
    EXPECT_EQ(count(rooms_of(many, "lab")), crowd);
    EXPECT_EQ(accounts(rooms_of(many, "pole")), Accounts{"pole"});
    EXPECT_EQ(accounts(rooms_of(many, "top")), Accounts{});
    auto within = rooms_of(many);
    within.department_code = "sales";
    EXPECT_EQ(accounts(within), Accounts{"pole"});
    auto sorted = rooms_of(many, "lab");
    sorted.sort = UserSortField::account;
    EXPECT_EQ(accounts(sorted), (Accounts{"lab0", "lab1", "lab10"}));
}

TEST_P(StoreContract, ListsCodesWithinReach) {
    write(add_rooms);
    auto const found = [&](Reach const& reach, char const* text, std::optional<Digest> hash = {},
                           std::vector<std::int64_t> keys = {}) {
        CodeSearch search;
        search.reach = reach;
        search.text = text;
        search.code_hash = hash;
        search.code_keys = std::move(keys);
        search.page.limit = 2;
        auto const page = read([&](Reader& reader) { return search_codes(reader, search); });
        auto text_of = std::to_string(page.count);
        for (auto const& row : page.data) text_of += ' ' + row.account;
        return text_of;
    };
    auto const few = reach_of_departments({"sales"});
    auto const many = reach_of_departments({"lab", "north"});
    EXPECT_EQ(found(few, ""), "2 pole shop");
    EXPECT_EQ(found(few, "o"), "2 pole shop");
    EXPECT_EQ(found(few, "lab"), "0");
    EXPECT_EQ(found(many, ""), "1041 lab1039 lab1038");
    EXPECT_EQ(found(many, "lab"), "1040 lab1039 lab1038");
    EXPECT_EQ(found(many, "pole"), "1 pole");
    EXPECT_EQ(found(few, "x", sample_code(2).hash), "1 shop");
    EXPECT_EQ(found(few, "x", sample_code(4).hash), "0");
    std::vector<std::int64_t> keys;
    write([&](Transaction& tx) {
        return take_unspent_codes(tx, CorpId{corp}, 100,
                                  [&](UnspentCode const& code) { keys.push_back(code.key); });
    });
    EXPECT_EQ(found(few, "x", {}, keys), "2 pole shop");
}

TEST_P(StoreContract, ListsNoticesWithinReach) {
    write(add_rooms);
    auto const found = [&](NoticeSearch search) {
        search.page.limit = 2;
        auto const page = read([&](Reader& reader) { return search_notices(reader, search); });
        auto text = std::to_string(page.count);
        for (auto const& row : page.data) text += ' ' + row.account;
        return text;
    };
    NoticeSearch few;
    few.reach = reach_of_departments({"sales", "sales-2"});
    EXPECT_EQ(found(few), "3 kiosk pole");
    few.state = sample_notice(1, {}).state;
    EXPECT_EQ(found(few), "3 kiosk pole");
    few.report = ReportState::rejected;
    EXPECT_EQ(found(few), "0");
    few.report.reset();
    few.account = "shop";
    EXPECT_EQ(found(few), "1 shop");
    few.account = "top";
    EXPECT_EQ(found(few), "0");
    NoticeSearch many;
    many.reach = reach_of_departments({"lab"});
    EXPECT_EQ(found(many), "1040 lab1039 lab1038");
}

TEST_P(StoreContract, ListsTheJobsOfTheirMakerWithAReachOfDepartments) {
    auto const job = [](char const* id, char const* creator, JobState state) {
        Job made;
        made.id = JobId{id};
        made.corp_id = CorpId{"100000001"};
        made.creator_id = UserId{creator};
        made.creator = creator;
        made.state = state;
        made.forget_at = Instant::max();
        return made;
    };
    write([&](Transaction& tx) -> Status {
        TRY(insert_job(tx, job("own", "holder", JobState::draft)));
        return insert_job(tx, job("other", "else", JobState::draft));
    });
    auto const reach = reach_of_departments({"sales"});
    read([&](Reader& reader) -> Status {
        EXPECT_TRUE(TRY(find_job(reader, reach, JobId{"own"})));
        EXPECT_FALSE(TRY(find_job(reader, reach, JobId{"other"})));
        EXPECT_EQ(TRY(search_jobs(reader, reach, {}, {})).count, 1);
        EXPECT_EQ(TRY(search_jobs(reader, reach, {JobState::draft}, {})).count, 1);
        EXPECT_EQ(TRY(search_jobs(reader, reach, {JobState::running}, {})).count, 0);
        EXPECT_EQ(TRY(search_jobs(reader, CorpId{corp}, {}, {})).count, 2);
        return Done{};
    });
}

TEST_P(StoreContract, KnowsWhoseRoleIsOfADepartment) {
    write(add_tree);
    write([](Transaction& tx) -> Status {
        auto user = sample_member(corp, "ada");
        user.role = Role::help_desk;
        user.role_departments = joined_departments({"lab", "sales-2"});
        TRY(insert_user(tx, user));
        EXPECT_TRUE(TRY(has_role(tx, CorpId{corp}, "lab")));
        EXPECT_TRUE(TRY(has_role(tx, CorpId{corp}, "sales-2")));
        EXPECT_FALSE(TRY(has_role(tx, CorpId{corp}, "sales")));
        EXPECT_FALSE(TRY(has_role(tx, CorpId{corp}, "north")));
        EXPECT_FALSE(TRY(has_role(tx, CorpId{other_corp}, "lab")));
        return Done{};
    });
    UserSearch holders;
    holders.reach = CorpId{corp};
    holders.is_of_holders = true;
    holders.types = {UserType::member};
    EXPECT_EQ(accounts(holders), Accounts{"ada"});
}

}  // namespace roomkey::contract
