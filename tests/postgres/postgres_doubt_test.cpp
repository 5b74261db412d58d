#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "storage/postgres/tools/postgres_transfer.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/fakes/tcp_relay.hpp"
#include "tests/postgres/postgres_bench.hpp"

// A commit whose answer is lost on its way, and one that has to be durable on a server configured
// otherwise.
namespace roomkey {
namespace {

class PostgresDoubt : public PostgresBench {
protected:
    PostgresDoubt() {
        // In another form it could not be reported, and would count as everything.
        binding_.id = BindingId{"0123456789abcdef0123456789abcdef"};
        open();
        EXPECT_TRUE(
            store_
                ->write([&](Transaction& tx) -> Status {
                    TRY(insert_corp(tx, contract::sample_corp("100000001")));
                    TRY(insert_terminal(tx, room_));
                    TRY(insert_binding(tx, binding_, contract::sample_credential(1, binding_)));
                    return Done{};
                })
                .ok());
        auto through_relay = options_;
        auto const port = ':' + std::to_string(server().port()) + '/';
        through_relay.uri.replace(through_relay.uri.find(port), port.size(),
                                  ':' + std::to_string(relay_.port()) + '/');
        distant_ = valid(open_postgres_store(through_relay));
        // A new listener is notified of everything, once.
        EXPECT_TRUE(hears_everything());
    }
    ~PostgresDoubt() override { distant_.reset(); }

    /// What the other node is notified of, until it is everything; false after a generous while.
    [[nodiscard]] bool hears_everything() const {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        while (std::chrono::steady_clock::now() < end) {
            if (valid(store_->take_foreign_changes()).is_everything) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    }

    /// Runs the work over the wire on which the answer to its commit is lost.
    void write_in_doubt(std::function<Status(Transaction&)> const& work) {
        // With its end, because there is "READ COMMITTED", too. A new connection sends the text,
        // later ones only the name that it is prepared under.
        relay_.lose_answer_to(std::string("COMMIT", sizeof "COMMIT"));
        int runs = 0;
        auto const status = distant_->write([&](Transaction& tx) -> Status {
            ++runs;
            return work(tx);
        });
        ASSERT_FALSE(status.ok());
        EXPECT_EQ(status.error().code, ErrorCode::unavailable);
        EXPECT_NE(status.error().detail.find("it may have been committed"), std::string::npos)
            << status.error().detail;
        EXPECT_EQ(runs, 1);
        EXPECT_EQ(relay_.lost_answers(), 1);
    }

    TcpRelay relay_{server().port()};
    Terminal room_ = contract::sample_terminal("100000001", "room");
    Binding binding_ = contract::sample_binding(1, room_.user.id);
    std::unique_ptr<Store> distant_;
};

TEST_F(PostgresDoubt, HasTheOthersLookAtEverythingWhenABindingMayHaveEnded) {
    write_in_doubt([&](Transaction& tx) -> Status {
        TRY(end_binding(tx, room_.user.id, UnbindReason::reset, contract::start));
        return Done{};
    });
    // It was committed, but nothing here knows it.
    EXPECT_EQ(server().run("SELECT count(*) FROM binding WHERE ended <> 0", name_), "1");
    EXPECT_TRUE(hears_everything());
}

TEST_F(PostgresDoubt, HasTheOthersLookAtEverythingWhereNoLookForEndedOnesWouldHelp) {
    room_.user.name = "Renamed";
    write_in_doubt([&](Transaction& tx) { return update_user(tx, room_.user); });
    EXPECT_EQ(server().run("SELECT name FROM users WHERE account = 'room'", name_), "Renamed");
    EXPECT_TRUE(hears_everything());
}

TEST_F(PostgresDoubt, IsOverForTheNextChange) {
    write_in_doubt([&](Transaction& tx) -> Status {
        TRY(insert_user(tx, contract::sample_member("100000001", "eve")));
        return Done{};
    });
    EXPECT_TRUE(has_user("eve"));
    EXPECT_TRUE(distant_
                    ->write([&](Transaction& tx) -> Status {
                        TRY(insert_user(tx, contract::sample_member("100000001", "bob")));
                        return Done{};
                    })
                    .ok());
    EXPECT_TRUE(has_user("bob"));
}

class PostgresCopy : public PostgresBench {};

TEST_F(PostgresCopy, IsDurableWhateverTheServerIsUsedTo) {
    open();
    store_.reset();
    server().run("ALTER DATABASE " + name_ + " SET synchronous_commit = off");
    // Noted by the commit itself, which is when it counts.
    server().run(
        "CREATE TABLE seen (setting text); GRANT ALL ON seen TO PUBLIC; "
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); "
        "RETURN NULL; END $$; "
        "CREATE CONSTRAINT TRIGGER note AFTER INSERT ON key_check DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION note()",
        name_);
    auto const target = valid(open_postgres_target(options_));
    auto const& table = transfer_tables().front();
    ASSERT_EQ(table.name, "key_check");
    ASSERT_TRUE(target->begin(table).ok());
    ASSERT_TRUE(target->add({std::int64_t{1}, Bytes(32, 7)}).ok());
    ASSERT_TRUE(target->end().ok());
    ASSERT_TRUE(target->commit().ok());
    EXPECT_EQ(server().run("SELECT setting FROM seen", name_), "on");
    // Not because the server would do so anyway.
    EXPECT_EQ(server().run("SHOW synchronous_commit", name_), "off");
}

}  // namespace
}  // namespace roomkey
