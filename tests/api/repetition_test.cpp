#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "fields/operation_rules.hpp"
#include "tests/api/repeatable_requests.hpp"

namespace roomkey {
namespace {

/// How often the operation was done, and how many messages it has queued.
std::pair<int, int> effects_of(ApiBench& bench, Operation const& operation) {
    int count = 0;
    for (auto const& entry : bench.audit()) {
        if (entry.operation == operation.audit && entry.outcome == "ok") ++count;
    }
    return {count, bench.notifications};
}

/// Sent again, they do nothing more, whatever the header says.
std::set<std::string_view> const harmless{
    "BatchDeleteCorpAdmins", "BatchDeleteDevices", "BatchDeleteUsers",
    "BatchShowUserDetails",  "CancelJob",          "CheckToken",
    "DenyPairing",           "FindPairing",        "PollPairing",
    "ReadContacts",          "RecordShownCode",    "ShowDeviceStatus"};

/// Programs of others sign in by them, and the vendor ignores headers that it does not know.
std::set<std::string_view> const sign_ins{"CreateAppIdToken", "CreateToken"};

bool honours_a_key(Operation const& operation) {
    return std::any_of(operation.rules.begin(), operation.rules.end(),
                       [](FieldRule const& rule) { return rule.name == "Idempotency-Key"; });
}

TEST(Repetition, IsHonouredOrRefusedWhereverSomethingIsMade) {
    for (auto const* const operation : operations::all) {
        bool const honours = honours_a_key(*operation);
        EXPECT_FALSE(honours && operation->refuses_idempotency_key) << operation->name;
        if (operation->method != "POST") continue;
        bool const ignores =
            harmless.contains(operation->name) || sign_ins.contains(operation->name);
        EXPECT_EQ(honours || operation->refuses_idempotency_key, !ignores) << operation->name;
    }
}

TEST(Repetition, IsRefusedByNameWhereItIsNotHonoured) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    int tried = 0;
    for (auto const* const operation : operations::all) {
        if (!operation->refuses_idempotency_key) continue;
        SCOPED_TRACE(operation->name);
        ++tried;
        std::string const method(operation->method);
        std::string const path(operation->path);
        auto const refused = bench.send_as(token, method, path, "{}", {{"Idempotency-Key", "k"}});
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_NE(refused.text.find("Idempotency-Key"), std::string::npos) << refused.text;
        auto const without = bench.send_as(token, method, path, "{}");
        EXPECT_EQ(without.text.find("Idempotency-Key"), std::string::npos) << without.text;
    }
    EXPECT_EQ(tried, 7);
    // Nobody learns of a header what their token does not permit.
    auto const stranger =
        bench.send("POST", "/v1/roomkey/session/totp", "{}", {{"Idempotency-Key", "k"}});
    EXPECT_EQ(stranger.status, 401) << stranger.text;
}

TEST(Repetition, IsTriedForEveryOperationThatHonoursAKey) {
    std::set<std::string_view> documented;
    for (auto const* const operation : operations::all) {
        if (honours_a_key(*operation)) documented.insert(operation->name);
    }
    std::set<std::string_view> tried{"ResetVisionActiveCode", "ResetVisionActiveCodeByPost",
                                     "ActivateTerminal"};
    for (auto const& each : repeatable_operations()) tried.insert(each.operation->name);
    EXPECT_EQ(tried, documented);
}

TEST(Repetition, DoesNothingAgainAndGetsTheFirstAnswer) {
    for (auto const& each : repeatable_operations()) {
        SCOPED_TRACE(each.operation->name);
        ApiBench bench;
        auto const [first, other, then] = each.prepare(bench);
        auto const answer = send_with_key(bench, each, first, "k1");
        ASSERT_EQ(answer.status, 200) << answer.text;
        EXPECT_EQ(answer.header("Idempotency-Replayed"), "");
        auto const kept_until = bench.clock.now() + std::chrono::hours{24};
        if (then) then();
        auto const effects = effects_of(bench, *each.operation);
        bench.clock.set(kept_until - std::chrono::milliseconds{1});
        for (int i = 0; i < 2; ++i) {
            auto const again = send_with_key(bench, each, first, "k1");
            EXPECT_EQ(again.status, 200) << again.text;
            EXPECT_EQ(again.text, answer.text);
            EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
        }
        EXPECT_EQ(effects_of(bench, *each.operation), effects);
        auto const reused = send_with_key(bench, each, other, "k1");
        EXPECT_EQ(reused.header("X-Roomkey-Reason"), "idempotency_key_reused") << reused.text;
        EXPECT_EQ(effects_of(bench, *each.operation), effects);
        // Another key is another request, and after 24 hours the first one is, too.
        EXPECT_EQ(send_with_key(bench, each, other, "k2").header("Idempotency-Replayed"), "");
        bench.clock.set(kept_until);
        EXPECT_EQ(send_with_key(bench, each, first, "k1").header("Idempotency-Replayed"), "");
    }
}

TEST(Repetition, SaysThatTheFirstAnswerIsOutOfDate) {
    for (auto const& each : repeatable_operations()) {
        if (!each.undo) continue;
        SCOPED_TRACE(each.operation->name);
        ApiBench bench;
        auto const [first, other, then] = each.prepare(bench);
        auto const answer = send_with_key(bench, each, first, "k1");
        ASSERT_EQ(answer.status, 200) << answer.text;
        each.undo(bench, answer);
        auto const again = send_with_key(bench, each, first, "k1");
        EXPECT_EQ(again.status, 409) << again.text;
        EXPECT_EQ(again.header("X-Roomkey-Reason"), "replay_outdated");
        for (auto const* const secret : {"activeCode", "app_key"}) {
            if (answer.field(secret).empty()) continue;
            EXPECT_EQ(again.text.find(answer.field(secret)), std::string::npos);
        }
    }
}

TEST(Repetition, BelongsToOneUserAndOneOperation) {
    ApiBench bench;
    auto const all = repeatable_operations();
    // Two operations that take the same path are told apart by more than that.
    for (std::size_t i = 0; i < all.size(); ++i) {
        SCOPED_TRACE(all[i].operation->name);
        auto const [first, other, then] = all[i].prepare(bench);
        auto const answer = send_with_key(bench, all[i], first, "k1");
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), i == 0 ? "" : "idempotency_key_reused")
            << answer.text;
        if (i == 1) break;
    }
    auto const theirs = bench.admin_token(bench.theirs);
    auto const answer = bench.send_as(theirs, "POST", "/v1/usg/dcs/corp/dept",
                                      R"({"deptName":"Sales"})", {{"Idempotency-Key", "k1"}});
    EXPECT_EQ(answer.status, 200) << answer.text;
}

TEST(Repetition, IsRefusedWithoutDoingAnythingWhileTheRequestIsWrong) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    auto const add = [&](std::string const& body, std::string const& key) {
        return bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept", body,
                             {{"Idempotency-Key", key}});
    };
    // What was refused is not kept: the request can be put right under its key.
    EXPECT_EQ(add(R"({"deptName":"Sales","parentDeptCode":"none"})", "k1").status, 400);
    EXPECT_EQ(add(R"({"deptName":"Sales"})", "k1").status, 200);
    for (auto const& key : {std::string{}, std::string(256, 'k'), std::string("a\tb")}) {
        EXPECT_EQ(add(R"({"deptName":"Support"})", key).status, 400) << key;
    }
    EXPECT_EQ(add(R"({"deptName":"Support"})", std::string(255, 'k')).status, 200);
}

TEST(Repetition, IsDoneOnceHoweverManyAskAtOnce) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    std::mutex mutex;
    std::set<std::string> answers;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto const answer =
                bench.send_as(token, "POST", "/v1/usg/dcs/corp/dept", R"({"deptName":"Sales"})",
                              {{"Idempotency-Key", "k1"}});
            std::lock_guard const lock(mutex);
            answers.insert(std::to_string(answer.status) + answer.text);
        });
    }
    threads.clear();
    ASSERT_EQ(answers.size(), 1U) << *answers.begin();
    EXPECT_EQ(answers.begin()->substr(0, 3), "200");
    EXPECT_EQ(effects_of(bench, operations::add_department).first, 1);
}

}  // namespace
}  // namespace roomkey
