#include "tests/api/provocations.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace roomkey {
namespace {

constexpr char const* sign_in_path = "/v2/usg/acs/auth/appauth";
constexpr char const* account_path = "/v1/usg/acs/auth/account";
constexpr char const* codes_path = "/v1/usg/dcs/corp/vision/activecode";
constexpr char const* users_path = "/v1/usg/dcs/corp/member";
constexpr char const* nonce36 = "0123456789abcdef0123456789abcdef0123";

std::string basic(std::string const& account, std::string const& password) {
    return "Basic " + to_base64(account + ':' + password);
}

Answer account_sign_in(ApiBench& bench, std::string const& account, std::string const& password) {
    return bench.send("POST", account_path, R"({"account":")" + account + R"(","clientType":72})",
                      {{"Authorization", basic(account, password)}});
}

Answer app_sign_in(ApiBench& bench, std::string const& nonce, std::int64_t expire_time,
                   int client_type = 72) {
    auto [body, authorization] = ApiBench::signed_request(bench.ours, "", expire_time, nonce);
    auto const at = body.find("\"clientType\":72");
    body.replace(at, 15, "\"clientType\":" + std::to_string(client_type));
    return bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
}

void change(ApiBench& bench, CorpChange const& corp_change) {
    EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, corp_change).ok());
}

Answer resend(ApiBench& bench, std::string const& notice) {
    return bench.send_as(bench.admin_token(bench.ours), "POST",
                         "/v1/roomkey/notices/" + notice + "/resend");
}

/// A reset with a key that an earlier one of another terminal had.
Answer reused_key(ApiBench& bench, std::string const& method) {
    auto const token = bench.admin_token(bench.ours);
    std::vector<HttpHeader> const key{{"Idempotency-Key", "k"}};
    auto const first = bench.make_terminal(bench.ours, "A");
    EXPECT_EQ(bench.send_as(token, method, reset_target(first.account), "", key).status, 200);
    auto const second = bench.make_terminal(bench.ours, "B");
    return bench.send_as(token, method, reset_target(second.account), "", key);
}

/// A reset of another enterprise's terminal.
Answer foreign_reset(ApiBench& bench, std::string const& method) {
    return bench.send_as(bench.admin_token(bench.ours), method,
                         reset_target(bench.make_terminal(bench.theirs).account));
}

Answer create(ApiBench& bench, std::string const& body) {
    return bench.send_as(bench.admin_token(bench.ours), "POST", codes_path, body);
}

std::vector<Provocation> of_the_request() {
    return {
        asked(ErrorCode::invalid_parameter,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "GET",
                                       std::string(users_path) + "?limit=501");
              }),
        asked(ErrorCode::idempotency_key_reused,
              [](ApiBench& bench) { return reused_key(bench, "PUT"); }),
        asked(ErrorCode::idempotency_key_reused,
              [](ApiBench& bench) { return reused_key(bench, "POST"); }),
        asked(ErrorCode::idempotency_key_reused,
              [](ApiBench& bench) {
                  auto const activate = [&] {
                      auto const code = bench.make_terminal(bench.ours).code.reveal();
                      return bench.send("POST", "/v1/terminal/activation",
                                        R"({"activeCode":")" + code + R"(","sn":"SN1"})",
                                        {{"Idempotency-Key", "k1"}});
                  };
                  EXPECT_EQ(activate().status, 200);
                  return activate();
              }),
        asked(ErrorCode::route_unknown,
              [](ApiBench& bench) { return bench.send("GET", "/nowhere"); }),
        asked(ErrorCode::method_not_allowed,
              [](ApiBench& bench) { return bench.send("PATCH", users_path); }),
        asked(ErrorCode::media_type_unsupported,
              [](ApiBench& bench) {
                  return bench.send("POST", "/v1/usg/acs/token/validate", "{}",
                                    {{"Content-Type", "text/plain"}});
              }),
        // The keys that sealed the App Key are gone: as after a restore without them.
        asked(ErrorCode::internal,
              [](ApiBench& bench) {
                  bench.restart_with_other_keys();
                  return app_sign_in(bench, nonce36, 0);
              }),
    };
}

std::vector<Provocation> of_tokens() {
    return {
        asked(ErrorCode::token_missing,
              [](ApiBench& bench) { return bench.send("GET", users_path); }),
        asked(ErrorCode::token_invalid,
              [](ApiBench& bench) { return bench.send_as("nonsense", "GET", users_path); }),
        asked(ErrorCode::token_displaced,
              [](ApiBench& bench) {
                  auto const soon = unix_seconds(bench.clock.now()) + 600;
                  auto const first = app_sign_in(bench, nonce36, soon, 1);
                  EXPECT_EQ(app_sign_in(bench, nonce36, soon, 1).status, 200);
                  return bench.send_as(first.field("accessToken"), "GET", users_path);
              }),
        asked(ErrorCode::not_permitted,
              [](ApiBench& bench) {
                  auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
                  return bench.send_as(member, "GET", users_path);
              }),
    };
}

std::vector<Provocation> of_signatures() {
    return {
        asked(ErrorCode::app_id_rejected,
              [](ApiBench& bench) {
                  bench.ours.app_key = Secret("another key");
                  return app_sign_in(bench, nonce36, 0);
              }),
        asked(ErrorCode::signature_expired,
              [](ApiBench& bench) {
                  return app_sign_in(bench, nonce36, unix_seconds(bench.clock.now()) - 1);
              }),
        asked(ErrorCode::nonce_reused,
              [](ApiBench& bench) {
                  CorpChange strict;
                  strict.strict_nonces = true;
                  change(bench, strict);
                  EXPECT_EQ(app_sign_in(bench, nonce36, 0).status, 200);
                  return app_sign_in(bench, nonce36, 0);
              }),
        asked(ErrorCode::registration_not_allowed,
              [](ApiBench& bench) {
                  CorpChange closed;
                  closed.auto_user_create = false;
                  change(bench, closed);
                  return bench.sign_in(bench.ours, "newcomer");
              }),
    };
}

std::vector<Provocation> of_accounts() {
    return {
        asked(ErrorCode::credentials_wrong,
              [](ApiBench& bench) {
                  return account_sign_in(bench, bench.ours.admin_account, "wrong-password");
              }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  for (int i = 0; i < 5; ++i)
                      account_sign_in(bench, bench.ours.admin_account, "wrong-password");
                  return account_sign_in(bench, bench.ours.admin_account,
                                         bench.ours.admin_password.reveal());
              }),
        asked(
            ErrorCode::account_disabled,
            [](ApiBench& bench) {
                NewUser request;
                request.account = "colleague@ours";
                auto const made =
                    bench.services->users.create(request, operator_of(bench.ours.corp_id)).value();
                EXPECT_TRUE(bench.services->users.set_disabled(request.account, true).ok());
                return account_sign_in(bench, request.account, made.password.reveal());
            }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  auto const made = bench.sign_in(bench.ours, "ada");
                  std::string const account(made.json.at("user").at("ucloginAccount").as_string());
                  EXPECT_TRUE(bench.services->users.set_disabled(account, true).ok());
                  return bench.sign_in(bench.ours, "ada");
              }),
    };
}

std::vector<Provocation> of_things_asked_about() {
    return {
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) { return foreign_reset(bench, "PUT"); }),
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) { return foreign_reset(bench, "POST"); }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  return create(bench, R"({"devType":"idea-hub","devName":"a","emailAddr":"a@b.c",)"
                                       R"("deptCode":"none"})");
              }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  auto [body, authorization] =
                      ApiBench::signed_request(bench.ours, "newcomer", 0, nonce36);
                  body.replace(body.find("\"deptCode\":null"), 15, R"("deptCode":"none")");
                  return bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
              }),
        asked(ErrorCode::code_id_unknown,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "DELETE", codes_path,
                                       R"(["none"])");
              }),
        asked(ErrorCode::notice_unknown, [](ApiBench& bench) { return resend(bench, "none"); }),
        asked(ErrorCode::notice_outdated,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  auto const notice = notice_of(bench, terminal);
                  EXPECT_EQ(bench
                                .send_as(bench.admin_token(bench.ours), "PUT",
                                         reset_target(terminal.account))
                                .status,
                            200);
                  return resend(bench, notice);
              }),
    };
}

Answer to_department(ApiBench& bench, std::string const& method, std::string const& code,
                     std::string const& body = {}) {
    std::string const path = "/v1/usg/dcs/corp/dept";
    return bench.send_as(bench.admin_token(bench.ours), method,
                         code.empty() ? path : path + '/' + code, body);
}

Answer add_department(ApiBench& bench, std::string const& code, std::string const& parent) {
    return to_department(
        bench, "POST", "",
        R"({"deptName":"d","deptCode":")" + code + R"(","parentDeptCode":")" + parent + "\"}");
}

/// A branch that reaches the last level; its last department is "l10".
void add_branch(ApiBench& bench) {
    std::string parent = "1";
    for (int level = 2; level <= department_levels_max; ++level) {
        auto const code = "l" + std::to_string(level);
        EXPECT_EQ(add_department(bench, code, parent).status, 200);
        parent = code;
    }
}

std::vector<Provocation> of_departments() {
    return {
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) { return add_department(bench, "a", "none"); }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) { return to_department(bench, "PUT", "none", "{}"); }),
        asked(ErrorCode::department_exists,
              [](ApiBench& bench) { return add_department(bench, "1", "1"); }),
        asked(ErrorCode::department_limit_reached,
              [](ApiBench& bench) {
                  add_branch(bench);
                  return add_department(bench, "l11", "l10");
              }),
        asked(ErrorCode::department_limit_reached,
              [](ApiBench& bench) {
                  add_branch(bench);
                  EXPECT_EQ(add_department(bench, "a", "1").status, 200);
                  return to_department(bench, "PUT", "a", R"({"parentDeptCode":"l10"})");
              }),
        asked(ErrorCode::department_below_itself,
              [](ApiBench& bench) {
                  add_branch(bench);
                  return to_department(bench, "PUT", "l2", R"({"parentDeptCode":"l10"})");
              }),
        asked(ErrorCode::department_in_use,
              [](ApiBench& bench) {
                  add_branch(bench);
                  return to_department(bench, "DELETE", "l2");
              }),
        asked(ErrorCode::root_department_protected,
              [](ApiBench& bench) { return to_department(bench, "DELETE", "1"); }),
    };
}

std::vector<Provocation> of_terminals() {
    return {
        asked(ErrorCode::code_unknown,
              [](ApiBench& bench) { return bench.activate("00000000000"); }),
        asked(ErrorCode::code_lapsed,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  bench.clock.advance(std::chrono::days{10});
                  return bench.activate(terminal.code.reveal());
              }),
        asked(ErrorCode::code_lapsed,
              [](ApiBench& bench) {
                  auto const notice = notice_of(bench, bench.make_terminal(bench.ours));
                  bench.clock.advance(std::chrono::days{10});
                  return resend(bench, notice);
              }),
        asked(ErrorCode::code_device_mismatch,
              [](ApiBench& bench) {
                  auto const code = bench.make_terminal(bench.ours).code.reveal();
                  return bench.send(
                      "POST", "/v1/terminal/activation",
                      R"({"activeCode":")" + code + R"(","sn":"SN1","devType":"huawei-vision"})");
              }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  EXPECT_TRUE(bench.services->users.set_disabled(terminal.account, true).ok());
                  return bench.activate(terminal.code.reveal());
              }),
        asked(ErrorCode::too_many_wrong_codes,
              [](ApiBench& bench) {
                  for (int i = 0; i < 10; ++i) bench.activate("0000000000" + std::to_string(i));
                  return bench.activate("00000000000");
              }),
        asked(ErrorCode::terminal_unbound,
              [](ApiBench& bench) {
                  auto const credential = bench.bind(bench.make_terminal(bench.ours));
                  EXPECT_EQ(bench.send_as(credential, "DELETE", "/v1/terminal").status, 200);
                  return bench.send_as(credential, "GET", "/v1/terminal");
              }),
        asked(ErrorCode::terminal_unbound,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  auto const body =
                      R"({"activeCode":")" + terminal.code.reveal() + R"(","sn":"SN1"})";
                  auto const activate = [&] {
                      return bench.send("POST", "/v1/terminal/activation", body,
                                        {{"Idempotency-Key", "k1"}});
                  };
                  EXPECT_EQ(activate().status, 200);
                  EXPECT_TRUE(bench.services->users.remove(terminal.account).ok());
                  return activate();
              }),
    };
}

}  // namespace

Refusal seen_in(Answer const& answer) {
    return {answer.status,
            answer.error_code(),
            answer.field("error_msg"),
            answer.header("X-Roomkey-Reason"),
            answer.header("Link"),
            answer.header("Retry-After"),
            std::string(answer.reply.route)};
}

std::vector<Provocation> provocations_of_operations() {
    std::vector<Provocation> all;
    for (auto const& group :
         {of_the_request(), of_tokens(), of_signatures(), of_accounts(), of_things_asked_about(),
          of_departments(), of_terminals(), provocations_of_users(), provocations_of_devices(),
          provocations_of_sessions(), provocations_of_pairings(),
          provocations_of_single_sign_on()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    auto const of_administration = provocations_of_administration();
    all.insert(all.end(), of_administration.begin(), of_administration.end());
    auto const of_repetitions = provocations_of_repetitions();
    all.insert(all.end(), of_repetitions.begin(), of_repetitions.end());
    return all;
}

}  // namespace roomkey
