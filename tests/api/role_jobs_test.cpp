#include <gtest/gtest.h>

#include <algorithm>

#include "domain/job/job.hpp"
#include "tests/api/role_bench.hpp"

namespace roomkey {
namespace {

/// Jobs of those who have a role: with their reach, as it is when each row is done.
class RoleJobs : public RoleBench {
protected:
    Answer make(std::string const& token, std::string const& kind,
                std::vector<std::string> const& accounts) {
        boost::json::object body{{"kind", kind}};
        body["accounts"] = boost::json::array(accounts.begin(), accounts.end());
        return as(token, "POST", jobs, boost::json::serialize(body));
    }
    std::string states(std::string const& token, std::string const& id) {
        return listed(token, jobs + '/' + id + "/rows?limit=500", "state");
    }
    Answer start(std::string const& token, std::string const& id) {
        return as(token, "POST", jobs + '/' + id + "/start");
    }
    void run() {
        while (bench.services->run_jobs.run([] { return false; }).value()) {
        }
    }

    std::string const shop = room("Shop", "sales").account;
    std::string const pole = room("Pole", "north").account;
    std::string const lab = room("Bench", "lab").account;
};

TEST_F(RoleJobs, DoWhatTheirStarterMay) {
    auto const help_desk = holder("ada", "help_desk");
    auto const operator_token = holder("bob", "operator");
    auto const auditor = holder("eve", "auditor");
    for (auto const* const kind : {"disable", "enable", "delete", "move", "update"}) {
        EXPECT_EQ(reason(make(help_desk, kind, {shop})), "not_permitted") << kind;
        EXPECT_EQ(reason(make(operator_token, kind, {shop})), "not_permitted") << kind;
    }
    EXPECT_EQ(reason(make(help_desk, "create-terminals", {})), "not_permitted");
    EXPECT_EQ(reason(make(help_desk, "create-users", {})), "not_permitted");
    EXPECT_EQ(reason(make(operator_token, "create-users", {})), "not_permitted");
    EXPECT_EQ(reason(make(operator_token, "create-terminals", {})), "200");
    EXPECT_EQ(reason(make(auditor, "reset", {shop})), "not_permitted");
    auto const id = make(help_desk, "reset", {shop, pole, lab}).field("id");
    EXPECT_EQ(start(help_desk, id).status, 200);
    run();
    EXPECT_EQ(states(help_desk, id), "3: done done done");
    // Whoever oversees the enterprise sees the jobs of others, and those who look.
    EXPECT_EQ(states(auditor, id), "3: done done done");
    auto const other = make(admin, "delete", {shop}).field("id");
    for (auto const* const rest : {"/start", "/cancel", "/retry"}) {
        EXPECT_EQ(reason(as(help_desk, "POST", jobs + '/' + other + rest)), "not_permitted");
    }
    EXPECT_EQ(reason(as(help_desk, "POST", jobs + '/' + other + "/rows", R"({"accounts":["x"]})")),
              "not_permitted");
}

TEST_F(RoleJobs, AreOfTheKindsThatTheSessionNames) {
    auto const token = join("ada");
    for (auto const* const role : {"administrator", "operator", "help_desk", "auditor", "none"}) {
        for (auto const* const departments : {"", R"("sales")"}) {
            ASSERT_EQ(give("ada", role, role == std::string("none") ? "" : departments).status,
                      200);
            auto const session = as(token, "GET", "/v1/roomkey/session");
            auto const& named = session.json.at("jobKinds").as_array();
            for (auto const& each : job_kind_names) {
                std::string const name(each.second);
                bool const is_named =
                    std::find(named.begin(), named.end(), boost::json::value(name)) != named.end();
                EXPECT_EQ(reason(make(token, name, {})), is_named ? "200" : "not_permitted")
                    << role << departments << ' ' << name;
            }
        }
    }
}

TEST_F(RoleJobs, FindOnlyWhatIsWithinReach) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    auto const made = make(token, "reset", {shop, lab, pole, "nobody"});
    auto const id = made.field("id");
    EXPECT_EQ(states(token, id), "4: ready invalid ready invalid");
    EXPECT_EQ(listed(token, jobs + '/' + id + "/rows", "reason"),
              "4:  account_unknown  account_unknown");
    boost::json::object const all{
        {"kind", "reset"},
        {"selection", {{"userType", boost::json::array{12, 13, 14}}, {"containsUnActive", true}}}};
    auto const selected = as(token, "POST", jobs, boost::json::serialize(all));
    EXPECT_EQ(listed(token, jobs + '/' + selected.field("id") + "/rows", "account"),
              "2: " + pole + ' ' + shop);
}

TEST_F(RoleJobs, FindHardTerminalsWithinReachAlone) {
    for (auto const* const department : {"sales", "lab"}) {
        boost::json::object const body{{"name", "Hall"},
                                       {"model", "TE20"},
                                       {"sn", std::string("SN_") + department},
                                       {"email", "hall@example.com"},
                                       {"deptCode", department}};
        ASSERT_EQ(as(admin, "POST", "/v1/usg/dcs/corp/device", boost::json::serialize(body)).status,
                  200);
    }
    auto const token = holder("ada", "help_desk", R"("sales")");
    EXPECT_EQ(reason(as(token, "POST", jobs, R"({"kind":"disable-devices"})")), "not_permitted");
    auto const named = as(token, "POST", jobs,
                          R"({"kind":"reset-devices","emailAddr":"desk@example.com",
                              "serialNumbers":["SN_sales","SN_lab"]})")
                           .field("id");
    EXPECT_EQ(listed(token, jobs + '/' + named + "/rows", "reason"), "2:  device_unknown");
    auto const selected = as(token, "POST", jobs,
                             R"({"kind":"reset-devices","emailAddr":"desk@example.com",
                                 "selection":{"enableSubDept":true}})")
                              .field("id");
    EXPECT_EQ(listed(token, jobs + '/' + selected + "/rows", "account"), "1: SN_sales");
    auto const exported = as(token, "GET", "/v1/roomkey/exports/devices").field("csv");
    EXPECT_NE(exported.find("SN_sales"), std::string::npos);
    EXPECT_EQ(exported.find("SN_lab"), std::string::npos);
    ASSERT_EQ(start(token, selected).status, 200);
    ASSERT_EQ(as(admin, "PUT", "/v1/usg/dcs/corp/device/SN_sales", R"({"deptCode":"lab"})").status,
              200);
    run();
    EXPECT_EQ(listed(token, jobs + '/' + selected + "/rows", "reason"), "1: device_unknown");
}

TEST_F(RoleJobs, OfDepartmentsAreSeenByTheirMakerAlone) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    auto const other = holder("bob", "help_desk", R"("sales")");
    auto const own = make(token, "reset", {shop}).field("id");
    auto const theirs = make(admin, "reset", {shop, lab}).field("id");
    EXPECT_EQ(listed(token, jobs, "id"), "1: " + own);
    EXPECT_EQ(listed(token, jobs + "?state=draft", "id"), "1: " + own);
    EXPECT_EQ(listed(token, jobs + "?state=running", "id"), "0:");
    EXPECT_EQ(listed(other, jobs, "id"), "0:");
    EXPECT_EQ(listed(admin, jobs, "id").substr(0, 2), "2:");
    for (auto const& id : {theirs, std::string("3f9c0d1e2b4a596877665544332211ff")}) {
        EXPECT_EQ(reason(as(token, "GET", jobs + '/' + id)), "job_unknown");
        EXPECT_EQ(reason(as(token, "GET", jobs + '/' + id + "/rows")), "job_unknown");
        EXPECT_EQ(reason(as(token, "GET", jobs + '/' + id + "/export")), "job_unknown");
        EXPECT_EQ(reason(start(token, id)), "job_unknown");
    }
    EXPECT_EQ(reason(as(other, "GET", jobs + '/' + own)), "job_unknown");
}

TEST_F(RoleJobs, EndWithTheRoleOfTheirStarter) {
    auto const token = holder("ada", "help_desk");
    auto const id = make(token, "reset", {shop, pole, lab}).field("id");
    ASSERT_EQ(start(token, id).status, 200);
    // One row, then a pause.
    ASSERT_TRUE(bench.services->run_jobs.run([] { return true; }).value());
    give("ada", "auditor");
    run();
    auto const job = as(token, "GET", jobs + '/' + id);
    EXPECT_EQ(job.field("state"), "cancelled");
    EXPECT_EQ(job.field("failure"), "not_permitted");
    EXPECT_EQ(job.number("done"), 1);
    EXPECT_EQ(job.number("failed"), 0);
}

TEST_F(RoleJobs, GoOnAfterAnAccountThatIsNotTheirStartersToChange) {
    auto const token = holder("ada", "administrator", R"("sales")");
    join("carl");
    ASSERT_EQ(as(admin, "PUT", "/v1/usg/dcs/corp/member/carl", R"({"deptCode":"sales"})").status,
              200);
    auto const id = make(token, "disable", {shop, "carl", pole}).field("id");
    ASSERT_EQ(start(token, id).status, 200);
    ASSERT_TRUE(bench.services->run_jobs.run([] { return true; }).value());
    ASSERT_EQ(give("carl", "help_desk").status, 200);
    run();
    EXPECT_EQ(states(token, id), "3: done failed done");
    EXPECT_EQ(listed(token, jobs + '/' + id + "/rows?state=failed", "reason"), "1: not_permitted");
}

TEST_F(RoleJobs, FailWhereTheirStarterReachesNoMore) {
    auto const token = holder("ada", "help_desk", R"("sales")");
    auto const id = make(token, "reset", {shop, pole}).field("id");
    ASSERT_EQ(start(token, id).status, 200);
    ASSERT_TRUE(bench.services->run_jobs.run([] { return true; }).value());
    ASSERT_EQ(move_department("north", "1").status, 200);
    run();
    EXPECT_EQ(states(token, id), "2: done failed");
    EXPECT_EQ(listed(token, jobs + '/' + id + "/rows?state=failed", "reason"),
              "1: account_unknown");
}

}  // namespace
}  // namespace roomkey
