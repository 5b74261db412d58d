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

// What the contract suite does not explain by itself: statements of the engine's own.
namespace roomkey::sqlite {
namespace {

// What may be scanned: rows of a statement's own making, and find_key_check's only row.
constexpr std::array<std::string_view, 2> scans_allowed{"SCAN CONSTANT ROW", "SCAN key_check"};

bool is_allowed(std::string const& step) {
    if (step.find("SCAN") == std::string::npos) return true;
    return std::any_of(scans_allowed.begin(), scans_allowed.end(),
                       [&](auto allowed) { return step.starts_with(allowed); });
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

void run_everything(Transaction& tx) {
    Terminal terminal;
    terminal.user.id = UserId{"u"};
    terminal.user.corp_id = CorpId{"1"};
    terminal.user.account = "a";
    Corp corp;
    corp.id = terminal.user.corp_id;
    Session session;
    session.user_id = terminal.user.id;
    Binding binding;
    binding.id = BindingId{"b"};
    binding.user_id = terminal.user.id;
    Credential credential;
    credential.binding_id = binding.id;
    EXPECT_TRUE(tx.insert_corp(corp).ok());
    EXPECT_TRUE(tx.insert_terminal(terminal).ok());
    EXPECT_TRUE(tx.insert_session(session).ok());
    EXPECT_TRUE(tx.insert_binding(binding, credential).ok());
    credential.hash.back() = 1;
    EXPECT_TRUE(tx.find_key_check().ok());
    EXPECT_TRUE(tx.insert_key_check({}).ok());
    EXPECT_TRUE(tx.find_sign_in_failures("a").ok());
    EXPECT_TRUE(tx.save_sign_in_failures({}).ok());
    EXPECT_TRUE(tx.clear_sign_in_failures("a").ok());
    EXPECT_TRUE(tx.update_session({}, session).ok());
    EXPECT_TRUE(tx.renew_credential(credential, {}).ok());
    EXPECT_TRUE(tx.confirm_credential(credential.hash, binding.id).ok());
    EXPECT_TRUE(tx.find_guesses("s", {}, {}).ok());
    EXPECT_TRUE(tx.count_wrong_code("s", {}, {}).ok());
    EXPECT_TRUE(tx.find_replay(terminal.user.id, {}).ok());
    EXPECT_TRUE(tx.insert_replay({}).ok());
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
    run_everything(tx);

    auto const statements = connection.prepared_statements();
    ASSERT_GT(statements.size(), 20U);
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
        auto const page = std::find(steps.begin(), steps.end(), "SCAN n");
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
