#include <string>

#include "storage/sql/sign_in_failures.hpp"
#include "tests/contract/store/store_contract.hpp"

namespace roomkey::contract {

TEST_P(StoreContract, KeepsSignInFailuresOfAnyNameAndSourceApart) {
    SignInKey const pair{"nobody", "192.0.2.1"};
    SignInKey const name{"nobody", ""};
    SignInKey const source{"", "192.0.2.1"};
    FailureCount const failures{3, 2, start + seconds(60), start};
    auto const count_of = [&](SignInKey const& key) {
        return read([&](Reader& reader) { return find_sign_in_failures(reader, key); }).count;
    };
    EXPECT_EQ(count_of(pair), 0);
    write([&](Transaction& tx) -> Status {
        TRY(save_sign_in_failures(tx, pair, {1, 1, {}, {}}));
        TRY(save_sign_in_failures(tx, pair, failures));
        TRY(save_sign_in_failures(tx, name, {4, 0, {}, {}}));
        TRY(save_sign_in_failures(tx, source, {5, 0, {}, {}}));
        return save_sign_in_failures(tx, {"somebody", "192.0.2.1"}, {6, 0, {}, {}});
    });
    auto const found = read([&](Reader& reader) { return find_sign_in_failures(reader, pair); });
    EXPECT_EQ(found.count, 3);
    EXPECT_EQ(found.checking, 2);
    EXPECT_EQ(found.locked_until, failures.locked_until);
    EXPECT_EQ(found.counted_at, failures.counted_at);
    EXPECT_EQ(count_of(name), 4);
    EXPECT_EQ(count_of({"nobody", "192.0.2.2"}), 0);

    write([&](Transaction& tx) { return save_sign_in_failures(tx, pair, {}); });
    EXPECT_EQ(count_of(pair), 0);
    EXPECT_EQ(count_of(name), 4);
    write([&](Transaction& tx) -> Status {
        TRY(save_sign_in_failures(tx, pair, failures));
        TRY(save_sign_in_failures(tx, totp_key("nobody", ""), {7, 0, {}, {}}));
        TRY(save_sign_in_failures(tx, totp_key("nobody", "192.0.2.1"), {8, 0, {}, {}}));
        TRY(save_sign_in_failures(tx, totp_key("somebody", ""), {9, 0, {}, {}}));
        return clear_sign_in_failures(tx, "nobody");
    });
    EXPECT_EQ(count_of(pair), 0);
    EXPECT_EQ(count_of(name), 0);
    EXPECT_EQ(count_of(source), 5);
    EXPECT_EQ(count_of({"somebody", "192.0.2.1"}), 6);
    EXPECT_EQ(count_of(totp_key("nobody", "")), 7);
    EXPECT_EQ(count_of(totp_key("nobody", "192.0.2.1")), 8);
    write([&](Transaction& tx) { return clear_totp_failures(tx, "nobody"); });
    EXPECT_EQ(count_of(totp_key("nobody", "")), 0);
    EXPECT_EQ(count_of(totp_key("nobody", "192.0.2.1")), 0);
    EXPECT_EQ(count_of(totp_key("somebody", "")), 9);
}

TEST_P(StoreContract, KnowsWhereOneTimePasswordsWereUsed) {
    SignInKey const office{"ada", "192.0.2.1"};
    auto const knows = [&](SignInKey const& key, Instant since) {
        return read([&](Reader& reader) { return has_used_totp_from(reader, key, since); });
    };
    write([&](Transaction& tx) { return save_sign_in_source(tx, office, start); });
    EXPECT_FALSE(knows(office, start));
    write([&](Transaction& tx) -> Status {
        TRY(save_totp_source(tx, office, start + seconds(1)));
        // By its password alone.
        return save_sign_in_source(tx, office, start + seconds(2));
    });
    EXPECT_TRUE(knows(office, start + seconds(1)));
    EXPECT_FALSE(knows(office, start + seconds(1) + Duration{1}));
    EXPECT_FALSE(knows({"ada", "192.0.2.2"}, start));
    EXPECT_FALSE(knows({"eve", "192.0.2.1"}, start));
}

TEST_P(StoreContract, RemembersTheLatestSourcesOfAnAccount) {
    auto const source = [](int i) { return "192.0.2." + std::to_string(i); };
    auto const knows = [&](std::string const& account, int i, Instant since) {
        return read([&](Reader& reader) {
            return has_signed_in_from(reader, {account, source(i)}, since);
        });
    };
    EXPECT_FALSE(knows("ada", 1, start));
    write([&](Transaction& tx) -> Status {
        for (int i = 1; i <= sign_in_sources_max; ++i) {
            TRY(save_sign_in_source(tx, {"ada", source(i)}, start + seconds(i)));
        }
        return save_sign_in_source(tx, {"eve", source(1)}, start);
    });
    EXPECT_TRUE(knows("ada", 1, start + seconds(1)));
    EXPECT_FALSE(knows("ada", 1, start + seconds(2)));
    // One more than are kept: the least recently used goes, which is no longer the first.
    write([&](Transaction& tx) -> Status {
        TRY(save_sign_in_source(tx, {"ada", source(1)}, start + seconds(100)));
        return save_sign_in_source(tx, {"ada", source(99)}, start + seconds(101));
    });
    EXPECT_TRUE(knows("ada", 1, start + seconds(100)));
    EXPECT_FALSE(knows("ada", 2, start));
    EXPECT_TRUE(knows("ada", 3, start));
    EXPECT_TRUE(knows("ada", 99, start));
    EXPECT_TRUE(knows("eve", 1, start));
}

TEST_P(StoreContract, KeepsSourcesOfOneTimePasswordsApartFromOthers) {
    auto const source = [](int i) { return SignInKey{"ada", "192.0.2." + std::to_string(i)}; };
    auto const knows = [&](int i) {
        return read([&](Reader& reader) { return has_used_totp_from(reader, source(i), start); });
    };
    // As many as are kept, and then more where the password alone was used.
    write([&](Transaction& tx) -> Status {
        for (int i = 1; i <= 3 * sign_in_sources_max; ++i) {
            auto const save = i <= sign_in_sources_max ? save_totp_source : save_sign_in_source;
            TRY(save(tx, source(i), start + seconds(i)));
        }
        return Done{};
    });
    for (int i = 1; i <= sign_in_sources_max; ++i) EXPECT_TRUE(knows(i)) << i;
    // One more is kept, and the first goes.
    write([&](Transaction& tx) { return save_totp_source(tx, source(99), start + seconds(99)); });
    EXPECT_TRUE(knows(99));
    EXPECT_FALSE(knows(1));
    EXPECT_TRUE(knows(2));
}

}  // namespace roomkey::contract
