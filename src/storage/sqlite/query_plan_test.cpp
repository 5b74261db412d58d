#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/sql/audit.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/transaction/transaction.hpp"
#include "tests/fakes/temporary_folder.hpp"

// The contract suite explains every statement; here is what it cannot see from one plan.
namespace roomkey::sqlite {
namespace {

void search_notices(Transaction& tx) {
    for (auto const* account : {"", "a"}) {
        for (auto const& state :
             {std::optional<NoticeState>{}, std::optional{NoticeState::failed}}) {
            for (auto const& report :
                 {std::optional<ReportState>{}, std::optional{ReportState::failed}}) {
                for (bool const is_delayed : {false, true}) {
                    NoticeSearch search;
                    search.reach = CorpId{"1"};
                    search.account = account;
                    search.state = state;
                    search.report = report;
                    search.is_delayed = is_delayed;
                    ASSERT_TRUE(search_notices(tx, search).ok());
                    if (!is_delayed || !search.account.empty()) continue;
                    search.reach.departments = {"lab"};
                    ASSERT_TRUE(search_notices(tx, search).ok());
                }
            }
        }
    }
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

// A list that is sorted again for each page costs as much as all of it.
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
        for (auto const* index :
             {"notice_user", "notice_state", "notice_list", "notice_report", "notice_delayed"}) {
            uses[index] += static_cast<int>(
                std::count_if(steps.begin(), steps.end(), [&](std::string const& step) {
                    return step.find(std::string(index) + " (") != std::string::npos &&
                           step.find("created_at>? AND created_at<?") != std::string::npos;
                }));
        }
        // Only the rows of the page are sorted again.
        auto const page = std::find(steps.begin(), steps.end(), "SCAN n");
        EXPECT_TRUE(std::find(steps.begin(), page, "USE TEMP B-TREE FOR ORDER BY") == page) << sql;
    }
    // A count and a page of each; those of an account are found by it, else those that are delayed
    // by that, whatever the reach, else those of a report by that, with a state or without.
    EXPECT_EQ(uses, (std::map<std::string, int>{{"notice_user", 16},
                                                {"notice_state", 2},
                                                {"notice_list", 2},
                                                {"notice_report", 4},
                                                {"notice_delayed", 16}}));
}

// The trail is long: what it is narrowed by is found in an index that has the order as well.
TEST(QueryPlan, FindsAuditRecordsInTheirOrderByAnIndexThatFits) {
    TemporaryFolder const folder;
    ConnectionOptions options;
    options.path = folder.file("test.db");
    auto const opened = Connection::open(options);
    ASSERT_TRUE(opened.ok() && migrate(**opened).ok());
    Transaction tx{**opened};
    for (auto const* outcome : {"ok", "account_unknown"}) {
        AuditEntry entry;
        entry.corp_id = CorpId{"1"};
        entry.actor = entry.account = entry.source = "a";
        entry.outcome = outcome;
        ASSERT_TRUE(insert_audit(tx, entry).ok());
    }
    std::vector<std::pair<AuditSearch, std::string>> cases(6);
    cases[0].second = "audit_corp";
    cases[1].first.account = "a";
    cases[1].second = "audit_account";
    cases[2].first.actor = "a";
    cases[2].second = "audit_actor";
    cases[3].first.source = "a";
    cases[3].second = "audit_source";
    cases[4].first.is_refused = true;
    cases[4].second = "audit_refused";
    cases[5].first.is_refused = false;
    cases[5].second = "audit_corp";
    std::set<std::string> known;
    for (auto& [search, index] : cases) {
        search.corp_id = CorpId{"1"};
        ASSERT_TRUE(search_audit(tx, search).ok());
        int statements = 0;
        for (auto const& sql : (*opened)->prepared_statements()) {
            // Not those that explained an earlier one.
            bool const is_of_search =
                sql.starts_with("SELECT") && sql.find("FROM audit WHERE") != std::string::npos;
            if (!is_of_search) continue;
            if (!known.insert(sql).second) continue;
            ++statements;
            auto const steps = plan(**opened, sql);
            EXPECT_TRUE(std::any_of(steps.begin(), steps.end(), [&](std::string const& step) {
                return step.find(index + " (") != std::string::npos &&
                       step.find("at>? AND at<?") != std::string::npos;
            })) << sql;
            EXPECT_EQ(std::count(steps.begin(), steps.end(), "USE TEMP B-TREE FOR ORDER BY"), 0)
                << sql;
        }
        // A count and a page.
        EXPECT_EQ(statements, 2) << index;
    }
}

}  // namespace
}  // namespace roomkey::sqlite
