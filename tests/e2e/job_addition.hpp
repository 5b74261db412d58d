#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "tests/e2e/running_server.hpp"

namespace roomkey {

/// A server, so configured, takes a whole table of `JobAddition` in one request.
constexpr char const* large_bodies = "ROOMKEY_HTTP_BODY_BYTES_MAX=1048576";

/// A request with many rows for a job, whose server is killed while it takes them up.
class JobAddition {
public:
    static constexpr int rows = 5'000;

    /// `path` is what follows that of the jobs.
    JobAddition(std::string token, std::string path, std::string key)
        : token_(std::move(token)), path_(std::move(path)), key_(std::move(key)) {
        std::string table = "devName;devType;emailAddr\r\n";
        for (int i = 1; i <= rows; ++i) {
            table += "Room " + std::to_string(i) + ";idea-hub;room@example.com\r\n";
        }
        boost::json::object body{{"csv", table}};
        if (path_.empty()) body["kind"] = "create-terminals";
        body_ = boost::json::serialize(body);
    }

    /// Sends it and kills the server once `rows_before` rows and some of these are there.
    void break_off(RunningServer& server, int rows_before) {
        auto answer =
            std::async(std::launch::async, [&] { return post(server, path_, body_, key_); });
        bool is_on_its_way = false;
        auto const end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        while (!is_on_its_way && std::chrono::steady_clock::now() < end) {
            auto const found = get(server, "?state=preparing");
            for (auto const& job : found.at("data").as_array()) {
                is_on_its_way |= job.at("rows").as_int64() > rows_before;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        server.kill();
        EXPECT_TRUE(is_on_its_way);
        auto const given = answer.get();
        EXPECT_TRUE(!given.ok() || given->status != 200);
    }

    /// Sends it again, as often as the server asks for it; the job.
    boost::json::object repeat(RunningServer& server) {
        auto const end = std::chrono::steady_clock::now() + std::chrono::minutes{2};
        while (std::chrono::steady_clock::now() < end) {
            auto const answer = post(server, path_, body_, key_);
            if (answer.ok() && answer->status == 200) {
                return boost::json::parse(answer->body).as_object();
            }
            bool const is_busy = answer.ok() && answer->status == 503;
            EXPECT_TRUE(is_busy) << (answer.ok() ? answer->body : answer.error().detail);
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
        }
        ADD_FAILURE() << "is not taken";
        return {};
    }

    /// All jobs that there are, once there is none any more that takes up rows.
    std::int64_t jobs(RunningServer& server) {
        auto const end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        while (get(server, "?state=preparing").at("count") != 0) {
            if (std::chrono::steady_clock::now() > end) return -1;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        return get(server, "").at("count").as_int64();
    }

private:
    Result<HttpAnswer> post(RunningServer& server, std::string const& rest, std::string const& body,
                            std::string const& key) {
        return server.client()->send("POST", "/v1/roomkey/jobs" + rest,
                                     {{"Content-Type", "application/json"},
                                      {"X-Access-Token", token_},
                                      {"Idempotency-Key", key}},
                                     body);
    }
    boost::json::object get(RunningServer& server, std::string const& rest) {
        auto const answer = server.client()->send("GET", "/v1/roomkey/jobs" + rest,
                                                  {{"X-Access-Token", token_}}, {});
        EXPECT_TRUE(answer.ok() && answer->status == 200);
        return boost::json::parse(answer->body).as_object();
    }

    std::string token_;
    std::string path_;
    std::string key_;
    std::string body_;
};

/// Both requests that take up rows, each broken off by a kill of `server` and sent again to
/// `survivor`: there is one job in the end, with each row once.
inline void expect_whole_after_kills(RunningServer& server, RunningServer& survivor) {
    auto const token = server.admin_token();
    JobAddition create(token, "", "create");
    create.break_off(server, 0);
    if (&server == &survivor) server.start();
    auto const made = create.repeat(survivor);
    EXPECT_EQ(made.at("state"), "draft");
    EXPECT_EQ(made.at("ready"), JobAddition::rows);
    EXPECT_EQ(create.jobs(survivor), 1);

    if (&server != &survivor) server.start();
    JobAddition add(token, '/' + std::string(made.at("id").as_string()) + "/rows", "add");
    add.break_off(server, JobAddition::rows);
    if (&server == &survivor) server.start();
    auto const added = add.repeat(survivor);
    EXPECT_EQ(added.at("state"), "draft");
    EXPECT_EQ(added.at("ready"), 2 * JobAddition::rows);
    EXPECT_EQ(added.at("invalid"), 0);
    EXPECT_EQ(add.jobs(survivor), 1);
}

}  // namespace roomkey
