#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "api/problem.hpp"
#include "tests/api/openapi_reader.hpp"

namespace roomkey {
namespace {

// Only the command line refuses with these.
constexpr ErrorCode not_served[] = {
    ErrorCode::account_exists,
    ErrorCode::corp_unknown,
    ErrorCode::app_unknown,
    ErrorCode::app_limit_reached,
    ErrorCode::default_admin_protected,
};

bool is_served(ErrorCode code) {
    return std::find(std::begin(not_served), std::end(not_served), code) == std::end(not_served);
}

std::map<std::string, Problem const*> served_problems() {
    std::map<std::string, Problem const*> problems;
    for (auto const& problem : all_problems()) {
        if (is_served(problem.code)) problems[std::string(reason_name(problem.code))] = &problem;
    }
    return problems;
}

/// Cells of the rows of all tables in a Markdown text, without blanks and backticks around them.
std::vector<std::vector<std::string>> table_rows(std::string const& text) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with('|')) continue;
        auto& row = rows.emplace_back();
        std::istringstream cells(line.substr(1));
        for (std::string cell; std::getline(cells, cell, '|');) {
            auto const begin = cell.find_first_not_of(" `");
            auto const end = cell.find_last_not_of(" `");
            row.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
        }
    }
    return rows;
}

class OpenApiErrors : public testing::Test {
protected:
    void each_refusal(std::function<void(std::string const& where, int status,
                                         boost::json::value const& response)> const& visit) const {
        for (auto const& operation : reader_.operations()) {
            for (auto const& [status, response] : member_object(*operation.object, "responses")) {
                if (status == "200") continue;
                visit(operation.name() + ' ' + std::string(status), std::stoi(std::string(status)),
                      reader_.resolved(response));
            }
        }
        for (auto const& [status, response] : member_object(reader_.root(), "x-unrouted")) {
            visit(std::string(status), std::stoi(std::string(status)), reader_.resolved(response));
        }
    }

    OpenApiReader reader_;
    std::map<std::string, Problem const*> problems_ = served_problems();
};

TEST_F(OpenApiErrors, ListsTheCodesThatItsReasonsHave) {
    each_refusal([&](auto const& where, int status, boost::json::value const& response) {
        std::set<std::string> expected;
        for (auto const& reason : member_texts(response, "x-reasons")) {
            auto const problem = problems_.find(reason);
            ASSERT_NE(problem, problems_.end()) << where << ' ' << reason;
            EXPECT_EQ(problem->second->status, status) << where << ' ' << reason;
            expected.insert(std::string(problem->second->wire_code));
        }
        auto const codes = member_texts(response, "x-error-codes");
        EXPECT_FALSE(codes.empty()) << where;
        EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()), expected) << where;
    });
}

TEST_F(OpenApiErrors, MentionsEveryReasonThatTheServerHas) {
    std::set<std::string> mentioned;
    each_refusal([&](auto const& /*where*/, int /*status*/, boost::json::value const& response) {
        for (auto const& reason : member_texts(response, "x-reasons")) mentioned.insert(reason);
    });
    for (auto const& [reason, problem] : problems_)
        EXPECT_TRUE(mentioned.contains(reason)) << reason;
}

TEST_F(OpenApiErrors, GivesExamplesInTheServersOwnWords) {
    each_refusal([&](auto const& where, int /*status*/, boost::json::value const& response) {
        auto const& media = member(member(response, "content"), "application/json");
        auto const reasons = member_texts(response, "x-reasons");
        for (auto const& [name, example] : reader_.examples(media)) {
            auto const code = member_text(member(example, "value"), "error_code");
            auto const message = member_text(member(example, "value"), "error_msg");
            bool const is_known = std::any_of(reasons.begin(), reasons.end(), [&](auto const& it) {
                auto const& problem = *problems_.at(it);
                return code == problem.wire_code &&
                       (message.starts_with(problem.zh) || message.starts_with(problem.en));
            });
            EXPECT_TRUE(is_known) << where << ' ' << std::string_view(name) << ": " << message;
        }
    });
}

TEST_F(OpenApiErrors, AreAllInTheHandbookOfErrors) {
    std::ifstream file(ROOMKEY_SOURCE_FOLDER "/docs/errors.md");
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    std::map<std::string, std::pair<std::string, std::string>> documented;
    for (auto const& row : table_rows(text)) {
        if (row.size() < 3 || !row[0].starts_with("USG.")) continue;
        EXPECT_TRUE(documented.insert({row[2], {row[0], row[1]}}).second) << row[2];
    }
    for (auto const& [reason, problem] : problems_) {
        std::pair<std::string, std::string> const expected{problem->wire_code,
                                                           std::to_string(problem->status)};
        EXPECT_EQ(documented[reason], expected) << reason;
    }
    EXPECT_EQ(documented.size(), problems_.size());
}

}  // namespace
}  // namespace roomkey
