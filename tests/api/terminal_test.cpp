#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

TEST(ActivateTerminal, BindsAndTellsTheDeviceWhoItIs) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours, "会议室 1");
    auto code = terminal.code.reveal();
    code.insert(5, " - ");
    auto const answer = bench.activate(code, "SN-1.a_B");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.field("account"), terminal.account);
    EXPECT_EQ(answer.field("name"), "会议室 1");
    EXPECT_EQ(answer.field("devType"), "idea-hub");
    EXPECT_EQ(answer.field("corpId"), bench.ours.corp_id.value);
    EXPECT_EQ(answer.field("corpName"), "Ours");
    EXPECT_EQ(answer.field("deptCode"), "1");
    EXPECT_EQ(answer.number("validPeriod"), 90 * 24 * 3600);
    EXPECT_EQ(answer.number("expireTime"), unix_seconds(bench.clock.now()) + 90 * 24 * 3600);
    EXPECT_EQ(answer.number("activeTime"), unix_milliseconds(bench.clock.now()));

    auto const self = bench.send_as(answer.field("accessToken"), "GET", "/v1/terminal");
    ASSERT_EQ(self.status, 200) << self.text;
    EXPECT_EQ(self.field("sn"), "SN-1.a_B");
    EXPECT_EQ(self.field("account"), terminal.account);
    EXPECT_EQ(self.number("status"), 0);
    EXPECT_EQ(self.field("accessToken"), "");
}

TEST(ActivateTerminal, RefusesByTheTable) {
    struct Row {
        std::string name;
        std::string body;
        int status;
        std::string code;
        std::string message_has;
    };
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const good = terminal.code.reveal();
    auto const with = [&](std::string const& rest) {
        return R"({"activeCode":")" + good + "\"," + rest + "}";
    };
    std::string const sn64(64, 's');
    int number = 0;
    for (auto const& row : std::vector<Row>{
             {"blank code", R"({"activeCode":" - ","sn":"a"})", 400, "USG.000000003", "activeCode"},
             {"sn of 65", with("\"sn\":\"" + sn64 + "s\""), 400, "USG.000000003", "sn"},
             {"sn of blanks", with(R"("sn":" \n ")"), 400, "USG.000000003", "sn"},
             {"sn of two lines", with(R"("sn":"a\nb")"), 400, "USG.000000003", "sn"},
             {"sn that turns the line round", with(R"("sn":"a\u202eb")"), 400, "USG.000000003",
              "sn"},
             {"another devType", with(R"("sn":"a","devType":"smart-rooms")"), 400, "USG.201050021",
              ""},
             {"unknown code", R"({"activeCode":"12345678901","sn":"a"})", 400, "USG.201050012", ""},
             {"no code at all", R"({"activeCode":"hello","sn":"a"})", 400, "USG.000000003",
              "activeCode"},
             {"digits of 7", R"({"activeCode":"1234567","sn":"a"})", 400, "USG.000000003",
              "activeCode"},
             {"digits of 17", R"({"activeCode":"12345678901234567","sn":"a"})", 400,
              "USG.000000003", "activeCode"},
             {"wrong check character", R"({"activeCode":"ABCD-EFGH-JKMN-PQRS","sn":"a"})", 400,
              "USG.000000003", "activeCode"},
             {"sn of 64 and all fields",
              with("\"sn\":\"" + sn64 +
                   R"(","devType":"idea-hub","model":"B3","softwareVersion":"1")"),
              200, "", ""},
         }) {
        SCOPED_TRACE(row.name);
        bench.source = "192.0.2." + std::to_string(++number);
        auto const answer = bench.send("POST", "/v1/terminal/activation", row.body);
        EXPECT_EQ(answer.status, row.status) << answer.text;
        EXPECT_EQ(answer.error_code(), row.code);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos)
            << answer.text;
    }
}

TEST(ActivateTerminal, TellsALapsedCodeFromAnUnknownOne) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    bench.clock.advance(code_validity_default - Duration{1});
    ASSERT_EQ(bench.activate(terminal.code.reveal()).status, 200);

    auto const second = bench.make_terminal(bench.ours);
    bench.clock.advance(code_validity_default);
    auto const lapsed = bench.activate(second.code.reveal());
    EXPECT_EQ(lapsed.status, 400);
    EXPECT_EQ(lapsed.error_code(), "USG.201040031");
    // Spent: like any unknown code.
    EXPECT_EQ(bench.activate(terminal.code.reveal()).error_code(), "USG.201050012");
}

TEST(ActivateTerminal, IsWonByOneOfManyPresenters) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    std::atomic<int> won{0};
    std::atomic<int> unknown{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 32; ++i) {
        threads.emplace_back([&, i] {
            auto const answer = bench.activate(terminal.code.reveal(), "SN" + std::to_string(i));
            won += answer.status == 200 ? 1 : 0;
            unknown += answer.error_code() == "USG.201050012" ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(won.load(), 1);
    EXPECT_EQ(unknown.load(), 31);
}

TEST(Terminal, LapsesWithItsCredential) {
    ApiBench bench;
    auto const credential = bench.bind(bench.make_terminal(bench.ours));
    bench.clock.advance(std::chrono::days{90} - Duration{1});
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").error_code(), "USG.000000004");
}

TEST(Terminal, LetsGoAndWaitsForAReset) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(terminal);
    auto const released = bench.send_as(credential, "DELETE", "/v1/terminal");
    EXPECT_EQ(released.status, 200);
    EXPECT_EQ(released.text, "");
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").error_code(), "USG.206010075");
    auto const code =
        bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(terminal.account))
            .field("activeCode");
    EXPECT_EQ(bench.activate(code).status, 200);
}

TEST(Terminal, IsUnboundWhenItsAccountIsDisabledOrDeleted) {
    ApiBench bench;
    auto const disabled = bench.make_terminal(bench.ours);
    auto const first = bench.bind(disabled);
    ASSERT_TRUE(bench.services->users.set_disabled(disabled.account, true).ok());
    EXPECT_EQ(bench.send_as(first, "GET", "/v1/terminal").error_code(), "USG.206010075");
    ASSERT_TRUE(bench.services->users.set_disabled(disabled.account, false).ok());
    EXPECT_EQ(bench.send_as(first, "GET", "/v1/terminal").error_code(), "USG.206010075");

    auto const deleted = bench.make_terminal(bench.ours);
    auto const second = bench.bind(deleted);
    ASSERT_TRUE(bench.services->users.remove(deleted.account).ok());
    EXPECT_EQ(bench.send_as(second, "GET", "/v1/terminal").error_code(), "USG.206010075");
}

}  // namespace
}  // namespace roomkey
