#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <thread>

#include "base/bytes.hpp"
#include "tests/e2e/two_nodes.hpp"

// What was decided on one node holds on the other as soon as the request returns.
namespace roomkey {
namespace {

constexpr char const* account_path = "/v1/usg/acs/auth/account";
// An administrator's everyday request.
constexpr char const* list_path = "/v1/usg/dcs/corp/member";

int status_of(HttpClient& client, char const* path, std::string const& token) {
    auto const answer = client.send("GET", path, {{"X-Access-Token", token}});
    return answer.ok() ? answer->status : 0;
}

TEST_F(TwoNodes, KnowATokenAndItsEnd) {
    auto const client = second.client();
    auto const token = first.admin_token();
    EXPECT_EQ(status_of(*client, list_path, token), 200);
    auto const ended =
        first.client()->send("DELETE", "/v1/usg/acs/token", {{"X-Access-Token", token}});
    ASSERT_TRUE(ended.ok() && ended->status == 200) << ended->body;
    EXPECT_EQ(status_of(*client, list_path, token), 401);
}

TEST_F(TwoNodes, KnowWhatACommandDidToAnAccount) {
    auto const client = second.client();
    auto const token = first.admin_token();
    ASSERT_EQ(status_of(*client, list_path, token), 200);
    ASSERT_EQ(first.run({"app", "disable", first.app_id}).code, 0);
    EXPECT_EQ(status_of(*client, list_path, token), 401);
    ASSERT_EQ(second.run({"app", "enable", first.app_id}).code, 0);
    EXPECT_EQ(status_of(*first.client(), list_path, token), 200);
}

TEST_F(TwoNodes, LockAnAccountTogether) {
    auto const sign_in = [&](RunningServer& server, std::string const& password) {
        auto const basic = to_base64(server.admin_account + ":" + password);
        return server.client()
            ->send("POST", account_path,
                   {{"Content-Type", "application/json"}, {"Authorization", "Basic " + basic}},
                   R"({"account":")" + server.admin_account + R"(","clientType":72})")
            ->status;
    };
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(sign_in(i % 2 == 0 ? first : second, "not-the-password"), 401);
    }
    EXPECT_EQ(sign_in(first, first.admin_password), 423);
    EXPECT_EQ(sign_in(second, first.admin_password), 423);
}

TEST_F(TwoNodes, CountWrongCodesTogether) {
    auto const client = second.client();
    auto const other = first.client();
    std::string account;
    auto const code = first.make_terminal(account);
    // The limit is ten.
    for (int i = 0; i < 10; ++i) {
        auto& server = i % 2 == 0 ? first : second;
        auto const wrong = "0000000000" + std::to_string(i);
        EXPECT_EQ(server.activate(i % 2 == 0 ? *other : *client, wrong, "SN").status, 400);
    }
    EXPECT_EQ(second.activate(*client, code, "SN").status, 429);
    EXPECT_EQ(first.activate(*other, code, "SN").status, 429);
}

TEST_F(TwoNodes, TakeANonceOnce) {
    ASSERT_EQ(first.run({"corp", "set", "--strict-nonces", "on"}).code, 0);
    std::string const nonce(36, 'x');
    EXPECT_EQ(first.sign_in(nonce).status, 200);
    auto const again = second.sign_in(nonce);
    EXPECT_EQ(again.status, 401) << again.body;
    EXPECT_EQ(second.sign_in(std::string(36, 'y')).status, 200);
    EXPECT_EQ(first.sign_in(std::string(36, 'y')).status, 401);
}

TEST_F(TwoNodes, ReplayTheSameAnswerToTheSameKey) {
    std::string account;
    first.make_terminal(account);
    auto const token = first.admin_token();
    auto const reset = [&](RunningServer& server, std::string const& body) {
        return server.reset(*server.client(), token, account, body, {{"Idempotency-Key", "k-1"}});
    };
    auto const answer = reset(first, "");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(reset(second, "").body, answer.body);
    EXPECT_EQ(reset(second, R"({"emailAddr":"a@example.com"})").status, 400);
    // The code was not replaced by the second request.
    EXPECT_EQ(second.activate(*second.client(), member(answer.body, "activeCode"), "SN").status,
              200);
}

TEST_F(TwoNodes, BindOneDeviceToOneCode) {
    std::string account;
    auto const code = first.make_terminal(account);
    std::vector<std::future<int>> presenters;
    for (int i = 0; i < 16; ++i) {
        auto& server = i % 2 == 0 ? first : second;
        presenters.push_back(std::async(std::launch::async, [&server, &code, i] {
            auto const client = server.client();
            return server.activate(*client, code, "SN-" + std::to_string(i)).status;
        }));
    }
    int won = 0;
    for (auto& presenter : presenters) won += presenter.get() == 200 ? 1 : 0;
    EXPECT_EQ(won, 1);
}

using SteadyClock = std::chrono::steady_clock;

long long milliseconds_since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start)
        .count();
}

TEST_F(TwoNodes, TellADeviceOnTheOtherNodeThatItIsUnbound) {
    auto const token = first.admin_token();
    std::vector<long long> delays;
    for (int round = 0; round < 5; ++round) {
        std::string account;
        auto const code = first.make_terminal(account);
        ChildProcess device({"terminal", "--server", second.url(), "--ca-file",
                             second.certificate(), "--code", code, "--sn", "SN-1"});
        ASSERT_NE(device.wait_for("bound"), "") << device.err();
        ASSERT_EQ(first.reset(*first.client(), token, account).status, 200);
        auto const answered_at = SteadyClock::now();
        // Heartbeats, which would report it as well, are 15 s apart.
        ASSERT_NE(device.wait_for("unbound"), "") << device.out() << device.err();
        delays.push_back(milliseconds_since(answered_at));
        EXPECT_EQ(device.wait(), 3) << device.out() << device.err();
    }
    std::sort(delays.begin(), delays.end());
    std::printf(
        "[ figure ] unbound arrived on the other node after %lld ms (median of %zu), "
        "%lld ms at most\n",
        delays[delays.size() / 2], delays.size(), delays.back());
    // A heartbeat would take 15 s at most, half of that on average.
    EXPECT_LT(delays[delays.size() / 2], 1'000);
}

TEST_F(TwoNodes, TellADeviceOfACommandOnTheOtherNode) {
    std::string account;
    auto const code = first.make_terminal(account);
    ChildProcess device({"terminal", "--server", second.url(), "--ca-file", second.certificate(),
                         "--code", code, "--sn", "SN-1"});
    ASSERT_NE(device.wait_for("bound"), "") << device.err();
    ASSERT_EQ(first.run({"code", "reset", account}).code, 0);
    EXPECT_EQ(device.wait(), 3) << device.out() << device.err();
}

}  // namespace
}  // namespace roomkey
