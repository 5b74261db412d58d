#include <set>

#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"

#include "storage/sql/notice/notices.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

void expect_same(User const& found, User const& expected) {
    EXPECT_EQ(found.id, expected.id);
    EXPECT_EQ(found.corp_id, expected.corp_id);
    EXPECT_EQ(found.account, expected.account);
    EXPECT_EQ(found.name, expected.name);
    EXPECT_EQ(found.english_name, expected.english_name);
    EXPECT_EQ(found.phone, expected.phone);
    EXPECT_EQ(found.country, expected.country);
    EXPECT_EQ(found.email, expected.email);
    EXPECT_EQ(found.department_code, expected.department_code);
    EXPECT_EQ(found.title, expected.title);
    EXPECT_EQ(found.signature, expected.signature);
    EXPECT_EQ(found.description, expected.description);
    EXPECT_EQ(found.third_account, expected.third_account);
    EXPECT_EQ(found.type, expected.type);
    EXPECT_EQ(found.role, expected.role);
    EXPECT_EQ(found.role_departments, expected.role_departments);
    EXPECT_EQ(found.status, expected.status);
    EXPECT_EQ(found.sort_level, expected.sort_level);
    EXPECT_EQ(found.hide_phone, expected.hide_phone);
    EXPECT_EQ(found.password_hash, expected.password_hash);
    EXPECT_EQ(found.earlier_passwords, expected.earlier_passwords);
    EXPECT_EQ(found.password_changed_at, expected.password_changed_at);
    EXPECT_EQ(found.sealed_totp, expected.sealed_totp);
    EXPECT_EQ(found.totp_step, expected.totp_step);
    EXPECT_EQ(found.created_at, expected.created_at);
    EXPECT_EQ(found.updated_at, expected.updated_at);
}

}  // namespace

TEST_P(StoreContract, KnowsTakenAccountsWhateverTheCaseOfTheirLetters) {
    add_member("Ann@ours");
    add_member("Ärzte", other_corp);
    for (auto const& [account, is_taken] : {std::pair{"Ann@ours", true},
                                            {"ann@ours", true},
                                            {"ANN@OURS", true},
                                            {"ann@our", false},
                                            {"ann@ours2", false},
                                            {"", false},
                                            {"Ärzte", true},
                                            {"ÄRZTE", true},
                                            {"ärzte", false}}) {
        EXPECT_EQ(write([&](Transaction& tx) { return is_account_taken(tx, account); }), is_taken)
            << account;
    }
}

TEST_P(StoreContract, KeepsEveryFieldOfAUser) {
    auto const user = add_member("ada");
    read([&](Reader& reader) -> Status {
        expect_same(*TRY(find_user(reader, user.id)), user);
        expect_same(*TRY(find_user_by_account(reader, "ada")), user);
        expect_same(*TRY(find_user_by_third_account(reader, user.corp_id, "third-ada")), user);
        return Done{};
    });
}

TEST_P(StoreContract, FindsNoUserThatIsNotThere) {
    add_member("ada");
    read([](Reader& reader) -> Status {
        EXPECT_FALSE(TRY(find_user(reader, UserId{"user-eve"})));
        EXPECT_FALSE(TRY(find_user_by_account(reader, "Ada")));
        EXPECT_FALSE(TRY(find_user_by_third_account(reader, CorpId{other_corp}, "third-ada")));
        EXPECT_FALSE(TRY(find_default_admin(reader, CorpId{corp})));
        return Done{};
    });
}

TEST_P(StoreContract, FindsAUserByAContactInTheEnterprise) {
    auto ada = sample_member(corp, "ada");
    ada.phone = "+8617312340000";
    write([&](Transaction& tx) -> Status {
        EXPECT_TRUE(TRY(insert_user(tx, ada)));
        return Done{};
    });
    add_terminal("room");
    auto const found = [&](char const* in, std::string const& email, std::string const& phone) {
        auto const user = read(
            [&](Reader& reader) { return find_user_by_contact(reader, CorpId{in}, email, phone); });
        return user ? user->account : std::string{};
    };
    EXPECT_EQ(found(corp, "ada@example.com", ""), "ada");
    EXPECT_EQ(found(corp, "ADA@Example.com", ""), "ada");
    EXPECT_EQ(found(corp, "", "+8617312340000"), "ada");
    EXPECT_EQ(found(corp, "eve@example.com", "+8617312340000"), "ada");
    EXPECT_EQ(found(corp, "ada@example.co", "+861731234000"), "");
    EXPECT_EQ(found(corp, "", ""), "");
    EXPECT_EQ(found(other_corp, "ada@example.com", "+8617312340000"), "");
}

TEST_P(StoreContract, ShowsUsersByTheirKeys) {
    auto const ada = add_member("ada");
    auto const bob = add_member("bob");
    auto const room = add_terminal("room");
    bind(1, room);
    auto const names = [&](char const* in, UserKey key, std::vector<std::string> const& keys) {
        std::set<std::string> accounts;
        for (auto const& row :
             read([&](Reader& reader) { return show_users(reader, CorpId{in}, key, keys); })) {
            accounts.insert(row.user.account);
        }
        return accounts;
    };
    using Names = std::set<std::string>;
    EXPECT_EQ(names(corp, UserKey::id, {ada.id.value, "none", bob.id.value}),
              (Names{"ada", "bob"}));
    EXPECT_EQ(names(corp, UserKey::third_account, {"third-bob", ""}), Names{"bob"});
    EXPECT_EQ(names(other_corp, UserKey::id, {ada.id.value}), Names{});
    EXPECT_EQ(names(other_corp, UserKey::third_account, {"third-ada"}), Names{});
    EXPECT_EQ(names(corp, UserKey::id, {}), Names{});
    auto const row = read([&](Reader& reader) { return show_user(reader, room.user.id); }).value();
    EXPECT_EQ(row.user.account, "room");
    EXPECT_TRUE(row.terminal->binding);
    EXPECT_FALSE(read([](Reader& reader) { return show_user(reader, UserId{"none"}); }));
}

TEST_P(StoreContract, FindsNoUserByAnEmptyThirdAccount) {
    add_terminal("room");
    EXPECT_FALSE(
        read([](Reader& reader) { return find_user_by_third_account(reader, CorpId{corp}, ""); }));
}

TEST_P(StoreContract, KeepsAnAccountOnceInTheService) {
    add_member("ada");
    auto twin = sample_member(other_corp, "ada");
    twin.id = UserId{"user-twin"};
    EXPECT_FALSE(write([&](Transaction& tx) { return insert_user(tx, twin); }));
    EXPECT_FALSE(read([&](Reader& reader) { return find_user(reader, twin.id); }));
}

TEST_P(StoreContract, KeepsAThirdAccountOncePerEnterprise) {
    add_member("ada");
    auto twin = sample_member(corp, "eve");
    twin.third_account = "third-ada";
    EXPECT_FALSE(write([&](Transaction& tx) { return insert_user(tx, twin); }));
    twin.corp_id = CorpId{other_corp};
    EXPECT_TRUE(write([&](Transaction& tx) { return insert_user(tx, twin); }));
}

TEST_P(StoreContract, TakesAnyNumberOfUsersWithoutThirdAccount) {
    for (auto const* account : {"ada", "eve"}) {
        auto user = sample_member(corp, account);
        user.third_account.clear();
        EXPECT_TRUE(write([&](Transaction& tx) { return insert_user(tx, user); }));
    }
}

TEST_P(StoreContract, FindsTheDefaultAdministratorOfEachEnterprise) {
    auto admin = sample_member(corp, "root");
    admin.role = Role::default_administrator;
    add_member("ada");
    write([&](Transaction& tx) { return insert_user(tx, admin); });
    read([&](Reader& reader) -> Status {
        EXPECT_EQ(TRY(find_default_admin(reader, CorpId{corp}))->id, admin.id);
        EXPECT_FALSE(TRY(find_default_admin(reader, CorpId{other_corp})));
        return Done{};
    });
}

TEST_P(StoreContract, UpdatesEveryFieldOfAUserButItsOrigin) {
    auto user = add_member("ada");
    user.account = "lovelace";
    user.name = "Ada";
    user.english_name = "Countess";
    user.phone = "+441";
    user.country = "UK";
    user.email = "ada@example.org";
    user.department_code = "7";
    user.title = "Analyst";
    user.signature = "A.";
    user.description = "First";
    user.third_account = "third";
    user.role = Role::department_administrator;
    user.role_departments = "1#2";
    user.status = AccountStatus::disabled;
    user.sort_level = 1;
    user.hide_phone = false;
    user.password_hash = "other";
    user.earlier_passwords = "hash";
    user.password_changed_at = start + days(2);
    user.sealed_totp = {9};
    user.totp_step = 6;
    user.updated_at = start + days(3);
    auto saved = user;
    saved.corp_id = CorpId{other_corp};
    saved.created_at = start + days(9);
    write([&](Transaction& tx) { return update_user(tx, saved); });
    expect_same(*read([&](Reader& reader) { return find_user(reader, user.id); }), user);
    EXPECT_FALSE(read([](Reader& reader) { return find_user_by_account(reader, "ada"); }));
}

TEST_P(StoreContract, RefusesToRenameAUserToATakenAccount) {
    add_member("ada");
    auto eve = add_member("eve");
    eve.account = "ada";
    auto const status = store_->write([&](Transaction& tx) { return update_user(tx, eve); });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::account_exists);
    EXPECT_EQ(read([&](Reader& reader) { return find_user(reader, eve.id); })->account, "eve");
}

TEST_P(StoreContract, DeletesAUserWithAllThatIsItsOwn) {
    auto const room = add_terminal("room");
    auto const binding = bind(1, room);
    add_code(room, sample_code(1));
    auto settled = sample_notice(2, room.user.id);
    settled.state = NoticeState::accepted;
    write([&](Transaction& tx) -> Status {
        TRY(insert_session(tx, sample_session(1, room.user.id)));
        TRY(insert_notice(tx, sample_notice(1, room.user.id)));
        TRY(insert_notice(tx, settled));
        TRY(insert_replay(tx, {room.user.id, digest(1), digest(2), {1}, start + days(1)}));
        TRY(end_binding(tx, room.user.id, UnbindReason::deleted, start));
        return delete_user(tx, room.user.id);
    });
    read([&](Reader& reader) -> Status {
        EXPECT_FALSE(TRY(find_user(reader, room.user.id)));
        EXPECT_FALSE(TRY(find_terminal(reader, "room")));
        EXPECT_FALSE(TRY(find_terminal_by_code(reader, digest(1))));
        EXPECT_EQ(TRY(count_live_codes(reader)), 0);
        EXPECT_FALSE(TRY(find_session(reader, digest(1))));
        EXPECT_FALSE(TRY(find_replay(reader, room.user.id, digest(1))));
        EXPECT_FALSE(TRY(find_notice(reader, NoticeId{"notice-1"})));
        EXPECT_TRUE(TRY(find_notice(reader, settled.id)));
        return Done{};
    });
}

TEST_P(StoreContract, TellsADeviceOfADeletedAccountWhy) {
    auto const room = add_terminal("room");
    auto const binding = bind(1, room);
    write([&](Transaction& tx) -> Status {
        TRY(end_binding(tx, room.user.id, UnbindReason::deleted, start));
        return delete_user(tx, room.user.id);
    });
    auto const successor = add_terminal("room");
    auto const facts = read([](Reader& reader) { return find_credential(reader, digest(1)); });
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->binding.ended, UnbindReason::deleted);
    EXPECT_EQ(facts->binding.user_id, room.user.id);
    EXPECT_FALSE(facts->terminal);
    EXPECT_FALSE(facts->corp);
    EXPECT_FALSE(terminal("room")->was_active);
}

TEST_P(StoreContract, DeletesNothingForAnUnknownUser) {
    add_member("ada");
    write([](Transaction& tx) { return delete_user(tx, UserId{"user-eve"}); });
    EXPECT_TRUE(read([](Reader& reader) { return find_user_by_account(reader, "ada"); }));
}

TEST_P(StoreContract, KnowsHardTerminalsBySerialNumberAndNumber) {
    auto const with = [](std::string const& account, std::string const& sn,
                         std::string const& number, std::string const& corp_id) {
        auto terminal = sample_hard_terminal(corp_id, account);
        terminal.user.serial_number = sn;
        terminal.user.number = number;
        return terminal;
    };
    auto const insert = [&](Terminal const& terminal) {
        return write([&](Transaction& tx) { return insert_terminal(tx, terminal); });
    };
    EXPECT_TRUE(insert(with("a", "SN1", "+991", corp)));
    EXPECT_FALSE(insert(with("b", "SN1", "+992", corp)));
    EXPECT_FALSE(insert(with("c", "SN3", "+991", other_corp)));
    EXPECT_TRUE(insert(with("d", "SN1", "+994", other_corp)));
    EXPECT_TRUE(insert(with("e", "", "", corp)));
    EXPECT_TRUE(insert(with("f", "", "", corp)));
    read([&](Reader& reader) -> Status {
        auto const ours = TRY(find_user_by_serial_number(reader, CorpId{corp}, "SN1"));
        EXPECT_EQ(ours.value_or(User{}).account, "a");
        EXPECT_FALSE(TRY(find_user_by_serial_number(reader, CorpId{corp}, "SN3")));
        EXPECT_FALSE(TRY(find_user_by_serial_number(reader, CorpId{corp}, "sn1")));
        EXPECT_FALSE(TRY(find_user_by_serial_number(reader, CorpId{corp}, "")));
        auto const rows =
            TRY(show_users(reader, CorpId{corp}, UserKey::number, {"+991", "+992", "+994", ""}));
        EXPECT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows.front().user.account, "a");
        EXPECT_EQ(rows.front().terminal->model, "TE20");
        return Done{};
    });
    write([](Transaction& tx) { return update_projection_mode(tx, UserId{"user-a"}, 2); });
    EXPECT_EQ(terminal("a")->projection_mode, 2);
    EXPECT_EQ(terminal("d")->projection_mode, 1);
}

TEST_P(StoreContract, FindsSerialNumbersThatHaveZerosInFront) {
    auto const insert = [&](int number, std::string const& sn, std::string const& corp_id,
                            std::string const& department) {
        auto terminal = sample_hard_terminal(corp_id, "hard_" + std::to_string(number));
        terminal.user.serial_number = sn;
        terminal.user.number.clear();
        terminal.user.department_code = department;
        EXPECT_TRUE(write([&](Transaction& tx) { return insert_terminal(tx, terminal); }));
    };
    write([](Transaction& tx) -> Status {
        auto const root = *TRY(find_department(tx, CorpId{corp}, root_department));
        EXPECT_TRUE(TRY(insert_department(tx, sample_department(corp, "a", root, "A"))));
        return Done{};
    });
    insert(1, "0012345", corp, root_department);
    insert(2, "012345", corp, "a");
    insert(3, "000", corp, root_department);
    insert(4, "0SN1", corp, root_department);
    insert(5, "77", corp, root_department);
    insert(6, "077", other_corp, root_department);
    insert(7, "", corp, root_department);
    Reach part(CorpId{corp});
    part.departments = {"a"};
    read([&](Reader& reader) -> Status {
        auto const has = [&](Reach const& reach, std::string const& digits) {
            return has_serial_number_behind_zeros(reader, reach, digits);
        };
        EXPECT_TRUE(TRY(has(CorpId{corp}, "12345")));
        EXPECT_TRUE(TRY(has(CorpId{corp}, "0")));
        EXPECT_TRUE(TRY(has(CorpId{other_corp}, "77")));
        for (std::string const digits : {"77", "1", "2345", "112345", "123450"}) {
            EXPECT_FALSE(TRY(has(CorpId{corp}, digits))) << digits;
        }
        // What is out of reach cannot be meant.
        EXPECT_TRUE(TRY(has(part, "12345")));
        EXPECT_FALSE(TRY(has(part, "0")));
        return Done{};
    });
}

}  // namespace roomkey::contract
