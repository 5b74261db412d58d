#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <thread>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/postgres/postgres_bench.hpp"

// What one node changed and another has to learn of.
namespace roomkey {
namespace {

using contract::start;

class PostgresChanges : public PostgresBench {
protected:
    PostgresChanges() {
        open();
        other_ = valid(open_postgres_store(options_));
        auto const room = contract::sample_terminal("100000001", "room");
        user_ = room.user.id;
        auto binding = contract::sample_binding(1, user_);
        binding.id = binding_;
        EXPECT_TRUE(store_
                        ->write([&](Transaction& tx) -> Status {
                            TRY(roomkey::insert_corp(tx, contract::sample_corp("100000001")));
                            TRY(roomkey::insert_terminal(tx, room));
                            TRY(roomkey::insert_binding(tx, binding,
                                                        contract::sample_credential(1, binding)));
                            return Done{};
                        })
                        .ok());
        // Each begins with everything, once it listens.
        EXPECT_TRUE(hears([](ForeignChanges const& changes) { return changes.is_everything; }));
    }
    ~PostgresChanges() override { other_.reset(); }

    /// Asks `store_` until `wanted` is among what it reports; false after a generous while.
    bool hears(std::function<bool(ForeignChanges const&)> const& wanted) const {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (std::chrono::steady_clock::now() < end) {
            if (wanted(valid(store_->take_foreign_changes()))) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    }

    [[nodiscard]] bool names_binding(ForeignChanges const& changes) const {
        EXPECT_FALSE(changes.is_everything);
        return std::find(changes.bindings.begin(), changes.bindings.end(), binding_) !=
               changes.bindings.end();
    }

    Status end_binding(Instant at) const {
        return other_->write([&](Transaction& tx) -> Status {
            TRY(roomkey::end_binding(tx, user_, UnbindReason::reset, at));
            return Done{};
        });
    }

    /// So many further bindings, and the one of the room if none, as a node leaves them that died:
    /// committed, and nobody notified.
    void end_unnoticed(int count) const {
        constexpr auto now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        if (count == 0) {
            server().run(
                std::string("UPDATE binding SET ended = 1, ended_at = ") + now + " WHERE ended = 0",
                name_);
            return;
        }
        server().run(
            "INSERT INTO binding SELECT (jsonb_populate_record(b, jsonb_build_object("
            "'binding_key', 1000 + i, 'binding_id', 'ended' || i, 'ended', 1, 'ended_at', " +
                std::string(now) + "))).* FROM binding b, generate_series(1, " +
                std::to_string(count) + ") i",
            name_);
    }

    UserId user_;
    BindingId const binding_{"0123456789abcdef0123456789abcdef"};
    std::unique_ptr<Store> other_;
};

TEST_F(PostgresChanges, TellsWhichBindingEnded) {
    ASSERT_TRUE(end_binding(start).ok());
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsWhichTerminalWasRenamed) {
    auto room = contract::sample_terminal("100000001", "room");
    room.user.name = "Renamed";
    ASSERT_TRUE(
        other_->write([&](Transaction& tx) { return roomkey::update_user(tx, room.user); }).ok());
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsWhoseCredentialIsReplaced) {
    Credential next;
    next.hash = contract::digest(2);
    next.binding_id = binding_;
    next.issued_at = start;
    next.expires_at = start + std::chrono::hours{1};
    next.state = CredentialState::fresh;
    ASSERT_TRUE(
        other_->write([&](Transaction& tx) { return roomkey::renew_credential(tx, next); }).ok());
    ASSERT_TRUE(other_
                    ->write([&](Transaction& tx) {
                        return roomkey::confirm_credential(tx, next.hash, binding_);
                    })
                    .ok());
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsTheTerminalsOfARenamedEnterprise) {
    auto const rename = [&](std::string const& id, std::string const& name) {
        auto const renamed = contract::sample_corp(id, name);
        return other_->write([&](Transaction& tx) { return roomkey::update_corp(tx, renamed); });
    };
    ASSERT_TRUE(store_
                    ->write([](Transaction& tx) {
                        return insert_corp(tx, contract::sample_corp("100000002"));
                    })
                    .ok());
    // Told in order: had the other's been told to all, it would have come before.
    ASSERT_TRUE(rename("100000002", "Other").ok());
    ASSERT_TRUE(rename("100000001", "Renamed").ok());
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsEverythingOfARenamedEnterpriseWithManyTerminals) {
    server().run(
        "INSERT INTO users SELECT (jsonb_populate_record(u, jsonb_build_object('user_key', "
        "1000 + i, 'user_id', 'many' || i, 'account', 'many' || i))).* "
        "FROM users u, generate_series(1, 1000) i; "
        "INSERT INTO binding SELECT (jsonb_populate_record(b, jsonb_build_object('binding_key', "
        "1000 + i, 'binding_id', 'many' || i, 'user_key', 1000 + i))).* "
        "FROM binding b, generate_series(1, 1000) i",
        name_);
    auto const renamed = contract::sample_corp("100000001", "Renamed");
    ASSERT_TRUE(
        other_->write([&](Transaction& tx) { return roomkey::update_corp(tx, renamed); }).ok());
    EXPECT_TRUE(hears([](auto const& changes) { return changes.is_everything; }));
}

TEST_F(PostgresChanges, TellsNothingOfWhatWasRolledBack) {
    auto const status = other_->write([&](Transaction& tx) -> Status {
        TRY(roomkey::end_binding(tx, user_, UnbindReason::reset, start));
        return refusal(ErrorCode::not_permitted);
    });
    ASSERT_FALSE(status.ok());
    auto const renamed = contract::sample_corp("100000001", "Renamed");
    ASSERT_TRUE(
        other_->write([&](Transaction& tx) { return roomkey::update_corp(tx, renamed); }).ok());
    // Told in order: had the first been told, the binding would be named twice.
    EXPECT_TRUE(hears([this](auto const& changes) {
        EXPECT_LE(changes.bindings.size(), 1U);
        return names_binding(changes);
    }));
}

TEST_F(PostgresChanges, FindsWhatANodeThatDiedDidNotTell) {
    // As such a node leaves it: committed, and nobody notified.
    server().run(
        "UPDATE binding SET ended = 1, "
        "ended_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
        name_);
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsEachOfManyThatEnded) {
    end_unnoticed(5'000);
    std::set<BindingId> found;
    EXPECT_TRUE(hears([&](auto const& changes) {
        EXPECT_FALSE(changes.is_everything);
        found.insert(changes.bindings.begin(), changes.bindings.end());
        return found.size() == 5'000;
    }));
}

TEST_F(PostgresChanges, TellsEverythingOnceWhereTooManyEnded) {
    end_unnoticed(50'000);
    EXPECT_TRUE(hears([](auto const& changes) { return changes.is_everything; }));
    // The next queries find as many, and report what is new among them.
    end_unnoticed(0);
    EXPECT_TRUE(hears([this](auto const& changes) { return names_binding(changes); }));
}

TEST_F(PostgresChanges, TellsEverythingAfterItsConnectionWasLost) {
    terminate_sessions();
    EXPECT_TRUE(hears([](auto const& changes) { return changes.is_everything; }));
    ASSERT_TRUE(end_binding(start).ok());
    // Both nodes connected again, in whatever order.
    EXPECT_TRUE(hears(
        [this](auto const& changes) { return changes.is_everything || names_binding(changes); }));
}

}  // namespace
}  // namespace roomkey
