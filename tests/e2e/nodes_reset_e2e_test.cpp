#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/two_nodes.hpp"

// A reset is final everywhere the moment it returns.
namespace roomkey {
namespace {

constexpr int resets = 3'200;
constexpr int rooms = 16;

struct Count {
    std::atomic<int> resets{0};
    std::atomic<int> refused{0};     ///< Old credentials, by the other node's next answer.
    std::atomic<int> exceptions{0};  ///< Old credentials that were still accepted.
    std::atomic<int> good_before{0};
};

/// One room: bound at one node, reset at the other, and asked about at the first at once.
class Room {
public:
    Room(RunningServer& first, RunningServer& second, std::string token)
        : resetting_(first), asking_(second), token_(std::move(token)) {
        code_ = first.make_terminal(account_);
    }

    void live(Count& count) {
        auto const resetting = resetting_.client();
        auto const asking = asking_.client();
        for (int i = 0; i < resets / rooms; ++i) {
            auto const bound = asking_.activate(*asking, code_, "SN");
            auto const credential = member(bound.body, "accessToken");
            ASSERT_EQ(bound.status, 200) << bound.body;
            // Now and then, to check that what is refused below was valid before.
            if (i % 20 == 0) count.good_before += ask(*asking, credential) == 200 ? 1 : 0;
            auto const answer = resetting_.reset(*resetting, token_, account_);
            auto const status = ask(*asking, credential);
            ASSERT_EQ(answer.status, 200) << answer.body;
            ++count.resets;
            count.refused += status == 401 ? 1 : 0;
            count.exceptions += status == 401 ? 0 : 1;
            code_ = member(answer.body, "activeCode");
        }
    }

private:
    static int ask(HttpClient& client, std::string const& credential) {
        auto const answer = client.send("GET", "/v1/terminal", {{"X-Access-Token", credential}});
        return answer.ok() ? answer->status : 0;
    }

    RunningServer& resetting_;
    RunningServer& asking_;
    std::string token_;
    std::string account_;
    std::string code_;
};

TEST_F(TwoNodes, RefuseTheOldCredentialFromTheNextRequestOn) {
    auto const token = first.admin_token();
    std::vector<Room> all;
    // Half of them the other way round.
    for (int i = 0; i < rooms; ++i) {
        all.emplace_back(i % 2 == 0 ? first : second, i % 2 == 0 ? second : first, token);
    }
    Count count;
    auto const start = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (auto& room : all) threads.emplace_back([&] { room.live(count); });
    }
    std::chrono::duration<double> const time = std::chrono::steady_clock::now() - start;
    std::printf(
        "[ figure ] %d resets on one node, the old credential refused on the other by its "
        "next answer %d times, %d exceptions, %.1f s\n",
        count.resets.load(), count.refused.load(), count.exceptions.load(), time.count());
    EXPECT_EQ(count.resets.load(), resets);
    EXPECT_EQ(count.exceptions.load(), 0);
    EXPECT_EQ(count.good_before.load(), rooms * ((resets / rooms + 19) / 20));
}

}  // namespace
}  // namespace roomkey
