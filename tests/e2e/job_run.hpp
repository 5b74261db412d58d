#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "tests/e2e/running_server.hpp"

namespace roomkey {

/// A job that makes terminals, driven over HTTPS, on whichever server is alive.
class JobRun {
public:
    JobRun(RunningServer& server, int rows) : token_(server.admin_token()), rows_(rows) {
        std::string table = "devName;devType;emailAddr\r\n";
        for (int i = 1; i <= rows; ++i) {
            table += "Room " + std::to_string(i) + ";idea-hub;room@example.com\r\n";
        }
        auto const made = send(server, "POST", "",
                               boost::json::serialize(boost::json::object{
                                   {"kind", "create-terminals"}, {"csv", table}}));
        id = std::string(made.at("id").as_string());
        EXPECT_EQ(made.at("ready"), rows);
        send(server, "POST", '/' + id + "/start", "{}");
    }

    /// Returns when so many rows are done; false if that takes too long.
    bool wait_for(RunningServer& server, int done) {
        auto const end = std::chrono::steady_clock::now() + std::chrono::minutes{3};
        while (std::chrono::steady_clock::now() < end) {
            auto const shown = send(server, "GET", '/' + id);
            if (shown.contains("done") && shown.at("done").as_int64() >= done) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        return false;
    }

    void expect_finished(RunningServer& server) {
        EXPECT_TRUE(wait_for(server, rows_));
        auto const shown = send(server, "GET", '/' + id);
        EXPECT_EQ(shown.at("done"), rows_);
        EXPECT_EQ(shown.at("ready"), 0);
        EXPECT_EQ(shown.at("failed"), 0);
    }

    /// Counts, by SQL, the audit records of the job, the accounts in them and all terminals.
    [[nodiscard]] std::string count_sql() const {
        return "SELECT (SELECT count(*) FROM audit WHERE operation = 'create_code' AND outcome = "
               "'ok' AND detail LIKE '%job " +
               id +
               "') || ' ' || (SELECT count(DISTINCT account) FROM audit WHERE operation = "
               "'create_code' AND request_id = '" +
               id + "') || ' ' || (SELECT count(*) FROM terminal)";
    }
    [[nodiscard]] std::string expected_counts() const {
        auto const rows = std::to_string(rows_);
        return rows + ' ' + rows + ' ' + rows;
    }

    std::string id;

private:
    boost::json::object send(RunningServer& server, std::string const& method,
                             std::string const& rest, std::string const& body = {}) {
        auto const answer = server.client()->send(
            method, "/v1/roomkey/jobs" + rest,
            {{"Content-Type", "application/json"}, {"X-Access-Token", token_}}, body);
        if (!answer.ok()) return {};
        EXPECT_EQ(answer->status, 200) << answer->body;
        return answer->status == 200 ? boost::json::parse(answer->body).as_object()
                                     : boost::json::object{};
    }

    std::string token_;
    int rows_;
};

}  // namespace roomkey
