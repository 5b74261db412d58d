#include "storage/sql/terminal/codes.hpp"

#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {
namespace {

CodeSearch search_for(std::string text) {
    CodeSearch search;
    search.reach.corp_id = CorpId{"100000001"};
    search.text = std::move(text);
    search.page.limit = 100;
    return search;
}

using Hashes = std::vector<Digest>;

Hashes hashes(Page<CodeRow> const& page) {
    Hashes hashes;
    for (auto const& row : page.data) hashes.push_back(row.code.hash);
    return hashes;
}

}  // namespace

TEST_P(StoreContract, ListsUnspentCodesOfOneEnterpriseNewestTerminalFirst) {
    auto const lapsed = add_terminal("lapsed");
    add_code(lapsed, sample_code(1, start - days(1000)));
    add_code(add_terminal("middle"), sample_code(2, start + days(1)));
    add_code(add_terminal("newest"), sample_code(3));
    add_code(add_terminal("foreign", other_corp), sample_code(4));
    add_terminal("codeless");
    auto const page = read([](Reader& reader) { return search_codes(reader, search_for("")); });
    EXPECT_EQ(hashes(page), (Hashes{digest(3), digest(2), digest(1)}));
    EXPECT_EQ(page.count, 3);
    auto const& row = page.data.back();
    EXPECT_EQ(row.user_id, lapsed.user.id);
    EXPECT_EQ(row.account, "lapsed");
    EXPECT_EQ(row.name, lapsed.user.name);
    EXPECT_EQ(row.device_type, DeviceType::idea_hub);
    EXPECT_EQ(row.department_code, "1");
    EXPECT_EQ(row.department_name, "Example");
    EXPECT_EQ(row.code.hash, digest(1));
    EXPECT_EQ(row.code.sealed, sample_code(1).sealed);
}

TEST_P(StoreContract, KeepsThePlaceOfACodeInTheListWhenItIsReplaced) {
    auto const older = add_terminal("older");
    add_code(older, sample_code(1));
    add_code(add_terminal("newer"), sample_code(2));
    add_code(older, sample_code(3, start + days(1)));
    auto const page = read([](Reader& reader) { return search_codes(reader, search_for("")); });
    EXPECT_EQ(hashes(page), (Hashes{digest(2), digest(3)}));
}

TEST_P(StoreContract, FindsCodesByTheNameOfTheTerminalOnly) {
    auto room = sample_terminal(corp, "room");
    room.user.name = "大会议室 50%";
    write([&](Transaction& tx) { return insert_terminal(tx, room); });
    add_code(room, sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    auto const find = [&](char const* key) {
        return hashes(read([&](Reader& reader) { return search_codes(reader, search_for(key)); }));
    };
    for (auto const* key : {"大", "会议", "议室 5", "0%", "大会议室 50%"}) {
        EXPECT_EQ(find(key), (Hashes{digest(1)})) << key;
    }
    EXPECT_EQ(find("NAME OF HALL"), (Hashes{digest(2)}));
    EXPECT_EQ(find("room@example"), (Hashes{}));
    EXPECT_EQ(find("5_%"), (Hashes{}));
}

TEST_P(StoreContract, FindsACodeByItsHashOrByName) {
    add_code(add_terminal("room"), sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    add_code(add_terminal("foreign", other_corp), sample_code(3));
    auto search = search_for("");
    auto const find = [&] {
        return hashes(read([&](Reader& reader) { return search_codes(reader, search); }));
    };
    search.code_hash = digest(1);
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.text = "hall";
    EXPECT_EQ(find(), (Hashes{digest(2), digest(1)}));
    search.text = "room";
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.code_hash = digest(3);
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.text.clear();
    EXPECT_EQ(find(), (Hashes{}));
}

TEST_P(StoreContract, FindsCodesByTheirKeysOrByName) {
    add_code(add_terminal("room"), sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    add_code(add_terminal("attic"), sample_code(3));
    add_code(add_terminal("foreign", other_corp), sample_code(4));
    auto const keys_of = [&](CorpId const& of) {
        std::vector<std::int64_t> keys;
        read([&](Reader& reader) -> Result<bool> {
            TRY(take_unspent_codes(reader, of, 100,
                                   [&](auto const& code) { keys.push_back(code.key); }));
            return true;
        });
        return keys;
    };
    auto const ours = keys_of(CorpId{corp});
    ASSERT_EQ(ours.size(), 3U);
    auto search = search_for("");
    auto const find = [&] {
        return hashes(read([&](Reader& reader) { return search_codes(reader, search); }));
    };
    search.code_keys = {ours.back()};
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.code_keys = {ours.front(), ours.back()};
    EXPECT_EQ(find(), (Hashes{digest(3), digest(1)}));
    search.text = "hall";
    EXPECT_EQ(find(), (Hashes{digest(3), digest(2), digest(1)}));
    search.code_hash = digest(9);
    EXPECT_EQ(find(), (Hashes{digest(3), digest(2), digest(1)}));
    search.code_keys = keys_of(CorpId{other_corp});
    EXPECT_EQ(find(), (Hashes{digest(2)}));
}

TEST_P(StoreContract, KnowsHowLongTheUnspentCodesOfAnEnterpriseAre) {
    auto const device = sample_hard_terminal(corp, "device");
    write([&](Transaction& tx) { return insert_terminal(tx, device); });
    auto const add_sealed = [&](auto const& terminal, int number, std::size_t bytes) {
        auto code = sample_code(number);
        code.sealed = Bytes(bytes, 7);
        add_code(terminal, code);
    };
    add_sealed(device, 1, 60);
    add_sealed(add_terminal("foreign", other_corp), 2, 59);
    add_sealed(add_terminal("room"), 3, 58);
    add_sealed(add_terminal("hall"), 4, 53);
    auto const has = [&](std::size_t bytes, std::int64_t max = 100) {
        return read([&](Reader& reader) {
            return has_unspent_code_of_size(reader, CorpId{corp}, bytes, max);
        });
    };
    EXPECT_TRUE(has(58));
    EXPECT_TRUE(has(53));
    for (std::size_t const other : {60U, 59U, 57U, 0U}) EXPECT_FALSE(has(other)) << other;
    EXPECT_FALSE(has(58, 1) && has(53, 1));
    EXPECT_FALSE(has(58, 0));
}

TEST_P(StoreContract, HandsOutTheUnspentCodesOfAnEnterprise) {
    auto const device = sample_hard_terminal(corp, "device");
    write([&](Transaction& tx) { return insert_terminal(tx, device); });
    add_code(device, sample_code(1));
    auto const room = add_terminal("room");
    add_code(room, sample_code(2));
    add_code(add_terminal("hall"), sample_code(3));
    add_code(add_terminal("attic"), sample_code(4));
    add_code(add_terminal("foreign", other_corp), sample_code(5));
    auto const count = [&](std::int64_t max) {
        return read([&](Reader& reader) { return count_unspent_codes(reader, CorpId{corp}, max); });
    };
    EXPECT_EQ(count(4), 3);
    EXPECT_EQ(count(3), 3);
    EXPECT_EQ(count(2), 2);
    for (std::int64_t const at_a_time : {1, 2, 3, 4}) {
        std::vector<UnspentCode> taken;
        read([&](Reader& reader) -> Result<bool> {
            TRY(take_unspent_codes(reader, CorpId{corp}, at_a_time,
                                   [&](UnspentCode const& code) { taken.push_back(code); }));
            return true;
        });
        ASSERT_EQ(taken.size(), 3U) << at_a_time;
        EXPECT_EQ(taken[0].code.hash, digest(4));
        EXPECT_EQ(taken[1].code.hash, digest(3));
        EXPECT_EQ(taken[2].code.sealed, sample_code(2).sealed);
        EXPECT_EQ(taken[2].user_id, room.user.id);
    }
}

TEST_P(StoreContract, NeverFindsCodesOfAnotherEnterpriseByName) {
    add_code(add_terminal("room-a"), sample_code(1));
    add_code(add_terminal("room-b", other_corp), sample_code(2));
    auto const page = read([](Reader& reader) { return search_codes(reader, search_for("room")); });
    EXPECT_EQ(hashes(page), (Hashes{digest(1)}));
}

TEST_P(StoreContract, FiltersCodesByDeviceType) {
    auto room = sample_terminal(corp, "room");
    room.device_type = DeviceType::welink_desktop;
    room.user.type = UserType::smart_rooms;
    write([&](Transaction& tx) { return insert_terminal(tx, room); });
    add_code(room, sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    auto search = search_for("");
    auto const find = [&] {
        return hashes(read([&](Reader& reader) { return search_codes(reader, search); }));
    };
    search.device_type = DeviceType::welink_desktop;
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.text = "name";
    EXPECT_EQ(find(), (Hashes{digest(1)}));
    search.device_type = DeviceType::smart_rooms;
    EXPECT_EQ(find(), (Hashes{}));
}

TEST_P(StoreContract, FindsNoCodesOfHardTerminals) {
    auto const device = sample_hard_terminal(corp, "device");
    write([&](Transaction& tx) { return insert_terminal(tx, device); });
    add_code(device, sample_code(1));
    add_code(add_terminal("hall"), sample_code(2));
    for (auto const* const text : {"", "name"}) {
        auto search = search_for(text);
        EXPECT_EQ(hashes(read([&](Reader& reader) { return search_codes(reader, search); })),
                  (Hashes{digest(2)}));
    }
    auto by_code = search_for("");
    by_code.code_hash = digest(1);
    EXPECT_EQ(hashes(read([&](Reader& reader) { return search_codes(reader, by_code); })),
              (Hashes{}));
}

TEST_P(StoreContract, PagesCodesAndCutsTheLastPage) {
    for (int i = 0; i < 4; ++i) {
        add_code(add_terminal("room" + std::to_string(i)), sample_code(i, start + seconds(i)));
    }
    for (auto const* text : {"", "room"}) {
        auto search = search_for(text);
        search.page = {4, 3};
        auto const last = read([&](Reader& reader) { return search_codes(reader, search); });
        EXPECT_EQ(last.count, 4);
        EXPECT_EQ(last.offset, 3);
        EXPECT_EQ(last.limit, 3);
        EXPECT_EQ(hashes(last), (Hashes{digest(0)}));
        search.page = {1, 2};
        auto const middle = read([&](Reader& reader) { return search_codes(reader, search); });
        EXPECT_EQ(hashes(middle), (Hashes{digest(2), digest(1)}));
    }
}

}  // namespace roomkey::contract
