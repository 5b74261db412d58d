#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "storage/sql/directory/users.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {

constexpr char const* jobs_path = "/v1/roomkey/jobs";

/// Sends what an administrator does with jobs, and is their worker.
class JobBench : public testing::Test {
protected:
    JobBench() : token(bench.admin_token(bench.ours)) {}

    Answer send(std::string const& method, std::string const& rest, std::string const& body = {}) {
        return bench.send_as(token, method, jobs_path + rest, body, {{"Accept-Language", "en-US"}});
    }

    /// A draft; its id.
    std::string create(boost::json::object const& body) {
        auto const made = send("POST", "", boost::json::serialize(body));
        EXPECT_EQ(made.status, 200) << made.text;
        EXPECT_EQ(made.field("state"), "draft");
        return made.field("id");
    }
    std::string create(std::string const& kind, boost::json::array accounts) {
        return create({{"kind", kind}, {"accounts", std::move(accounts)}});
    }

    Answer show(std::string const& id) { return send("GET", '/' + id); }
    void start(std::string const& id, std::string const& body = {}) {
        auto const started = send("POST", '/' + id + "/start", body);
        ASSERT_EQ(started.status, 200) << started.text;
        EXPECT_EQ(started.field("state"), "running");
    }

    /// Lets the worker do all that is due now.
    void run() {
        while (bench.services->run_jobs.run([] { return false; }).value()) {
        }
    }

    /// Each row as "number account state reason".
    std::vector<std::string> rows(std::string const& id) {
        std::vector<std::string> all;
        auto const page = send("GET", '/' + id + "/rows?limit=500");
        for (auto const& row : page.json.at("data").as_array()) {
            auto text = std::to_string(row.at("row").as_int64()) + ' ' +
                        member_text(row, "account") + ' ' + member_text(row, "state");
            if (auto const reason = member_text(row, "reason"); !reason.empty()) {
                text += ' ' + reason;
            }
            all.push_back(std::move(text));
        }
        return all;
    }
    std::vector<std::string> messages(std::string const& id) {
        std::vector<std::string> all;
        auto const page = send("GET", '/' + id + "/rows?limit=500");
        for (auto const& row : page.json.at("data").as_array()) {
            all.push_back(member_text(row, "message"));
        }
        return all;
    }

    /// How often the audit trail says that the job did the operation to each account.
    std::map<std::string, int> recorded(std::string const& id, std::string const& operation) {
        std::map<std::string, int> counts;
        for (auto const& entry : bench.audit()) {
            bool const is_of_job = entry.detail.ends_with("job " + id) && entry.source == "job";
            if (is_of_job && entry.operation == operation && entry.outcome == "ok") {
                ++counts[entry.account];
            }
        }
        return counts;
    }

    User user(std::string const& account) {
        return bench.store
            ->read([&](Reader& reader) { return find_user_by_account(reader, account); })
            .value()
            .value();
    }

    /// Terminals with names of their own; their accounts.
    boost::json::array make_rooms(int count, std::string const& name = "Room ") {
        boost::json::array accounts;
        for (int i = 1; i <= count; ++i) {
            accounts.emplace_back(
                bench.make_terminal(bench.ours, name + std::to_string(i)).account);
        }
        return accounts;
    }

    static std::string member_text(boost::json::value const& object, char const* name) {
        return std::string(object.at(name).as_string());
    }

    ApiBench bench;
    std::string token;
};

}  // namespace roomkey
