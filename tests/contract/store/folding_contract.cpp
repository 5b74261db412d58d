#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

struct Spelling {
    char const* name;
    char const* key;
};

/// A name and a key that finds it.
constexpr Spelling found_spellings[] = {
    {"Ärztezimmer", "ärzte"},
    {"Ärztezimmer", "A\u0308RZTE"},
    {"A\u0308rztezimmer", "ärzte"},
    {"Ａ１ 会议室", "a1"},
    {"A1", "Ａ１"},
    {"Переговорная", "ПЕРЕГОВОР"},
    {"ПЕРЕГОВОРНАЯ", "говор"},
    {"Αίθουσα", "ΑΊΘΟΥΣΑ"},
    {"Straße 7", "STRASSE"},
    {"HAUPTSTRASSE", "straße"},
    {"İstanbul", "istanbul"},
    {"İstanbul", "ISTANBUL"},
    {"DIYARBAKIR", "dıyarbakır"},
    {"ｶﾞﾗｽ室", "ガラス"},
    {"ガラス室", "ｶﾞ"},
    {"a\u0323\u0302 room", "a\u0302\u0323"},
    {"so\u00adft room", "soft"},
};

/// A name and a key that does not.
constexpr Spelling other_spellings[] = {
    {"Ärztezimmer", "arzte"},
    {"カラス室", "ガラス"},
    {"Переговорная", "переговорнои"},
};

UserSearch users_with(char const* key) {
    UserSearch search;
    search.reach.corp_id = CorpId{"100000001"};
    search.text = key;
    search.with_inactive_terminals = true;
    return search;
}

}  // namespace

TEST_P(StoreContract, FindsNamesHoweverTheyAreWritten) {
    auto const find = [&](Spelling const& spelling) {
        auto user = sample_member(corp, "one");
        user.name = spelling.name;
        write([&](Transaction& tx) { return insert_user(tx, user); });
        bool const is_found = !accounts(users_with(spelling.key)).empty();
        write([&](Transaction& tx) { return delete_user(tx, user.id); });
        return is_found;
    };
    for (auto const& spelling : found_spellings) {
        EXPECT_TRUE(find(spelling)) << spelling.name << " by " << spelling.key;
    }
    for (auto const& spelling : other_spellings) {
        EXPECT_FALSE(find(spelling)) << spelling.name << " by " << spelling.key;
    }
}

TEST_P(StoreContract, FoldsEverySearchedField) {
    auto user = sample_member(corp, "Ｋöln");
    user.email = "KÖLN@EXAMPLE.COM";
    user.third_account = "ТРЕТИЙ";
    write([&](Transaction& tx) { return insert_user(tx, user); });
    for (auto const* const key : {"köln", "KÖLN@ex", "третий"}) {
        EXPECT_EQ(accounts(users_with(key)), (std::vector<std::string>{"Ｋöln"})) << key;
    }
    user.third_account = "ЧЕТВЁРТЫЙ";
    write([&](Transaction& tx) { return update_user(tx, user); });
    EXPECT_EQ(accounts(users_with("третий")), (std::vector<std::string>{}));
    EXPECT_EQ(accounts(users_with("четвёртый")), (std::vector<std::string>{"Ｋöln"}));
}

TEST_P(StoreContract, FoldsHardTerminalsAndCodesLikewise) {
    auto device = sample_hard_terminal(corp, "device");
    device.user.name = "ÄRZTE";
    auto room = sample_terminal(corp, "room");
    room.user.name = "ärzte";
    for (auto const& terminal : {device, room}) {
        write([&](Transaction& tx) { return insert_terminal(tx, terminal); });
    }
    add_code(room, sample_code(1));
    auto search = users_with("Ärz");
    EXPECT_EQ(accounts(search), (std::vector<std::string>{"room", "device"}));
    search.is_of_hard_terminals = true;
    EXPECT_EQ(accounts(search), (std::vector<std::string>{"device"}));
    CodeSearch codes;
    codes.reach.corp_id = CorpId{corp};
    codes.text = "RZTE";
    EXPECT_EQ(read([&](Reader& reader) { return search_codes(reader, codes); }).count, 1);
    codes.text = "example.com";
    EXPECT_EQ(read([&](Reader& reader) { return search_codes(reader, codes); }).count, 0);
}

TEST_P(StoreContract, FoldsNamesOfDepartments) {
    auto const found = [&](char const* key) {
        return read([&](Reader& reader) { return search_departments(reader, CorpId{corp}, key); })
            .size();
    };
    write([](Transaction& tx) -> Status {
        auto const root = TRY(find_department(tx, CorpId{corp}, root_department));
        TRY(insert_department(tx, sample_department(corp, "a", *root, "Ärzte")));
        return Done{};
    });
    EXPECT_EQ(found("ÄRZ"), 1U);
    EXPECT_EQ(found("a\u0308rz"), 1U);
    EXPECT_EQ(found("arz"), 0U);
    write([](Transaction& tx) -> Status {
        auto const department = TRY(find_department(tx, CorpId{corp}, "a"));
        auto renamed = *department;
        renamed.name = "Ｋasse";
        return update_department(tx, *department, renamed);
    });
    EXPECT_EQ(found("ÄRZ"), 0U);
    EXPECT_EQ(found("kasse"), 1U);
}

}  // namespace roomkey::contract
