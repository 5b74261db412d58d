#include <gtest/gtest.h>

#include "tests/api/provocations.hpp"

namespace roomkey {
namespace {

Answer to_app(ApiBench& bench, std::string const& method, std::string const& rest,
              std::string const& body = {}) {
    return bench.send_as(bench.admin_token(bench.ours), method, "/v2/usg/acs/corp/app" + rest,
                         body);
}

Answer to_administrators(ApiBench& bench, std::string const& rest, std::string const& body) {
    return bench.send_as(bench.admin_token(bench.ours), "POST", "/v1/usg/dcs/corp/admin" + rest,
                         body);
}

std::vector<Provocation> of_directory() {
    return {
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) {
                  return to_administrators(bench, "", R"({"account":"nobody"})");
              }),
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) { return to_administrators(bench, "/delete", R"(["nobody"])"); }),
        asked(ErrorCode::user_not_ordinary,
              [](ApiBench& bench) {
                  return to_administrators(bench, "",
                                           R"({"account":")" + bench.ours.admin_account + "\"}");
              }),
        asked(ErrorCode::default_admin_protected,
              [](ApiBench& bench) {
                  return to_administrators(bench, "/delete",
                                           "[\"" + bench.ours.admin_account + "\"]");
              }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "PUT", "/none", "{}"); }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "DELETE", "/none"); }),
        asked(ErrorCode::app_unknown,
              [](ApiBench& bench) { return to_app(bench, "PUT", "/none/reset"); }),
        asked(ErrorCode::app_limit_reached,
              [](ApiBench& bench) {
                  auto const add = [&] { return to_app(bench, "POST", "", R"({"app_name":"a"})"); };
                  for (int count = 2; count <= apps_per_corp_max; ++count) {
                      EXPECT_EQ(add().status, 200);
                  }
                  return add();
              }),
        asked(ErrorCode::default_admin_needed,
              [](ApiBench& bench) {
                  auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
                  return bench.send_as(member, "GET", "/v2/usg/acs/corp/apps");
              }),
    };
}

Answer to_role(ApiBench& bench, std::string const& account, std::string const& body) {
    return bench.send_as(bench.admin_token(bench.ours), "PUT",
                         "/v1/roomkey/users/" + account + "/role", body);
}

std::vector<Provocation> of_roles() {
    constexpr char const* auditor = R"({"role":"auditor"})";
    return {
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) { return to_role(bench, "nobody", auditor); }),
        asked(ErrorCode::user_not_ordinary,
              [](ApiBench& bench) {
                  return to_role(bench, bench.make_terminal(bench.ours).account, auditor);
              }),
        asked(ErrorCode::default_admin_protected,
              [](ApiBench& bench) { return to_role(bench, bench.ours.admin_account, auditor); }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  auto const user = bench.sign_in(bench.ours, "member").json.at("user");
                  return to_role(bench, user.at("ucloginAccount").as_string().c_str(),
                                 R"({"role":"auditor","deptCodes":["none"]})");
              }),
        asked(ErrorCode::default_admin_needed,
              [](ApiBench& bench) {
                  bench.sign_in(bench.ours, "deputy");
                  to_administrators(bench, "?accountType=1", R"({"account":"deputy"})");
                  auto const made = bench.sign_in(bench.ours, "deputy");
                  auto const& user = made.json.at("user").at("ucloginAccount").as_string();
                  return bench.send_as(made.field("accessToken"), "PUT",
                                       "/v1/roomkey/users/" + std::string(user) + "/role",
                                       R"({"role":"none"})");
              }),
    };
}

constexpr char const* jobs_path = "/v1/roomkey/jobs";

Answer to_job(ApiBench& bench, std::string const& method, std::string const& id,
              std::string const& rest) {
    auto const body = method == "POST" && rest == "/rows" ? R"({"accounts":["nobody"]})" : "";
    return bench.send_as(bench.admin_token(bench.ours), method,
                         std::string(jobs_path) + '/' + id + rest, body);
}

/// The id of a draft without rows, or of a job that is cancelled.
std::string draft_of(ApiBench& bench) {
    return bench.send_as(bench.admin_token(bench.ours), "POST", jobs_path, R"({"kind":"disable"})")
        .field("id");
}
std::string cancelled_job(ApiBench& bench) {
    auto id = draft_of(bench);
    EXPECT_EQ(to_job(bench, "POST", id, "/cancel").status, 200);
    return id;
}

/// Of every operation on one terminal.
std::vector<Provocation> of_terminals() {
    auto const send = [](ApiBench& bench, std::string const& method, std::string const& rest) {
        return bench.send_as(bench.admin_token(bench.ours), method,
                             "/v1/roomkey/terminals/nobody" + rest, method == "PUT" ? "{}" : "");
    };
    return {asked(ErrorCode::account_unknown,
                  [send](ApiBench& bench) { return send(bench, "GET", ""); }),
            asked(ErrorCode::account_unknown,
                  [send](ApiBench& bench) { return send(bench, "PUT", "/labels"); }),
            asked(ErrorCode::account_unknown,
                  [send](ApiBench& bench) { return send(bench, "GET", "/history"); }),
            asked(ErrorCode::account_unknown,
                  [send](ApiBench& bench) { return send(bench, "POST", "/code/shown"); })};
}

/// Of every operation on a job.
std::vector<Provocation> of_jobs() {
    std::vector<Provocation> all;
    for (auto const* const rest : {"", "/rows", "/export"}) {
        all.push_back(asked(ErrorCode::job_unknown, [rest](ApiBench& bench) {
            return to_job(bench, "GET", "none", rest);
        }));
    }
    for (auto const* const rest : {"/rows", "/start", "/cancel", "/retry"}) {
        all.push_back(asked(ErrorCode::job_unknown, [rest](ApiBench& bench) {
            return to_job(bench, "POST", "none", rest);
        }));
        all.push_back(asked(ErrorCode::job_state_wrong, [rest](ApiBench& bench) {
            return to_job(bench, "POST", cancelled_job(bench), rest);
        }));
    }
    return all;
}

}  // namespace

std::vector<Provocation> provocations_of_administration() {
    auto all = of_directory();
    for (auto& row : of_terminals()) all.push_back(std::move(row));
    for (auto& row : of_roles()) all.push_back(std::move(row));
    for (auto& row : of_jobs()) all.push_back(std::move(row));
    return all;
}

}  // namespace roomkey
