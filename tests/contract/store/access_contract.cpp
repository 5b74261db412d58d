#include <algorithm>
#include <chrono>
#include <thread>

#include "storage/sql/access.hpp"
#include "storage/sql/audit.hpp"
#include "storage/sql/directory/apps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "tests/contract/store/store_contract.hpp"

// What may act on the database as a whole, and how it is ended.
namespace roomkey::contract {

TEST_P(StoreContract, CountsWhatMayActOnIt) {
    auto const access = [&](Instant now) {
        return read([&](Reader& reader) { return live_access(reader, now); });
    };
    auto const empty = access(start);
    EXPECT_EQ(empty.sessions + empty.bindings + empty.administrators + empty.apps, 0);
    EXPECT_FALSE(empty.last_change);

    auto ada = sample_member(corp, "ada");
    ada.role = Role::administrator;
    auto eve = sample_member(other_corp, "eve");
    eve.role = Role::default_administrator;
    auto const session = sample_session(1, ada.id);
    auto ended = sample_session(2, ada.id);
    ended.ended = SessionEnd::signed_out;
    write([&](Transaction& tx) -> Status {
        TRY(insert_user(tx, ada));
        TRY(insert_user(tx, eve));
        TRY(insert_user(tx, sample_member(corp, "bob")));
        TRY(insert_app(tx, sample_app(1, corp)));
        TRY(insert_session(tx, session));
        TRY(insert_session(tx, ended));
        TRY(insert_audit(tx, sample_audit(corp, "ada", start + Duration{2})));
        return insert_audit(tx, sample_audit(other_corp, "eve", start + Duration{1}));
    });
    bind(1, add_terminal("room"));
    auto const full = access(start);
    EXPECT_EQ(full.sessions, 1);
    EXPECT_EQ(full.bindings, 1);
    EXPECT_EQ(full.administrators, 2);
    EXPECT_EQ(full.apps, 1);
    EXPECT_EQ(full.last_change, start + Duration{2});
    // A session that can still be refreshed lives.
    auto const end = std::max(session.expires_at, session.refresh_expires_at);
    EXPECT_EQ(access(end - Duration{1}).sessions, 1);
    EXPECT_EQ(access(end).sessions, 0);
}

TEST_P(StoreContract, EndsAllSessionsAtOnce) {
    auto const ada = add_member("ada");
    auto const eve = add_member("eve", other_corp);
    auto displaced = sample_session(3, ada.id);
    displaced.ended = SessionEnd::displaced;
    write([&](Transaction& tx) -> Status {
        TRY(insert_session(tx, sample_session(1, ada.id)));
        TRY(insert_session(tx, sample_session(2, eve.id)));
        return insert_session(tx, displaced);
    });
    EXPECT_EQ(write([](Transaction& tx) { return end_all_sessions(tx); }), 2);
    auto const end_of = [&](int number) {
        return read([&](Reader& reader) { return find_session(reader, digest(number)); })
            ->session.ended;
    };
    EXPECT_EQ(end_of(1), SessionEnd::signed_out);
    EXPECT_EQ(end_of(2), SessionEnd::signed_out);
    EXPECT_EQ(end_of(3), SessionEnd::displaced);
    EXPECT_EQ(write([](Transaction& tx) { return end_all_sessions(tx); }), 0);
}

TEST_P(StoreContract, EndsAllBindingsAtOnceAndTellsWatchers) {
    auto const other = engine_->open();
    auto const first = bind(1, add_terminal("room"));
    bind(2, add_terminal("hall", other_corp));
    valid(other->take_foreign_changes());
    auto const end = [&] {
        return write(
            [](Transaction& tx) { return end_all_bindings(tx, UnbindReason::reset, start); });
    };
    EXPECT_EQ(end(), 2);
    // The test's time limit ends a futile wait.
    while (!valid(other->take_foreign_changes()).is_everything) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    EXPECT_FALSE(terminal("room")->binding);
    EXPECT_FALSE(terminal("hall")->binding);
    auto const facts = read([&](Reader& reader) { return find_credential(reader, digest(1)); });
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->binding.id, first.id);
    EXPECT_EQ(facts->binding.ended, UnbindReason::reset);
    EXPECT_EQ(facts->binding.ended_at, start);
    EXPECT_EQ(end(), 0);
    bind(3, *terminal("room"));
    EXPECT_TRUE(terminal("room")->binding);
}

}  // namespace roomkey::contract
