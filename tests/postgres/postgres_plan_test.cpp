#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "storage/postgres/connection.hpp"
#include "storage/postgres/resets/reset_group.hpp"
#include "storage/postgres/transaction/transaction.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "tests/postgres/filled_tables.hpp"
#include "tests/postgres/postgres_bench.hpp"

// What the contract suite does not explain: groups of resets, which are the engine's own. The
// tables are filled and analysed, and the server itself counts what it scanned.
namespace roomkey::postgres {
namespace {

using contract::digest;

class PostgresPlan : public PostgresBench, public testing::WithParamInterface<char const*> {
protected:
    PostgresPlan() {
        open();
        server().run(fill_tables, name_);
        connection_ = valid(Connection::open(valid(ConnectionSettings::from(options_))));
        auto const mode = std::string("SET plan_cache_mode = ") + GetParam();
        EXPECT_TRUE(connection_->execute(mode.c_str()).ok());
        connection_->begin_change();
        tx_.emplace(*connection_, /*holds=*/true);
    }

    void reset(std::vector<ResetQuestion> const& questions, ResetDecision const& decide,
               ResetGroup::Held held) {
        std::vector<GroupedReset> resets;
        for (auto const& question : questions) resets.push_back({question, decide});
        std::vector<GroupedReset*> group;
        for (auto& member : resets) group.push_back(&member);
        auto const failure = ResetGroup(*connection_, group, held).run();
        ASSERT_FALSE(failure) << failure->state << ' ' << failure->detail;
        for (auto const& member : resets) {
            ASSERT_TRUE(member.answer && member.answer->ok()) << member.question.account;
        }
    }

    CorpId const corp_{"100000001"};
    UserId user_;
    int next_number_ = 1'000;
    std::unique_ptr<Connection> connection_;
    std::optional<Transaction> tx_;
};

// The node's own query for ended bindings, twice a second, is among what this sees.
TEST_P(PostgresPlan, ResetsByIndexesAlone) {
    user_ = valid(find_user_by_account(*tx_, "room_20"))->id;
    auto const session = contract::sample_session(2, user_);
    ASSERT_TRUE(insert_session(*tx_, session).ok());
    ASSERT_TRUE(connection_->commit().ok());
    server().run("SELECT pg_stat_reset()", name_);
    ResetDecision const decide =
        [&](ResetFacts const& facts) -> Result<std::optional<ResetChange>> {
        if (!facts.terminal) return internal_error("no terminal");
        ResetChange change;
        change.user_id = facts.terminal->user.id;
        auto const number = next_number_++;
        change.code = contract::sample_code(number);
        change.notices = {contract::sample_notice(2 * number, change.user_id),
                          contract::sample_notice(2 * number + 1, change.user_id)};
        change.audit = contract::sample_audit(corp_.value, "room_20", {});
        change.replay = Replay{user_, digest(number), digest(4), {}, contract::start};
        return std::optional{std::move(change)};
    };
    // Every twentieth account is of the caller's enterprise.
    std::vector<ResetQuestion> questions;
    for (int i = 1; i <= 33; ++i) {
        questions.push_back({session.access_hash, "room_" + std::to_string(i * 20), digest(i)});
    }
    reset({questions.begin(), questions.end() - 1}, decide, ResetGroup::Held::leave);
    reset({questions.back()}, decide, ResetGroup::Held::wait);
    // The session reports its figures when it ends.
    connection_.reset();
    while (server().run("SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'code'",
                        name_) != "33") {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    EXPECT_EQ(server().run("SELECT string_agg(relname, ' ') FROM pg_stat_user_tables WHERE "
                           "seq_scan > 0 AND relname NOT IN ('corp', 'department')",
                           name_),
              "");
}

INSTANTIATE_TEST_SUITE_P(Modes, PostgresPlan,
                         testing::Values("force_generic_plan", "force_custom_plan"),
                         [](auto const& mode) {
                             return mode.param == std::string("force_generic_plan") ? "Generic"
                                                                                    : "Custom";
                         });

}  // namespace
}  // namespace roomkey::postgres
