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
#include "tests/postgres/filled_tables.hpp"
#include "tests/postgres/postgres_bench.hpp"

// What the contract suite does not explain by itself: statements of the engine's own. The tables
// are filled and analysed, and the server itself counts what it scanned.
namespace roomkey::postgres {
namespace {

using contract::digest;

/// Small for ever, or read as a whole by their nature.
std::set<std::string> const small_tables{"corp", "department", "key_check", "roomkey_schema"};

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

    /// Expects that `work` goes well and scans no table but `allowed`.
    template <class Work>
    void expect_no_scan(char const* what, Work work, std::string const& allowed = {}) {
        auto const before = scans();
        auto const done = work(*tx_);
        ASSERT_TRUE(done.ok()) << what << ": " << done.error().detail;
        for (auto const& [table, count] : scans()) {
            if (small_tables.contains(table) || table == allowed) continue;
            auto const earlier = before.find(table);
            EXPECT_EQ(count, earlier == before.end() ? 0 : earlier->second)
                << what << " scans " << table;
        }
    }

    std::map<std::string, std::int64_t> scans() {
        auto rows = valid(connection_->query(
            "SELECT relname::text, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"));
        std::map<std::string, std::int64_t> counts;
        while (rows.next()) {
            auto table = rows.text();
            counts.emplace(std::move(table), rows.integer());
        }
        return counts;
    }

    void read();
    void change();

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

void PostgresPlan::read() {
    user_ = valid(tx_->find_user_by_account("room_20"))->id;
    expect_no_scan("find_sign_in_failures",
                   [](auto& tx) { return tx.find_sign_in_failures("room_20"); });
    expect_no_scan("find_guesses",
                   [](auto& tx) { return tx.find_guesses("room_20", {}, GuessLimits{}); });
    expect_no_scan("find_replay", [&](auto& tx) { return tx.find_replay(user_, {}); });
}

void PostgresPlan::change() {
    auto const session = contract::sample_session(1, user_);
    auto terminal = contract::sample_terminal(corp_.value, "fresh");
    auto const binding = contract::sample_binding(1, terminal.user.id);
    auto const credential = contract::sample_credential(1, binding);
    auto const further = contract::sample_credential(2, binding);
    ASSERT_TRUE(tx_->insert_terminal(terminal).ok());
    ASSERT_TRUE(tx_->insert_binding(binding, credential).ok());
    expect_no_scan("update_session",
                   [&](auto& tx) { return tx.update_session(session.access_hash, session); });
    expect_no_scan("save_sign_in_failures", [](auto& tx) { return tx.save_sign_in_failures({}); });
    expect_no_scan("clear_sign_in_failures",
                   [](auto& tx) { return tx.clear_sign_in_failures("room_20"); });
    expect_no_scan("renew_credential", [&](auto& tx) { return tx.renew_credential(further, {}); });
    expect_no_scan("confirm_credential",
                   [&](auto& tx) { return tx.confirm_credential(further.hash, binding.id); });
    expect_no_scan("count_wrong_code",
                   [](auto& tx) { return tx.count_wrong_code("s", {}, GuessLimits{}); });
    expect_no_scan("insert_replay", [](auto& tx) { return tx.insert_replay({}); });
}

TEST_P(PostgresPlan, ReadsNoTableFromEndToEnd) {
    read();
    change();
    EXPECT_TRUE(connection_->roll_back());
}

// The node's own look for ended bindings, twice a second, is among what this sees.
TEST_P(PostgresPlan, ResetsByIndexesAlone) {
    user_ = valid(tx_->find_user_by_account("room_20"))->id;
    auto const session = contract::sample_session(2, user_);
    ASSERT_TRUE(tx_->insert_session(session).ok());
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
    // The session hands its figures over when it ends.
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
