#include <thread>

#include "tests/api/job_bench.hpp"
#include "tests/fakes/flaky_store.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

class RunningJobs : public JobBench {};

TEST_F(RunningJobs, RetryOnlyWhatFailed) {
    auto const department = [&] {
        return bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept",
                             R"({"deptName":"Sales","deptCode":"sales"})");
    };
    ASSERT_EQ(department().status, 200);
    auto const rooms = make_rooms(2);
    auto const id =
        create({{"kind", "move"}, {"deptCode", "sales"}, {"accounts", json::array{rooms[0]}}});
    ASSERT_EQ(
        send("POST", '/' + id + "/rows",
             "{\"csv\":\"account,deptCode\\n" + std::string(rooms[1].as_string()) + ",1\\n\"}")
            .status,
        200);
    ASSERT_EQ(bench.send_as(token, "DELETE", "/v1/usg/dcs/corp/dept/sales").status, 200);
    start(id);
    run();
    auto const first = std::string(rooms[0].as_string());
    auto const second = std::string(rooms[1].as_string());
    EXPECT_EQ(rows(id), (std::vector<std::string>{"1 " + first + " failed department_unknown",
                                                  "2 " + second + " done"}));

    ASSERT_EQ(department().status, 200);
    auto const again = send("POST", '/' + id + "/retry");
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.field("state"), "running");
    EXPECT_EQ(again.number("ready"), 1);
    run();

    EXPECT_EQ(show(id).number("done"), 2);
    EXPECT_EQ(user(first).department_code, "sales");
    EXPECT_EQ(recorded(id, "update_user").at(second), 1);
    EXPECT_EQ(send("POST", '/' + id + "/retry").header("X-Roomkey-Reason"), "job_state_wrong");
}

TEST_F(RunningJobs, AreRetriedAtThePaceThatTheyHadOrAnother) {
    auto const rooms = make_rooms(4);
    auto const id = create("disable", rooms);
    json::array const gone{rooms[0], rooms[1]};
    ASSERT_EQ(bench.send_as(token, "POST", "/v1/usg/dcs/corp/member/delete", json::serialize(gone))
                  .status,
              200);
    auto const wait = [&](int seconds) {
        bench.clock.advance(std::chrono::seconds{seconds});
        run();
        return show(id).field("state") + ' ' + std::to_string(show(id).number("failed"));
    };
    auto const retry = [&](std::string const& body = {}) {
        auto const again = send("POST", '/' + id + "/retry", body);
        EXPECT_EQ(again.status, 200) << again.text;
        return again.number("spread");
    };
    start(id, R"({"spread":40})");
    EXPECT_EQ(wait(40), "finished 2");
    // Half of the rows take half of the time.
    EXPECT_EQ(retry(), 20);
    EXPECT_EQ(wait(9), "running 1");
    EXPECT_EQ(wait(1), "finished 2");
    EXPECT_EQ(retry(R"({"rate":2})"), 1);
    EXPECT_EQ(wait(1), "finished 2");
    EXPECT_EQ(retry(R"({"rate":null})"), 1);
    EXPECT_EQ(wait(1), "finished 2");
    EXPECT_EQ(retry(R"({"rate":0})"), 0);
    EXPECT_EQ(wait(0), "finished 2");
}

TEST_F(RunningJobs, EndWithTheRoleOfTheirStarter) {
    bench.sign_in(bench.ours, "deputy");
    auto const to_deputy = [&](char const* rest, char const* body) {
        EXPECT_EQ(
            bench
                .send_as(token, "POST",
                         std::string("/v1/usg/dcs/corp/admin") + rest + "?accountType=1", body)
                .status,
            200);
    };
    to_deputy("", R"({"account":"deputy"})");
    auto const rooms = make_rooms(3);
    auto const id = create("disable", rooms);
    auto const deputy = bench.sign_in(bench.ours, "deputy").field("accessToken");
    ASSERT_EQ(bench.send_as(deputy, "POST", jobs_path + ('/' + id) + "/start").status, 200);
    // One row, and the role is gone.
    ASSERT_TRUE(bench.services->run_jobs.run([] { return true; }).value());
    to_deputy("/delete", R"(["deputy"])");
    run();

    auto const shown = show(id);
    EXPECT_EQ(shown.field("state"), "cancelled");
    EXPECT_EQ(shown.field("failure"), "not_permitted");
    EXPECT_EQ(shown.number("done"), 1);
    EXPECT_EQ(shown.number("failed"), 0);
    EXPECT_EQ(user(std::string(rooms[2].as_string())).status, AccountStatus::normal);
    auto const starter = recorded(id, "batch_update_user_status");
    EXPECT_EQ(starter.size(), 1U);
}

TEST_F(RunningJobs, DoNoRowAfterTheyWereCancelled) {
    auto const rooms = make_rooms(4);
    auto const id = create("disable", rooms);
    start(id);
    int done = 0;
    ASSERT_TRUE(bench.services->run_jobs
                    .run([&] {
                        if (++done == 2) {
                            EXPECT_EQ(send("POST", '/' + id + "/cancel").status, 200);
                        }
                        return false;
                    })
                    .value());
    run();
    auto const shown = show(id);
    EXPECT_EQ(shown.field("state"), "cancelled");
    EXPECT_EQ(shown.field("failure"), "");
    EXPECT_EQ(shown.number("done"), 2);
    EXPECT_EQ(shown.number("ready"), 2);
    EXPECT_EQ(user(std::string(rooms[2].as_string())).status, AccountStatus::normal);
    EXPECT_EQ(recorded(id, "batch_update_user_status").size(), 2U);
    EXPECT_EQ(send("POST", '/' + id + "/cancel").header("X-Roomkey-Reason"), "job_state_wrong");
}

TEST_F(RunningJobs, StartLaterAndSpreadTheirRows) {
    auto const id = create("disable", make_rooms(4));
    auto const at = bench.clock.now() + std::chrono::hours{1};
    start(id, R"({"spread":400,"startTime":)" + std::to_string(unix_milliseconds(at)) + '}');
    EXPECT_EQ(show(id).number("startTime"), unix_milliseconds(at));
    run();
    EXPECT_EQ(show(id).number("done"), 0);
    bench.clock.advance(std::chrono::hours{1});
    for (int done = 1; done <= 4; ++done) {
        run();
        EXPECT_EQ(show(id).number("done"), done);
        bench.clock.advance(std::chrono::seconds{99});
        run();
        EXPECT_EQ(show(id).number("done"), done);
        bench.clock.advance(std::chrono::seconds{1});
    }
    EXPECT_EQ(show(id).field("state"), "finished");
}

TEST_F(RunningJobs, SayHowFastTheyAre) {
    auto const id = create("disable", make_rooms(4));
    start(id);
    EXPECT_TRUE(show(id).json.at("remainingTime").is_null());
    ASSERT_TRUE(bench.services->run_jobs.run([] { return true; }).value());
    bench.clock.advance(std::chrono::seconds{10});
    auto const shown = show(id);
    EXPECT_EQ(shown.number("rowsPerMinute"), 6);
    EXPECT_EQ(shown.number("remainingTime"), 30);
}

TEST_F(RunningJobs, SurviveADatabaseThatFailsAtEveryPoint) {
    FlakyStore flaky(*bench.store);
    bench.restart_over(flaky);
    // What was sealed before opens no more.
    bench.ours = bench.services->corps.create("Ours again").value();
    token = bench.admin_token(bench.ours);
    auto const rooms = make_rooms(3);
    for (auto const fault : {FlakyStore::Fault::before, FlakyStore::Fault::after}) {
        bool has_failed = true;
        for (int calls = 0; has_failed; ++calls) {
            SCOPED_TRACE(calls);
            auto const id = create("reset", rooms);
            start(id);
            flaky.fail_after(calls, fault);
            for (int round = 0; round < 20; ++round) {
                auto const worked = bench.services->run_jobs.run([] { return false; });
                // As long as a lease, which a worker may have lost with the answer.
                bench.clock.advance(std::chrono::seconds{30});
                if (worked.ok() && !*worked) break;
            }
            has_failed = flaky.heal();
            EXPECT_EQ(show(id).field("state"), "finished");
            EXPECT_EQ(show(id).number("done"), 3);
            auto const resets = recorded(id, "reset_code");
            EXPECT_EQ(resets.size(), 3U);
            for (auto const& [account, count] : resets) EXPECT_EQ(count, 1) << account;
        }
    }
}

TEST_F(RunningJobs, DoEachRowOnceByManyWorkers) {
    constexpr int rooms = 40;
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) ids.push_back(create("reset", make_rooms(rooms)));
    for (auto const& id : ids) start(id);
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) {
        workers.emplace_back([&] {
            for (int idle = 0; idle < 3;) {
                auto const worked = bench.services->run_jobs.run([] { return false; });
                if (worked.ok() && !*worked) ++idle;
            }
        });
    }
    for (auto& worker : workers) worker.join();
    run();
    for (auto const& id : ids) {
        EXPECT_EQ(show(id).number("done"), rooms);
        auto const resets = recorded(id, "reset_code");
        EXPECT_EQ(resets.size(), static_cast<std::size_t>(rooms));
        for (auto const& [account, count] : resets) EXPECT_EQ(count, 1) << account;
    }
}

}  // namespace
}  // namespace roomkey
