#include "storage/sql/directory/apps.hpp"

#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sealed.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/contract/store/store_contract.hpp"

// Sealed values, walked over and replaced.
namespace roomkey::contract {
namespace {

constexpr int page = 2;

/// All values of a kind, in pages.
std::vector<SealedValue> walk(Store& store, SealedKind kind) {
    std::vector<SealedValue> all;
    for (std::string row;;) {
        auto const some =
            valid(store.read([&](Reader& reader) { return list_sealed(reader, kind, row, page); }));
        EXPECT_LE(some.size(), std::size_t{page});
        all.insert(all.end(), some.begin(), some.end());
        if (some.empty()) return all;
        row = some.back().row;
    }
}

bool replace(Store& store, SealedValue const& value, Bytes const& fresh) {
    return valid(store.write([&](Transaction& tx) { return replace_sealed(tx, value, fresh); }));
}

/// To an account: a notice and two answers; and an app.
void add_the_rest(Store& store, int number, UserId const& user, std::string const& corp) {
    Replay replay{user, digest(number), digest(number), {1, 0, 2}, start + days(1)};
    valid(store.write([&](Transaction& tx) -> Result<bool> {
        TRY(insert_notice(tx, sample_notice(number, user)));
        TRY(insert_replay(tx, replay));
        replay.key_hash = digest(number + 100);
        TRY(insert_replay(tx, replay));
        return insert_app(tx, sample_app(number, corp));
    }));
}

}  // namespace

TEST_P(StoreContract, ListsEachSealedValueOnceWithWhatItWasSealedFor) {
    for (int i = 1; i <= 5; ++i) {
        auto const made = add_terminal("room" + std::to_string(i));
        add_code(made, sample_code(i));
        add_the_rest(*store_, i, made.user.id, corp);
    }
    auto const codes = walk(*store_, SealedKind::code);
    ASSERT_EQ(codes.size(), 5U);
    for (auto const& value : codes) {
        EXPECT_EQ(value.kind, SealedKind::code);
        auto const found = read(
            [&](Reader& reader) { return find_terminal_by_user(reader, UserId{value.context}); });
        ASSERT_TRUE(found && found->code);
        EXPECT_EQ(found->code->sealed, value.sealed);
    }
    auto const apps = walk(*store_, SealedKind::app_key);
    ASSERT_EQ(apps.size(), 5U);
    for (auto const& value : apps) {
        auto const app =
            read([&](Reader& reader) { return find_app(reader, AppId{value.context}); });
        ASSERT_TRUE(app);
        EXPECT_EQ(app->sealed_key, value.sealed);
    }
    auto const contacts = walk(*store_, SealedKind::contact);
    ASSERT_EQ(contacts.size(), 5U);
    for (auto const& value : contacts) {
        auto const notice =
            read([&](Reader& reader) { return find_notice(reader, NoticeId{value.context}); });
        ASSERT_TRUE(notice);
        EXPECT_EQ(notice->sealed_contact, value.sealed);
    }
    EXPECT_EQ(walk(*store_, SealedKind::answer).size(), 10U);
    auto const keys = walk(*store_, SealedKind::totp);
    ASSERT_EQ(keys.size(), 5U);
    for (auto const& value : keys) {
        auto const user =
            read([&](Reader& reader) { return find_user(reader, UserId{value.context}); });
        ASSERT_TRUE(user);
        EXPECT_EQ(user->sealed_totp, value.sealed);
    }
}

TEST_P(StoreContract, ReplacesASealedValueThatIsStillTheSame) {
    for (int i = 1; i <= 5; ++i) {
        auto const made = add_terminal("room" + std::to_string(i));
        add_code(made, sample_code(i));
        add_the_rest(*store_, i, made.user.id, corp);
    }
    for (auto const kind : {SealedKind::code, SealedKind::app_key, SealedKind::contact,
                            SealedKind::answer, SealedKind::totp}) {
        auto const before = walk(*store_, kind);
        Bytes const fresh{7, 0, 7};
        EXPECT_TRUE(replace(*store_, before[1], fresh));
        // It is another value now.
        EXPECT_FALSE(replace(*store_, before[1], Bytes{8}));
        auto const after = walk(*store_, kind);
        ASSERT_EQ(after.size(), before.size());
        for (std::size_t i = 0; i < after.size(); ++i) {
            EXPECT_EQ(after[i].row, before[i].row);
            EXPECT_EQ(after[i].context, before[i].context);
            EXPECT_EQ(after[i].sealed, i == 1 ? fresh : before[i].sealed);
        }
    }
}

TEST_P(StoreContract, ListsNoContactsOfSettledNotices) {
    for (int i = 1; i <= 5; ++i) {
        auto const made = add_terminal("room" + std::to_string(i));
        add_code(made, sample_code(i));
        add_the_rest(*store_, i, made.user.id, corp);
    }
    auto const first = terminal("room1");
    write([&](Transaction& tx) -> Result<Done> {
        TRY(supersede_notices(tx, first->user.id, start));
        return Done{};
    });
    EXPECT_EQ(walk(*store_, SealedKind::contact).size(), 4U);
}

TEST_P(StoreContract, ReplacesNoSealedValueThatWentMeanwhile) {
    for (int i = 1; i <= 5; ++i) {
        auto const made = add_terminal("room" + std::to_string(i));
        add_code(made, sample_code(i));
        add_the_rest(*store_, i, made.user.id, corp);
    }
    auto const before = walk(*store_, SealedKind::code);
    for (auto const& value : before) {
        write([&](Transaction& tx) -> Result<Done> {
            TRY(delete_user(tx, UserId{value.context}));
            return Done{};
        });
        EXPECT_FALSE(replace(*store_, value, Bytes{7}));
    }
}

}  // namespace roomkey::contract
