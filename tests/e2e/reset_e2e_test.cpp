#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

std::string header(HttpAnswer const& answer, std::string_view name) {
    // Compared byte for byte: one public client does so too.
    for (auto const& header : answer.headers) {
        if (header.name == name) return header.value;
    }
    return {};
}

std::string credential_of(HttpAnswer const& answer) { return member(answer.body, "accessToken"); }

int status_of(HttpClient& client, std::string const& credential, std::string& error_code) {
    auto const answer = client.send("GET", "/v1/terminal", {{"X-Access-Token", credential}});
    error_code = answer.ok() ? member(answer->body, "error_code") : "";
    return answer.ok() ? answer->status : 0;
}

TEST(Reset, IsAnsweredByPutAndPostWithTheHeadersOfThePage) {
    RunningServer server;
    auto const token = server.admin_token();
    auto const client = server.client();
    std::string account;
    server.make_terminal(account);
    for (auto const* method : {"PUT", "POST"}) {
        auto const answer = server.reset(*client, token, account, "", {}, method);
        ASSERT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(member(answer.body, "activeCode").size(), 11U);
        EXPECT_EQ(header(answer, "Content-Type"), "application/json;charset=UTF-8");
        EXPECT_EQ(header(answer, "Pragma"), "No-cache");
        EXPECT_EQ(header(answer, "Cache-Control"), "no-cache, no-store");
        auto const id = header(answer, "X-Request-Id");
        EXPECT_EQ(id.size(), 32U);
        EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
    auto const echoed = server.reset(*client, token, account, "", {{"X-Request-Id", "my-id.1"}});
    EXPECT_EQ(header(echoed, "X-Request-Id"), "my-id.1");
    auto const insane = server.reset(*client, token, account, "", {{"X-Request-Id", "a b"}});
    EXPECT_EQ(header(insane, "X-Request-Id").size(), 32U);
}

TEST(DeviceCommand, ReadsItsCodeFromStandardInput) {
    RunningServer server;
    std::string account;
    auto const code = server.make_terminal(account);
    TemporaryFolder const folder;
    auto const words = [&](std::string const& typed) {
        auto const input = (folder.path() / "input").string();
        std::ofstream(input) << typed;
        // In its own place, so that it ends when the shell would.
        return std::vector<std::string>{
            "-c", "exec " + server.program + " terminal --server " + server.url() + " --ca-file " +
                      server.certificate() + " --code-stdin --sn SN-1 <" + input};
    };
    for (auto const& typed : {"x" + code + "\n", std::string("\n"), std::string()}) {
        auto const refused = run_program(words(typed), {}, "/bin/sh");
        EXPECT_EQ(refused.code, 2) << typed << refused.err;
        EXPECT_EQ(refused.err.find(code), std::string::npos) << refused.err;
    }
    ChildProcess device(words(code + "\r\n"), {}, "/bin/sh");
    EXPECT_NE(device.wait_for("bound"), "") << device.out() << device.err();
    EXPECT_EQ(device.out().find(code), std::string::npos) << device.out();
}

class Device : public testing::TestWithParam<char const*> {};

TEST_P(Device, IsThrownOutAndActivatesAgain) {
    RunningServer server;
    auto const client = server.client();
    std::string account;
    auto const first_code = server.make_terminal(account);
    auto const credential = credential_of(server.activate(*client, first_code, "SN-0"));
    auto const second_code =
        member(server.reset(*client, server.admin_token(), account).body, "activeCode");

    ChildProcess device({"terminal", "--server", server.url(), "--ca-file", server.certificate(),
                         "--code", second_code, "--sn", "SN-1"});
    ASSERT_NE(device.wait_for("bound"), "") << device.err();
    std::string third_code;
    std::string const way = GetParam();
    if (way == "api") {
        third_code =
            member(server.reset(*client, server.admin_token(), account).body, "activeCode");
    } else {
        auto const command =
            run_program({"code", "reset", "--data", server.data(), "--json", account});
        ASSERT_EQ(command.code, 0) << command.err;
        third_code = member(command.out, "activeCode");
    }
    auto const answered_at = std::chrono::steady_clock::now();
    EXPECT_EQ(device.wait(), 3) << device.out() << device.err();
    // The promise itself; heartbeats, which would report it as well, are 15 s apart.
    EXPECT_LT(std::chrono::steady_clock::now() - answered_at, std::chrono::seconds{1});

    std::string error_code;
    EXPECT_EQ(status_of(*client, credential, error_code), 401);
    EXPECT_EQ(error_code, "USG.206010075");
    auto const old = server.activate(*client, second_code, "SN-2");
    EXPECT_EQ(old.status, 400);
    EXPECT_EQ(member(old.body, "error_code"), "USG.201050012");
    EXPECT_EQ(server.activate(*client, third_code, "SN-2").status, 200);
}

INSTANTIATE_TEST_SUITE_P(ResetBy, Device, testing::Values("api", "command"),
                         [](auto const& way) { return std::string(way.param); });

TEST(Code, IsWonByOneOfThirtyTwoPresenters) {
    RunningServer server(Environment{"ROOMKEY_GUESS_PER_SOURCE=1000"});
    std::string account;
    auto const code = server.make_terminal(account);
    std::atomic<int> won{0};
    std::atomic<int> unknown{0};
    std::vector<std::thread> presenters;
    for (int i = 0; i < 32; ++i) {
        presenters.emplace_back([&, i] {
            auto const client = server.client();
            auto const answer = server.activate(*client, code, "SN-" + std::to_string(i));
            won += answer.status == 200 ? 1 : 0;
            unknown += member(answer.body, "error_code") == "USG.201050012" ? 1 : 0;
        });
    }
    for (auto& presenter : presenters) presenter.join();
    EXPECT_EQ(won.load(), 1);
    EXPECT_EQ(unknown.load(), 31);
}

TEST(Code, IsTheOnlyLiveOneAfterConcurrentResets) {
    RunningServer server(Environment{"ROOMKEY_GUESS_PER_SOURCE=1000"});
    auto const token = server.admin_token();
    std::string account;
    server.make_terminal(account);
    std::vector<std::string> codes(16);
    std::vector<std::thread> administrators;
    for (auto& code : codes) {
        administrators.emplace_back([&] {
            auto const client = server.client();
            code = member(server.reset(*client, token, account).body, "activeCode");
        });
    }
    for (auto& administrator : administrators) administrator.join();
    auto const client = server.client();
    auto const good = std::count_if(codes.begin(), codes.end(), [&](std::string const& code) {
        return server.activate(*client, code, "SN").status == 200;
    });
    EXPECT_EQ(good, 1);
}

}  // namespace
}  // namespace roomkey
