#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/e2e/running_server.hpp"
#include "tests/fakes/http_sink.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

std::vector<std::string> mail_through(MailServer const& mail) {
    return {"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:" + mail.port(), "ROOMKEY_EMAIL_STARTTLS=off",
            "ROOMKEY_EMAIL_FROM=roomkey@example.com"};
}

constexpr char const* to_ada = R"({"emailAddr":"ada@example.com"})";

std::string digits_of(std::string const& text, std::string const& code) {
    std::string found;
    for (char const c : text) {
        if (c >= '0' && c <= '9') found += c;
    }
    return found.find(code) == std::string::npos ? "" : code;
}

TEST(Delivery, BringsTheCodeOfAResetByMail) {
    MailServer mail;
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const client = server.client();
    auto const answer = server.reset(*client, server.admin_token(), account, to_ada);
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto const code = member(answer.body, "activeCode");
    auto const message = mail.message();
    ASSERT_TRUE(message.contains("text"));
    EXPECT_EQ(message.at("to").as_string(), "ada@example.com");
    EXPECT_EQ(digits_of(std::string(message.at("text").as_string()), code), code);
}

TEST(Delivery, SurvivesAKillBetweenCommitAndSend) {
    TemporaryFolder const folder;
    auto const received = folder.file("received");
    MailServer mail({"--quiet", "--log", received});
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const token = server.admin_token();
    mail.stop();
    // Two resets: the first one's code must never be sent.
    auto const first = server.reset(*server.client(), token, account, to_ada);
    ASSERT_NE(server.process->wait_for("event=notice_retried"), "");
    auto const answer = server.reset(*server.client(), token, account, to_ada);
    ASSERT_EQ(answer.status, 200) << answer.body;
    server.kill();
    mail.start();
    server.start();
    // If the kill hit an attempt, its lease lasts a minute.
    auto accepted = server.process->wait_for("event=notice_accepted");
    if (accepted.empty()) accepted = server.process->wait_for("event=notice_accepted");
    ASSERT_NE(accepted, "") << server.process->err();
    // Nothing is left that could still go out.
    for (auto const* state : {"queued", "sending"}) {
        auto const list =
            run_program({"notice", "list", "--data", server.data(), "--state", state, "--json"});
        EXPECT_NE(list.out.find(R"("count":0)"), std::string::npos) << list.out;
    }
    EXPECT_EQ(server.stop(), 0);
    // All that the mail server ever got.
    std::ifstream file(received);
    std::string const codes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(codes, member(answer.body, "activeCode") + "\n");
    EXPECT_NE(member(first.body, "activeCode"), member(answer.body, "activeCode"));
}

TEST(Delivery, CountsEverySpellingOfANumberUnderTheConfiguredLimit) {
    RunningServer server(Environment{"ROOMKEY_GUARD_SMS_PER_NUMBER=1"});
    std::string account;
    server.make_terminal(account);
    auto const token = server.admin_token();
    auto const client = server.client();
    // With the trunk prefix, which is dialled within China only.
    server.reset(*client, token, account, R"({"smsNumber":"017300009092"})");
    ASSERT_NE(server.process->wait_for("event=notice_accepted"), "");
    std::string spooled;
    for (auto const& entry : std::filesystem::directory_iterator(server.data() + "/spool")) {
        std::ifstream file(entry.path());
        spooled.append(std::istreambuf_iterator<char>(file), {});
    }
    EXPECT_NE(spooled.find("+8617300009092"), std::string::npos) << spooled;
    server.reset(*client, token, account, R"({"smsNumber":"+86017300009092"})");
    EXPECT_NE(server.process->wait_for("event=notice_retried"), "");
    auto const list =
        run_program({"notice", "list", "--data", server.data(), "--state", "queued", "--json"});
    EXPECT_NE(list.out.find("guard: too many messages to this contact"), std::string::npos)
        << list.out;
}

TEST(Delivery, StopsTheStartWithACountryThatHasNoNumbers) {
    TemporaryFolder folder;
    auto const data = (folder.path() / "data").string();
    ASSERT_EQ(run_program({"init", "--data", data}).code, 0);
    auto const start = run_program({"serve", "--data", data, "--listen", "127.0.0.1:0"},
                                   {"ROOMKEY_GUARD_SMS_COUNTRIES=CN UK"});
    EXPECT_NE(start.code, 0);
    EXPECT_NE(start.err.find("guard.sms_countries"), std::string::npos) << start.err;
    EXPECT_NE(start.err.find("GB"), std::string::npos) << start.err;
}

/// The query of the address at which the gateway is asked to report, with Kannel's escapes filled.
std::string report_query(std::string url, std::string const& status, std::string const& reply) {
    url.replace(url.find("%d"), 2, status);
    url.replace(url.find("%A"), 2, reply);
    return url.substr(url.find('?'));
}

// The gateway here only takes requests; tests/sms has a real one that reports by itself.
TEST(Delivery, ShowsWhatTheGatewayReports) {
    HttpSink gateway(
        [](HttpSink::Request const&) { return HttpSink::reply(202, "0: Accepted for delivery"); });
    RunningServer server(
        Environment{"ROOMKEY_SMS_KANNEL_SENDSMS_URL=" + gateway.url("/cgi-bin/sendsms"),
                    "ROOMKEY_SMS_KANNEL_USERNAME=roomkey", "ROOMKEY_SMS_KANNEL_PASSWORD=secret",
                    "ROOMKEY_SMS_REPORT_URL=http://127.0.0.1:9464/sms/report"});
    std::string account;
    server.make_terminal(account);
    server.reset(*server.client(), server.admin_token(), account,
                 R"({"smsNumber":"+8617300009092"})");
    auto const requests = gateway.wait_for(1);
    ASSERT_EQ(requests.size(), 1U);
    ASSERT_NE(server.process->wait_for("event=notice_accepted"), "");
    auto const url = requests[0].header("X-Kannel-DLR-Url");
    ASSERT_TRUE(url.ends_with("&status=%d&reply=%A")) << requests[0].head;
    auto const ops = server.ops_client();
    auto const report = [&](std::string const& status, std::string const& reply) {
        return ops->send("GET", "/sms/report" + report_query(url, status, reply), {})->status;
    };
    EXPECT_EQ(report("8", "ACK/"), 200);
    EXPECT_EQ(report("2", "stat:UNDELIV+err:012"), 200);
    // A gateway that repeats itself.
    EXPECT_EQ(report("2", "stat:UNDELIV+err:012"), 200);
    EXPECT_EQ(ops->send("GET",
                        "/sms/report?notice=0123456789abcdef0123456789abcdef&token=x&"
                        "status=2",
                        {})
                  ->status,
              403);

    auto const list =
        run_program({"notice", "list", "--data", server.data(), "--report", "failed", "--json"});
    EXPECT_NE(list.out.find("not delivered: stat:UNDELIV err:012"), std::string::npos) << list.out;
    auto const audit = run_program({"audit", "--data", server.data(), "--json"});
    EXPECT_NE(audit.out.find("report_failed"), std::string::npos) << audit.out;
    auto const metrics = ops->send("GET", "/metrics", {})->body;
    for (auto const* line : {"roomkey_sms_reports_total{status=\"submitted\"} 1",
                             "roomkey_sms_reports_total{status=\"failed\"} 1"}) {
        EXPECT_NE(metrics.find(line), std::string::npos) << metrics;
    }
}

TEST(Delivery, WarnsOfPlainHttpToAnotherMachine) {
    RunningServer server(
        Environment{"ROOMKEY_SMS_KANNEL_SENDSMS_URL=http://sms.example/cgi-bin/sendsms",
                    "ROOMKEY_SMS_KANNEL_USERNAME=roomkey", "ROOMKEY_SMS_KANNEL_PASSWORD=secret"});
    EXPECT_NE(server.process->wait_for("event=exposed subject=sms."), "");
}

// A mail that hangs at SIGTERM must not hold the stop for as long as a mail may take.
TEST(Delivery, StopsWithinItsGraceWhileAMailServerHangs) {
    MailServer mail;
    auto environment = mail_through(mail);
    environment.emplace_back("ROOMKEY_STOP_GRACE=1s");
    RunningServer server(environment);
    std::string account;
    server.make_terminal(account);
    server.reset(*server.client(), server.admin_token(), account,
                 R"({"emailAddr":"mute@example.com"})");
    ASSERT_FALSE(mail.message().empty());
    EXPECT_EQ(server.stop(), 0);
    // It had to give up, and did not wait for its timeout.
    EXPECT_NE(server.process->wait_for("stopped while waiting for the mail server"), "");
}

// A node that starts again claims at once what it was sending when it was killed.
TEST(Delivery, SurvivesAKillBetweenSendAndSettle) {
    MailServer mail;
    RunningServer server(mail_through(mail));
    std::string account;
    server.make_terminal(account);
    auto const answer = server.reset(*server.client(), server.admin_token(), account,
                                     R"({"emailAddr":"mute@example.com"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto const message_id = [&] {
        auto const message = mail.message();
        EXPECT_TRUE(message.contains("headers"));
        return message.contains("headers")
                   ? std::string(message.at("headers").at("Message-ID").as_string())
                   : "";
    };
    // The mail server has all of it, and roomkey does not know it yet.
    auto const first = message_id();
    server.kill();
    server.start();
    EXPECT_EQ(message_id(), first);
    EXPECT_NE(first, "");
    // The first attempt's lease was counted; nothing else was sent meanwhile.
    auto const list = run_program({"notice", "list", "--data", server.data(), "--json"});
    EXPECT_NE(list.out.find(R"("attempts":2)"), std::string::npos) << list.out;
}

TEST(Delivery, StopsTheStartWithTheKeyThatCannotWork) {
    TemporaryFolder folder;
    auto const data = (folder.path() / "data").string();
    ASSERT_EQ(run_program({"init", "--data", data}).code, 0);
    auto const start = run_program({"serve", "--data", data, "--listen", "127.0.0.1:0"},
                                   {"ROOMKEY_EMAIL_SERVER=mail.example.com"});
    EXPECT_NE(start.code, 0);
    EXPECT_NE(start.err.find("email.server"), std::string::npos) << start.err;
}

}  // namespace
}  // namespace roomkey
