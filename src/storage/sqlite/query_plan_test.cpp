#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/transaction/transaction.hpp"
#include "tests/fakes/temporary_folder.hpp"

// No statement may read a table from end to end: that is quick in a test and slow in a year.
namespace roomkey::sqlite {
namespace {

// What may be scanned: rows of a statement's own making, the full-text index (which gets a query),
// and lists that are asked for as a whole.
constexpr std::array<std::string_view, 13> scans_allowed{
    "SCAN CONSTANT ROW",
    "SCAN page",
    "SCAN found",
    "SCAN g VIRTUAL TABLE INDEX 0:M",
    // key_checks: all of them, a few.
    "SCAN key_check",
    // list_corps: all of them, for operators.
    "SCAN p",
    // count_live_codes: exact, a figure read once in a while.
    "SCAN code USING COVERING INDEX",
    // live_codes_by_format: one row for each enterprise, made of an index.
    "SCAN live",
    // notice_figures: the index holds the unsettled notices only.
    "SCAN notice USING INDEX notice_",
    // live_access, end_all_sessions, end_all_bindings: once, after a restore.
    "SCAN session",
    "SCAN binding USING",
    "SCAN users",
    "SCAN app USING COVERING INDEX",
};

bool is_allowed(std::string const& step) {
    if (step.find("SCAN") == std::string::npos) return true;
    return std::any_of(scans_allowed.begin(), scans_allowed.end(),
                       [&](auto allowed) { return step.starts_with(allowed); });
}

void search_everything(Transaction& tx) {
    for (auto const* text : {"", "key"}) {
        for (auto const* department : {"", "1"}) {
            for (bool const with_sub_departments : {false, true}) {
                for (int sort = 0; sort <= static_cast<int>(UserSortField::sort_level); ++sort) {
                    for (bool const is_ascending : {false, true}) {
                        UserSearch search;
                        search.text = text;
                        search.department_code = department;
                        search.with_sub_departments = with_sub_departments;
                        search.sort = static_cast<UserSortField>(sort);
                        search.is_ascending = is_ascending;
                        ASSERT_TRUE(tx.search_users(search).ok());
                    }
                }
            }
        }
        for (auto const& hash : {std::optional<Digest>{}, std::optional<Digest>{Digest{}}}) {
            CodeSearch search;
            search.text = text;
            search.code_hash = hash;
            ASSERT_TRUE(tx.search_codes(search).ok());
        }
        for (auto const& corp : {std::optional<CorpId>{}, std::optional<CorpId>{CorpId{"1"}}}) {
            AuditSearch search;
            search.corp_id = corp;
            search.account = text;
            ASSERT_TRUE(tx.search_audit(search).ok());
        }
    }
}

void search_notices(Transaction& tx) {
    for (auto const* account : {"", "a"}) {
        for (auto const& state :
             {std::optional<NoticeState>{}, std::optional{NoticeState::failed}}) {
            for (auto const& report :
                 {std::optional<ReportState>{}, std::optional{ReportState::failed}}) {
                NoticeSearch search;
                search.corp_id = CorpId{"1"};
                search.account = account;
                search.state = state;
                search.report = report;
                ASSERT_TRUE(tx.search_notices(search).ok());
            }
        }
    }
}

void read_everything(Transaction& tx) {
    CorpId const corp{"1"};
    UserId const user{"u"};
    EXPECT_TRUE(tx.find_corp(corp).ok());
    EXPECT_TRUE(tx.list_corps().ok());
    EXPECT_TRUE(tx.key_checks().ok());
    EXPECT_TRUE(tx.find_department(corp, "1").ok());
    EXPECT_TRUE(tx.find_app(AppId{"a"}).ok());
    EXPECT_TRUE(tx.list_apps(corp).ok());
    EXPECT_TRUE(tx.find_user(user).ok());
    EXPECT_TRUE(tx.find_user_by_account("a").ok());
    EXPECT_TRUE(tx.find_user_by_third_account(corp, "t").ok());
    EXPECT_TRUE(tx.find_default_admin(corp).ok());
    EXPECT_TRUE(tx.find_session({}).ok());
    EXPECT_TRUE(tx.find_session_by_refresh({}).ok());
    EXPECT_TRUE(tx.find_sign_in_failures({"a", "s"}).ok());
    EXPECT_TRUE(tx.has_signed_in_from({"a", "s"}, {}).ok());
    EXPECT_TRUE(tx.find_terminal("a").ok());
    EXPECT_TRUE(tx.find_terminal_by_user(user).ok());
    EXPECT_TRUE(tx.find_terminal_by_code({}).ok());
    EXPECT_TRUE(tx.find_terminal_by_code_id(corp, ActiveCode{}.id()).ok());
    EXPECT_TRUE(tx.find_credential({}).ok());
    EXPECT_TRUE(tx.count_live_codes().ok());
    EXPECT_TRUE(tx.live_access({}).ok());
    EXPECT_TRUE(tx.live_codes_by_format().ok());
    EXPECT_TRUE(tx.find_guesses({"s"}, {}, {}).ok());
    EXPECT_TRUE(tx.find_replay(user, {}).ok());
    EXPECT_TRUE(tx.find_notice(NoticeId{"n"}).ok());
    EXPECT_TRUE(tx.list_notices(user).ok());
    EXPECT_TRUE(tx.notice_figures().ok());
    for (auto const kind :
         {SealedKind::code, SealedKind::app_key, SealedKind::contact, SealedKind::answer}) {
        EXPECT_TRUE(tx.list_sealed(kind, "", 1).ok());
        EXPECT_TRUE(tx.replace_sealed({kind, "1", "", {}}, {}).ok());
    }
}

void add_everything(Transaction& tx) {
    Corp corp;
    corp.id = CorpId{"1"};
    corp.name = "Example";
    Terminal terminal;
    terminal.user.id = UserId{"u"};
    terminal.user.corp_id = corp.id;
    terminal.user.account = "a";
    Session session;
    session.user_id = terminal.user.id;
    Binding binding;
    binding.id = BindingId{"b"};
    binding.user_id = terminal.user.id;
    Credential credential;
    credential.binding_id = binding.id;
    EXPECT_TRUE(tx.insert_key_check(1, {}).ok());
    EXPECT_TRUE(tx.insert_corp(corp).ok());
    corp.name = "Renamed";
    EXPECT_TRUE(tx.update_corp(corp).ok());
    EXPECT_TRUE(tx.insert_app({}).ok());
    EXPECT_TRUE(tx.update_app({}).ok());
    EXPECT_TRUE(tx.insert_terminal(terminal).ok());
    terminal.user.name = "Renamed";
    EXPECT_TRUE(tx.update_user(terminal.user).ok());
    EXPECT_TRUE(tx.insert_session(session).ok());
    EXPECT_TRUE(tx.update_session({}, session).ok());
    EXPECT_TRUE(tx.save_sign_in_failures({"a", "s"}, {1, {}, {}}).ok());
    EXPECT_TRUE(tx.save_sign_in_source({"a", "s"}, {}).ok());
    EXPECT_TRUE(tx.insert_nonce(AppId{}, {}, std::nullopt).ok());
    EXPECT_TRUE(tx.replace_code(terminal.user.id, {}).ok());
    EXPECT_TRUE(tx.insert_binding(binding, credential).ok());
    credential.hash.back() = 1;
    EXPECT_TRUE(tx.renew_credential(credential).ok());
    EXPECT_TRUE(tx.confirm_credential(credential.hash, binding.id).ok());
    EXPECT_TRUE(tx.touch_binding(binding.id, Instant{Duration{1}}, "s").ok());
    EXPECT_TRUE(tx.mark_noted(binding.id, {}).ok());
    EXPECT_TRUE(tx.count_wrong_code({"s"}, {}, {}, {}).ok());
    EXPECT_TRUE(tx.insert_notice({}).ok());
    EXPECT_TRUE(tx.count_send({{Digest{}, 1, {}}}).ok());
    EXPECT_TRUE(tx.save_report(NoticeId{"n"}, ReportState::submitted, "", {}).ok());
    EXPECT_TRUE(tx.insert_audit({}).ok());
    EXPECT_TRUE(tx.insert_replay({}).ok());
}

void end_everything(Transaction& tx) {
    UserId const user{"u"};
    auto const leased = tx.lease_notices(1, Instant{Duration{1}}, Instant{Duration{2}});
    ASSERT_TRUE(leased.ok() && leased->size() == 1);
    EXPECT_TRUE(tx.settle_notice(leased->front()).ok());
    EXPECT_TRUE(tx.supersede_notices(user, {}).ok());
    EXPECT_TRUE(tx.supersede_notice(NoticeId{"n"}, {}).ok());
    EXPECT_TRUE(tx.displace_sessions(user, 0, 0, {}).ok());
    EXPECT_TRUE(tx.end_sessions(user).ok());
    EXPECT_TRUE(tx.save_sign_in_failures({"a", "s"}, {}).ok());
    EXPECT_TRUE(tx.end_all_sessions().ok());
    EXPECT_TRUE(tx.end_all_bindings(UnbindReason::reset, {}).ok());
    EXPECT_TRUE(tx.delete_key_check(1).ok());
    EXPECT_TRUE(tx.clear_sign_in_failures("a").ok());
    EXPECT_TRUE(tx.delete_code({}).ok());
    EXPECT_TRUE(tx.end_binding(user, UnbindReason::reset, {}).ok());
    EXPECT_TRUE(tx.delete_app(AppId{}).ok());
    EXPECT_TRUE(tx.prune({}, 1).ok());
    EXPECT_TRUE(tx.delete_user(user).ok());
}

std::vector<std::string> plan(Connection& connection, std::string const& sql) {
    auto query = connection.query("EXPLAIN QUERY PLAN " + sql);
    EXPECT_TRUE(query.ok()) << sql;
    // The values do not matter; the engine checks that all are there.
    for (int i = 0; i < query->parameter_count(); ++i) query->bind(0);
    std::vector<std::string> steps;
    while (*query->next()) {
        query->skip(3);
        steps.push_back(query->text());
    }
    return steps;
}

TEST(QueryPlan, ReadsNoTableFromEndToEnd) {
    TemporaryFolder const folder;
    ConnectionOptions options;
    options.path = folder.file("test.db");
    {
        auto const migrating = Connection::open(options);
        ASSERT_TRUE(migrating.ok() && migrate(**migrating).ok());
    }
    auto const opened = Connection::open(options);
    ASSERT_TRUE(opened.ok());
    auto& connection = **opened;
    Transaction tx{connection};
    read_everything(tx);
    search_everything(tx);
    search_notices(tx);
    add_everything(tx);
    end_everything(tx);

    auto const statements = connection.prepared_statements();
    ASSERT_GT(statements.size(), 100U);
    for (auto const& sql : statements) {
        if (sql.starts_with("PRAGMA")) continue;
        for (auto const& step : plan(connection, sql)) {
            EXPECT_TRUE(is_allowed(step)) << step << "\n  in " << sql;
        }
    }
}

// A list that is sorted anew for each page costs as much as all of it.
TEST(QueryPlan, FindsNoticesInTheirOrderByAnIndexThatFits) {
    TemporaryFolder const folder;
    ConnectionOptions options;
    options.path = folder.file("test.db");
    auto const opened = Connection::open(options);
    ASSERT_TRUE(opened.ok() && migrate(**opened).ok());
    Transaction tx{**opened};
    search_notices(tx);

    std::map<std::string, int> uses;
    for (auto const& sql : (*opened)->prepared_statements()) {
        if (sql.find("FROM notice n WHERE n.created_at") == std::string::npos) continue;
        auto const steps = plan(**opened, sql);
        for (auto const* index : {"notice_user", "notice_state", "notice_list", "notice_report"}) {
            uses[index] += static_cast<int>(
                std::count_if(steps.begin(), steps.end(), [&](std::string const& step) {
                    return step.find(std::string(index) + " (") != std::string::npos &&
                           step.find("created_at>? AND created_at<?") != std::string::npos;
                }));
        }
        // Only the rows of the page are sorted once more.
        auto const page = std::find(steps.begin(), steps.end(), "SCAN page");
        EXPECT_TRUE(std::find(steps.begin(), page, "USE TEMP B-TREE FOR ORDER BY") == page) << sql;
    }
    // A count and a page of each; those of an account are found by it, those of a report by that,
    // with a state or without.
    EXPECT_EQ(
        uses,
        (std::map<std::string, int>{
            {"notice_user", 8}, {"notice_state", 2}, {"notice_list", 2}, {"notice_report", 4}}));
}

}  // namespace
}  // namespace roomkey::sqlite
