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
#include "tests/postgres/postgres_bench.hpp"

// No statement may read a table from end to end: that is quick in a test and slow in a year. The
// tables are filled and analysed, and the server itself counts what it scanned.
namespace roomkey::postgres {
namespace {

using contract::digest;

/// 8,000 of everything, in 20 enterprises.
constexpr char const* fill = R"sql(
INSERT INTO corp SELECT (100000000 + i)::text, 'Corp', 1000, 0, 11, true, true, true, 0
    FROM generate_series(1, 20) i;
INSERT INTO department SELECT corp_id, '1', '', 'Root', '1', 'Root' FROM corp;
INSERT INTO users (user_id, corp_id, account, name, english_name, phone, country, email,
        department_code, title, signature, description, third_account, type, admin_type, status,
        sort_level, hide_phone, password_hash, created_at)
    SELECT md5('u' || i), (100000001 + i % 20)::text, 'room_' || i, 'Room ' || md5(i::text), '',
        '', '', '', '1', '', '', '', 'third-' || i, 13, 2, 0, 1, false, '', i
    FROM generate_series(1, 8000) i;
INSERT INTO terminal SELECT user_key, 1, true FROM users;
INSERT INTO code SELECT user_key, corp_id, 1, sha256(user_id::bytea), '', 0, 0 FROM users;
INSERT INTO session (access_hash, refresh_hash, user_key, app_id, client_type, source, created_at,
        expires_at, refresh_created_at, refresh_expires_at, ended)
    SELECT sha256(('a' || user_id)::bytea), sha256(('r' || user_id)::bytea), user_key, 'app', 72,
        '', 0, 9000, 0, 9000 + user_key, 0 FROM users;
INSERT INTO binding (binding_id, user_key, user_id, corp_id, sn, model, software_version, bound_at,
        last_seen_at, seen_from, noted_at, ended_at, ended)
    SELECT md5('b' || user_id), user_key, user_id, corp_id, 'SN', '', '', 0, 0, '', 0,
        10000000000 + user_key, user_key % 2 FROM users;
INSERT INTO credential SELECT sha256(binding_id::bytea), binding_key, 0, 0, 1 FROM binding;
INSERT INTO notice (notice_id, corp_id, user_id, code_id, channel, language, sealed_contact,
        masked_contact, state, attempts, created_at, next_attempt_at, leased_until, expires_at,
        failure, settled_at)
    SELECT md5('n' || user_id), corp_id, user_id, '', 0, 0, '', '',
        CASE WHEN user_key % 50 = 0 THEN 0 ELSE 2 END, 0, user_key, user_key, 0, 0, '',
        CASE WHEN user_key % 50 = 0 THEN NULL ELSE 10000000000 + user_key END FROM users;
INSERT INTO audit (at, corp_id, actor_id, actor, operation, account, request_id, source, outcome,
        detail)
    SELECT user_key, corp_id, '', '', 'reset_code', account, '', '', 'ok', '' FROM users;
INSERT INTO replay SELECT user_id, sha256(user_id::bytea), '', '', user_key FROM users;
INSERT INTO nonce SELECT 'app', sha256(user_id::bytea), user_key FROM users;
INSERT INTO sign_in_failure SELECT account, 's', 1, 0, 10000000000 + user_key FROM users;
INSERT INTO sign_in_source SELECT account, 's', 10000000000 + user_key FROM users;
INSERT INTO guess_window SELECT account, 1, user_key, 0 FROM users;
INSERT INTO guess_code SELECT account, sha256(user_id::bytea), user_key FROM users;
INSERT INTO guess_minute SELECT i, 1 FROM generate_series(1000000, 1008000) i;
INSERT INTO send_count SELECT sha256(user_id::bytea), 1, 10000000000 + user_key FROM users;
INSERT INTO app SELECT md5('app' || i), (100000001 + i % 20)::text, '', '', '', false, i, i
    FROM generate_series(1, 8000) i;
ANALYZE;
)sql";

/// Small for ever, or read as a whole by their nature.
std::set<std::string> const small_tables{"corp", "department", "key_check", "roomkey_schema"};

class PostgresPlan : public PostgresBench, public testing::WithParamInterface<char const*> {
protected:
    PostgresPlan() {
        open();
        server().run(fill, name_);
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

    void read_users();
    void read_terminals();
    void read_rest();
    void search();
    void change_sessions();
    void change_terminals();
    void change_rest();

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

void PostgresPlan::read_users() {
    expect_no_scan("find_app", [](auto& tx) { return tx.find_app(AppId{"a"}); });
    expect_no_scan("hold_app", [](auto& tx) { return tx.hold_app(AppId{"a"}); });
    expect_no_scan("list_apps", [&](auto& tx) { return tx.list_apps(corp_); });
    expect_no_scan("list_apps of providers", [](auto& tx) { return tx.list_apps({}); });
    expect_no_scan("find_user_by_account",
                   [](auto& tx) { return tx.find_user_by_account("room_20"); });
    user_ = valid(tx_->find_user_by_account("room_20"))->id;
    expect_no_scan("find_user", [&](auto& tx) { return tx.find_user(user_); });
    expect_no_scan("find_user_by_third_account",
                   [&](auto& tx) { return tx.find_user_by_third_account(corp_, "third-20"); });
    expect_no_scan("find_default_admin", [&](auto& tx) { return tx.find_default_admin(corp_); });
    expect_no_scan("find_session", [](auto& tx) { return tx.find_session({}); });
    expect_no_scan("find_session_by_refresh",
                   [](auto& tx) { return tx.find_session_by_refresh({}); });
    expect_no_scan("find_sign_in_failures", [](auto& tx) {
        return tx.find_sign_in_failures({"room_20", "s"});
    });
    expect_no_scan("has_signed_in_from", [](auto& tx) {
        return tx.has_signed_in_from({"room_20", "s"}, {});
    });
}

void PostgresPlan::read_terminals() {
    expect_no_scan("find_terminal", [](auto& tx) { return tx.find_terminal("room_20"); });
    expect_no_scan("find_terminal_by_user",
                   [&](auto& tx) { return tx.find_terminal_by_user(user_); });
    expect_no_scan("find_terminal_by_code", [](auto& tx) { return tx.find_terminal_by_code({}); });
    expect_no_scan("find_terminal_by_code_id",
                   [&](auto& tx) { return tx.find_terminal_by_code_id(corp_, ActiveCode{}.id()); });
    expect_no_scan("find_credential", [](auto& tx) { return tx.find_credential({}); });
    // Exact figures, read once in a while.
    expect_no_scan(
        "count_live_codes", [](auto& tx) { return tx.count_live_codes(); }, "code");
    expect_no_scan(
        "live_codes_by_format", [](auto& tx) { return tx.live_codes_by_format(); }, "code");
}

void PostgresPlan::read_rest() {
    expect_no_scan("find_guesses", [](auto& tx) {
        return tx.find_guesses({"room_20", "room_21", "room_22"}, {}, GuessLimits{});
    });
    expect_no_scan("find_replay", [&](auto& tx) { return tx.find_replay(user_, {}); });
    expect_no_scan("find_notice", [](auto& tx) { return tx.find_notice(NoticeId{"n"}); });
    expect_no_scan("list_notices", [&](auto& tx) { return tx.list_notices(user_); });
    expect_no_scan("notice_figures", [](auto& tx) { return tx.notice_figures(); });
    for (auto const kind :
         {SealedKind::code, SealedKind::app_key, SealedKind::contact, SealedKind::answer}) {
        expect_no_scan("list_sealed", [&](auto& tx) { return tx.list_sealed(kind, "", 100); });
        expect_no_scan("list_sealed behind",
                       [&](auto& tx) { return tx.list_sealed(kind, "1 11", 100); });
        expect_no_scan("replace_sealed", [&](auto& tx) {
            return tx.replace_sealed({kind, "100000001 11", "", {}}, {});
        });
    }
}

void PostgresPlan::search() {
    for (auto const* text : {"", "e", "ro", "room_199", "会"}) {
        for (auto const* department : {"", "1"}) {
            for (bool const with_sub : {false, true}) {
                UserSearch search;
                search.corp_id = corp_;
                search.text = text;
                search.department_code = department;
                search.with_sub_departments = with_sub;
                expect_no_scan("search_users", [&](auto& tx) { return tx.search_users(search); });
            }
        }
        for (auto const& hash : {std::optional<Digest>{}, std::optional<Digest>{Digest{}}}) {
            CodeSearch search{corp_, {}, text, hash, std::nullopt};
            expect_no_scan("search_codes", [&](auto& tx) { return tx.search_codes(search); });
        }
    }
    for (auto const* account : {"", "room_20"}) {
        for (auto const& state :
             {std::optional<NoticeState>{}, std::optional(NoticeState::failed)}) {
            NoticeSearch notices;
            notices.corp_id = corp_;
            notices.account = account;
            notices.state = state;
            expect_no_scan("search_notices", [&](auto& tx) { return tx.search_notices(notices); });
        }
        AuditSearch audit;
        audit.corp_id = corp_;
        audit.account = account;
        expect_no_scan("search_audit", [&](auto& tx) { return tx.search_audit(audit); });
        // Over the whole service: an operator's list of everything counts everything.
        audit.corp_id.reset();
        expect_no_scan(
            "search_audit of all", [&](auto& tx) { return tx.search_audit(audit); }, "audit");
    }
}

void PostgresPlan::change_sessions() {
    auto session = contract::sample_session(1, user_);
    expect_no_scan("insert_session", [&](auto& tx) { return tx.insert_session(session); });
    expect_no_scan("update_session",
                   [&](auto& tx) { return tx.update_session(session.access_hash, session); });
    expect_no_scan("displace_sessions",
                   [&](auto& tx) { return tx.displace_sessions(user_, 72, 1, {}); });
    expect_no_scan("end_sessions", [&](auto& tx) { return tx.end_sessions(user_); });
    for (int const count : {1, 0}) {
        expect_no_scan("save_sign_in_failures", [&](auto& tx) {
            return tx.save_sign_in_failures({"room_20", "s"}, {count, {}, {}});
        });
    }
    expect_no_scan("save_sign_in_source", [](auto& tx) {
        return tx.save_sign_in_source({"room_20", "s"}, {});
    });
    expect_no_scan("clear_sign_in_failures",
                   [](auto& tx) { return tx.clear_sign_in_failures("room_20"); });
    expect_no_scan("insert_nonce",
                   [](auto& tx) { return tx.insert_nonce(AppId{}, {}, std::nullopt); });
}

void PostgresPlan::change_terminals() {
    auto terminal = contract::sample_terminal(corp_.value, "fresh");
    auto const binding = contract::sample_binding(1, terminal.user.id);
    auto const credential = contract::sample_credential(1, binding);
    auto const further = contract::sample_credential(2, binding);
    expect_no_scan("insert_terminal", [&](auto& tx) { return tx.insert_terminal(terminal); });
    expect_no_scan("update_user", [&](auto& tx) { return tx.update_user(terminal.user); });
    expect_no_scan("replace_code", [&](auto& tx) {
        return tx.replace_code(terminal.user.id, contract::sample_code(1));
    });
    expect_no_scan("delete_code", [](auto& tx) { return tx.delete_code(digest(1)); });
    expect_no_scan("insert_binding",
                   [&](auto& tx) { return tx.insert_binding(binding, credential); });
    expect_no_scan("renew_credential", [&](auto& tx) { return tx.renew_credential(further); });
    expect_no_scan("confirm_credential",
                   [&](auto& tx) { return tx.confirm_credential(further.hash, binding.id); });
    expect_no_scan("touch_binding",
                   [&](auto& tx) { return tx.touch_binding(binding.id, contract::start, "s"); });
    expect_no_scan("mark_noted", [&](auto& tx) { return tx.mark_noted(binding.id, {}); });
    expect_no_scan("end_binding", [&](auto& tx) {
        return tx.end_binding(terminal.user.id, UnbindReason::reset, {});
    });
    expect_no_scan("delete_user", [&](auto& tx) { return tx.delete_user(terminal.user.id); });
}

void PostgresPlan::change_rest() {
    auto const notice = contract::sample_notice(1, user_);
    expect_no_scan("insert_notice", [&](auto& tx) { return tx.insert_notice(notice); });
    expect_no_scan("supersede_notice",
                   [&](auto& tx) { return tx.supersede_notice(notice.id, {}); });
    expect_no_scan("supersede_notices", [&](auto& tx) { return tx.supersede_notices(user_, {}); });
    expect_no_scan("lease_notices", [](auto& tx) {
        return tx.lease_notices(10, Instant{Duration{9'000}}, Instant{Duration{10'000}});
    });
    expect_no_scan("settle_notice", [&](auto& tx) { return tx.settle_notice(notice); });
    expect_no_scan("save_report", [&](auto& tx) {
        return tx.save_report(notice.id, ReportState::submitted, "", {});
    });
    expect_no_scan("count_send", [](auto& tx) { return tx.count_send({{digest(1), 1, {}}}); });
    expect_no_scan("count_wrong_code",
                   [](auto& tx) { return tx.count_wrong_code({"s"}, {}, {}, GuessLimits{}); });
    expect_no_scan("insert_audit", [](auto& tx) { return tx.insert_audit({}); });
    expect_no_scan("insert_replay", [](auto& tx) { return tx.insert_replay({}); });
    expect_no_scan("prune", [](auto& tx) { return tx.prune(Instant{Duration{100}}, 10); });
    expect_no_scan("delete_app", [](auto& tx) { return tx.delete_app(AppId{"a"}); });
}

TEST_P(PostgresPlan, ReadsNoTableFromEndToEnd) {
    read_users();
    read_terminals();
    read_rest();
    change_sessions();
    change_terminals();
    change_rest();
    // Last, because from then on this transaction plans for values.
    search();
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
