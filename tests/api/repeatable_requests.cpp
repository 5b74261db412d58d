#include "tests/api/repeatable_requests.hpp"

#include <gtest/gtest.h>

#include "fields/operation_rules.hpp"
#include "tests/api/pairing_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* codes = "/v1/usg/dcs/corp/vision/activecode";
constexpr char const* devices = "/v1/usg/dcs/corp/device";
constexpr char const* members = "/v1/usg/dcs/corp/member";
constexpr char const* departments = "/v1/usg/dcs/corp/dept";
constexpr char const* apps = "/v2/usg/acs/corp/app";
constexpr char const* administrators = "/v1/usg/dcs/corp/admin";
constexpr char const* jobs = "/v1/roomkey/jobs";

Answer done(ApiBench& bench, std::string const& method, std::string const& target,
            std::string const& body = {}) {
    auto answer = bench.send_as(bench.admin_token(bench.ours), method, target, body);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer;
}

std::string device(std::string const& sn) {
    return R"({"name":"Hall","model":"TE20","email":"a@b.c","sn":")" + sn + "\"}";
}

std::string user(std::string const& account) {
    return R"({"name":"Ann","email":"ann@b.c","account":")" + account + "\"}";
}

RepeatableOperation::Pair by_body(char const* target, std::string first, std::string other) {
    return {{target, std::move(first)}, {target, std::move(other)}};
}

std::vector<RepeatableOperation> of_terminals() {
    return {
        {&operations::create_vision_active_code,
         [](ApiBench& /*bench*/) {
             std::string const begin = R"({"devType":"idea-hub","emailAddr":"a@b.c","devName":)";
             return by_body(codes, begin + R"("A"})", begin + R"("B"})");
         },
         [](ApiBench& bench, Answer const& first) { bench.activate(first.field("activeCode")); }},
        {&operations::resend_notice,
         [](ApiBench& bench) {
             auto const one = notice_of(bench, bench.make_terminal(bench.ours, "A"));
             auto const other = notice_of(bench, bench.make_terminal(bench.ours, "B"));
             auto const target = [](std::string const& id) {
                 return "/v1/roomkey/notices/" + id + "/resend";
             };
             return RepeatableOperation::Pair{{target(one), ""}, {target(other), ""}};
         },
         [](ApiBench& bench, Answer const& first) {
             done(bench, "PUT", std::string(codes) + '/' + first.field("account") + "/reset");
         }},
        {&operations::add_device,
         [](ApiBench& /*bench*/) { return by_body(devices, device("SN1"), device("SN2")); },
         [](ApiBench& bench, Answer const& /*first*/) {
             done(bench, "POST", std::string(devices) + "/delete", R"(["SN1"])");
         }},
        {&operations::reset_activecode,
         [](ApiBench& bench) {
             done(bench, "POST", devices, device("SN1"));
             auto const target = std::string(devices) + "/SN1/activecode";
             return by_body(target.c_str(), R"({"emailAddr":"a@b.c"})", R"({"emailAddr":"b@b.c"})");
         },
         [](ApiBench& bench, Answer const& /*first*/) {
             auto const target = std::string(devices) + "/SN1/activecode";
             done(bench, "POST", target, R"({"emailAddr":"c@b.c"})");
         }},
    };
}

/// Two screens that ask, each with a terminal for it; the first one is bound soon.
RepeatableOperation::Pair approvals(ApiBench& bench) {
    auto const approval = [&](Screen const& screen, char const* name) {
        return PlainRequest{"/v1/roomkey/pairings/approve",
                            R"({"userCode":")" + screen.user_code + R"(","number":")" +
                                screen.number + R"(","account":")" +
                                bench.make_terminal(bench.ours, name).account + "\"}"};
    };
    auto const one = screen_of(begin_pairing(bench, "SN1"));
    auto const other = screen_of(begin_pairing(bench, "SN2"));
    return {approval(one, "Cinema"), approval(other, "Hall"),
            [&bench, one] { EXPECT_EQ(poll_pairing(bench, one).field("state"), "bound"); }};
}

RepeatableOperation of_approvals() {
    return {&operations::approve_pairing, approvals, [](ApiBench& bench, Answer const& /*first*/) {
                auto const found = done(bench, "GET", "/v1/roomkey/terminals?searchKey=Cinema");
                auto const& row = found.json.at("data").at(0);
                done(bench, "PUT",
                     std::string(codes) + '/' +
                         boost::json::value_to<std::string>(row.at("userAccount")) + "/reset");
            }};
}

std::vector<RepeatableOperation> of_users() {
    return {
        {&operations::add_user,
         [](ApiBench& /*bench*/) { return by_body(members, user("ann"), user("bob")); },
         [](ApiBench& bench, Answer const& /*first*/) {
             done(bench, "POST", std::string(members) + "/delete", R"(["ann"])");
         }},
        {&operations::add_corp_admin,
         [](ApiBench& bench) {
             done(bench, "POST", members, user("ann"));
             done(bench, "POST", members, user("bob"));
             return by_body(administrators, R"({"account":"ann"})", R"({"account":"bob"})");
         },
         [](ApiBench& bench, Answer const& /*first*/) {
             done(bench, "POST", std::string(administrators) + "/delete", R"(["ann"])");
         }},
        {&operations::invite_user,
         [](ApiBench& /*bench*/) {
             auto const target = std::string(members) + "/add";
             return by_body(target.c_str(), R"({"name":"Ann","contact":"ann@b.c"})",
                            R"({"name":"Bob","contact":"bob@b.c"})");
         },
         [](ApiBench& bench, Answer const& /*first*/) {
             auto const found = done(bench, "GET", std::string(members) + "?searchKey=ann@b.c");
             auto const account =
                 boost::json::value_to<std::string>(found.json.at("data").at(0).at("userAccount"));
             done(bench, "POST", std::string(members) + "/delete", "[\"" + account + "\"]");
         }},
        {&operations::reset_pwd_by_admin,
         [](ApiBench& bench) {
             done(bench, "POST", members, user("ann"));
             done(bench, "POST", members, user("bob"));
             return by_body("/v1/usg/acs/password/admin/reset", R"({"account":"ann"})",
                            R"({"account":"bob"})");
         },
         [](ApiBench& bench, Answer const& /*first*/) {
             done(bench, "PUT", "/v1/usg/acs/password/admin/reset", R"({"account":"ann"})");
         }},
    };
}

std::string path_of(Answer const& job, std::string const& rest) {
    return std::string(jobs) + '/' + job.field("id") + rest;
}

/// A draft that disables a new user.
Answer draft(ApiBench& bench, std::string const& account) {
    done(bench, "POST", members, user(account));
    auto const body = R"({"kind":"disable","accounts":[")" + account + "\"]}";
    return done(bench, "POST", jobs, body);
}

/// A finished job whose only row has failed.
Answer failed_job(ApiBench& bench, std::string const& account) {
    auto const job = draft(bench, account);
    done(bench, "POST", path_of(job, "/start"));
    done(bench, "POST", std::string(members) + "/delete", "[\"" + account + "\"]");
    while (bench.services->run_jobs.run([] { return false; }).value()) {
    }
    return job;
}

std::vector<RepeatableOperation> of_jobs() {
    return {
        {&operations::create_job,
         [](ApiBench& /*bench*/) {
             std::string const begin = R"({"kind":"create-terminals","csv":"devName,devType\n)";
             return by_body(jobs, begin + R"(A,idea-hub\n"})", begin + R"(B,idea-hub\n"})");
         },
         {}},
        {&operations::add_job_rows,
         [](ApiBench& bench) {
             auto const job = done(bench, "POST", jobs, R"({"kind":"create-terminals"})");
             std::string const begin = R"({"csv":"devName,devType\n)";
             return by_body(path_of(job, "/rows").c_str(), begin + R"(A,idea-hub\n"})",
                            begin + R"(B,idea-hub\n"})");
         },
         {}},
        {&operations::start_job,
         [](ApiBench& bench) {
             return RepeatableOperation::Pair{{path_of(draft(bench, "ann"), "/start"), ""},
                                              {path_of(draft(bench, "bob"), "/start"), ""}};
         },
         {}},
        {&operations::retry_job,
         [](ApiBench& bench) {
             return RepeatableOperation::Pair{{path_of(failed_job(bench, "ann"), "/retry"), ""},
                                              {path_of(failed_job(bench, "bob"), "/retry"), ""}};
         },
         {}},
    };
}

std::vector<RepeatableOperation> of_the_enterprise() {
    auto const delete_app = [](ApiBench& bench, Answer const& first) {
        done(bench, "DELETE", std::string(apps) + '/' + first.field("app_id"));
    };
    auto const reset_key = [](ApiBench& bench, Answer const& first) {
        done(bench, "PUT", std::string(apps) + '/' + first.field("app_id") + "/reset");
    };
    return {
        {&operations::add_department,
         [](ApiBench& /*bench*/) {
             return by_body(departments, R"({"deptName":"Sales"})", R"({"deptName":"Support"})");
         },
         [](ApiBench& bench, Answer const& first) {
             done(bench, "DELETE", std::string(departments) + '/' + first.field("value"));
         }},
        {&operations::add_app_id,
         [](ApiBench& /*bench*/) {
             return by_body(apps, R"({"app_name":"A"})", R"({"app_name":"B"})");
         },
         delete_app},
        {&operations::reset_app_key,
         [](ApiBench& bench) {
             auto const target = [&](char const* body) {
                 return std::string(apps) + '/' + done(bench, "POST", apps, body).field("app_id") +
                        "/reset";
             };
             auto const one = target(R"({"app_name":"A"})");
             return RepeatableOperation::Pair{{one, ""}, {target(R"({"app_name":"B"})"), ""}};
         },
         reset_key},
    };
}

}  // namespace

std::vector<RepeatableOperation> repeatable_operations() {
    std::vector<RepeatableOperation> all;
    for (auto const& group : {of_terminals(), of_users(), of_jobs(), of_the_enterprise()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    all.push_back(of_approvals());
    return all;
}

Answer send_with_key(ApiBench& bench, RepeatableOperation const& repeatable,
                     PlainRequest const& request, std::string const& key) {
    return bench.send_as(bench.admin_token(bench.ours), std::string(repeatable.operation->method),
                         request.target, request.body, {{"Idempotency-Key", key}});
}

}  // namespace roomkey
