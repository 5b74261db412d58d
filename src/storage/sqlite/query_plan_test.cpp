#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

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
                NoticeSearch search;
                search.reach = CorpId{"1"};
                search.account = account;
                search.state = state;
                search.report = report;
                ASSERT_TRUE(search_notices(tx, search).ok());
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
        for (auto const* index : {"notice_user", "notice_state", "notice_list", "notice_report"}) {
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
    // A count and a page of each; those of an account are found by it, those of a report by that,
    // with a state or without.
    EXPECT_EQ(
        uses,
        (std::map<std::string, int>{
            {"notice_user", 8}, {"notice_state", 2}, {"notice_list", 2}, {"notice_report", 4}}));
}

}  // namespace
}  // namespace roomkey::sqlite
