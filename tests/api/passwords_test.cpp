#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/api/user_bench.hpp"

namespace roomkey {
namespace {

class PasswordStories : public UserBench {
protected:
    PasswordStories() {
        id = add("ann@ours", R"(,"pwd":"Change-me-1","sendNotify":"0")").field("id");
        own = sign_in("ann@ours", "Change-me-1").field("accessToken");
    }

    Answer change(std::string const& old, std::string const& next,
                  std::string const& account = "ann@ours") {
        return bench.send_as(own, "PUT", "/v1/usg/acs/password",
                             R"({"account":")" + account + R"(","oldPwd":")" + old +
                                 R"(","newPwd":")" + next + "\"}");
    }
    std::string changed(std::string const& old, std::string const& next) {
        auto const answer = change(old, next);
        return answer.status == 200 ? "ok" : answer.header("X-Roomkey-Reason");
    }
    Answer reset(std::string const& account) {
        return put("/v1/usg/acs/password/admin/reset", R"({"account":")" + account + "\"}");
    }
    bool is_signed_in(std::string const& access_token) {
        return bench.send_as(access_token, "GET", my_info).status == 200;
    }

    std::string id;
    std::string own;
};

TEST_F(PasswordStories, ChangesTheOwnAndEndsTheOtherSessions) {
    auto const other = sign_in("ann@ours", "Change-me-1").field("accessToken");
    EXPECT_EQ(changed("Change-me-1", "Bluebird-22"), "ok");
    EXPECT_EQ(last_audit(), "ann@ours update_pwd ann@ours ok");
    EXPECT_TRUE(is_signed_in(own));
    EXPECT_FALSE(is_signed_in(other));
    EXPECT_EQ(sign_in("ann@ours", "Change-me-1").status, 401);
    auto const signed_in = sign_in("ann@ours", "Bluebird-22");
    EXPECT_FALSE(signed_in.json.at("firstLogin").as_bool());
}

TEST_F(PasswordStories, RefusesPasswordsByTheTable) {
    struct Row {
        std::string next;
        std::string reason;
    };
    for (auto const& row : std::vector<Row>{
             {"Change-me-2", "password_too_similar"},
             {"bluebirds", "password_too_simple"},
             {"Bluuuuebird-22", "password_repetitive"},
             {"xx-ANN@ours", "password_contains_account"},
             {"xx-sruo@nna", "password_contains_account"},
             {"Change-me-1", "password_too_similar"},
             {"Short-1", "invalid_parameter"},
             {"Bluebird 22", "invalid_parameter"},
         }) {
        EXPECT_EQ(changed("Change-me-1", row.next), row.reason) << row.next;
    }
    EXPECT_EQ(change("Change-me-1", "Bluebird-22", "bob@ours").error_code(), "USG.206030016");
    EXPECT_EQ(last_audit(), "ann@ours update_pwd bob@ours password_not_yours");
    EXPECT_EQ(sign_in("ann@ours", "Change-me-1").status, 200);
}

TEST_F(PasswordStories, WaitsFiveMinutesAndRemembersThreePasswords) {
    std::string present = "Change-me-1";
    for (auto const* next : {"Bluebird-22", "Redbreast_33", "Magpie+4545"}) {
        EXPECT_EQ(changed(present, next), "ok") << next;
        EXPECT_EQ(changed(next, "Nightjar=555"), "password_changed_recently");
        present = next;
        bench.clock.advance(std::chrono::minutes{5});
    }
    EXPECT_EQ(changed(present, "Change-me-1"), "password_used_recently");
    EXPECT_EQ(changed(present, "Bluebird-22"), "password_used_recently");
    EXPECT_EQ(changed(present, "Nightjar=555"), "ok");
    bench.clock.advance(std::chrono::minutes{5});
    EXPECT_EQ(changed("Nightjar=555", "Change-me-1"), "ok");
}

TEST_F(PasswordStories, CountsWrongOldPasswordsLikeSignIns) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(changed("Change-me-9", "Bluebird-22"), "old_password_wrong");
    }
    EXPECT_EQ(change("Change-me-1", "Bluebird-22").status, 423);
    EXPECT_EQ(sign_in("ann@ours", "Change-me-1").status, 423);
}

/// Runs `attempt` on twenty threads at once; how often each reason was given ("ok" for none).
template <class Attempt>
std::map<std::string, int> at_once(Attempt const& attempt) {
    std::mutex mutex;
    std::map<std::string, int> outcomes;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 20; ++i) {
            threads.emplace_back([&] {
                auto const outcome = attempt();
                std::lock_guard const lock(mutex);
                ++outcomes[outcome.ok() ? "ok" : std::string(reason_name(outcome.error().code))];
            });
        }
    }
    return outcomes;
}

TEST_F(PasswordStories, LocksNobodyOutForRightPasswordsAllAtOnce) {
    auto const changed = at_once([&] {
        return bench.services->user_passwords.update(
            {"ann@ours", Secret("Change-me-1"), Secret("Bluebird-22")},
            token_holder(Secret(own), {"request", bench.source, Language::en_us}));
    });
    EXPECT_EQ(changed.at("ok"), 1);
    EXPECT_FALSE(changed.contains("account_locked"));
    for (auto const& [reason, count] : changed) {
        EXPECT_TRUE(reason == "ok" || reason == "unavailable" || reason == "old_password_wrong" ||
                    reason == "password_changed_recently")
            << reason << ' ' << count;
    }
    EXPECT_EQ(sign_in("ann@ours", "Bluebird-22").status, 200);
    // All four that may be wrong.
    for (int i = 0; i < 4; ++i) EXPECT_EQ(sign_in("ann@ours", "Change-me-9").status, 401);
    EXPECT_EQ(sign_in("ann@ours", "Bluebird-22").status, 200);
}

TEST_F(PasswordStories, LocksNobodyOutForRightSignInsAllAtOnce) {
    TokenRequest request;
    request.account = "ann@ours";
    request.authorization = "Basic " + to_base64("ann@ours:Change-me-1");
    auto const signed_in = at_once([&] {
        return bench.services->create_token.run(request,
                                                {"request", bench.source, Language::en_us});
    });
    EXPECT_GE(signed_in.at("ok"), 5);
    EXPECT_FALSE(signed_in.contains("account_locked"));
    EXPECT_EQ(sign_in("ann@ours", "Change-me-1").status, 200);
}

TEST_F(PasswordStories, SendsAPasswordThatReplacesTheOldOne) {
    for (int i = 0; i < 5; ++i) sign_in("ann@ours", "Change-me-9");
    EXPECT_EQ(reset("ann@ours").status, 200);
    EXPECT_EQ(last_audit(), bench.ours.admin_account + " reset_pwd_by_admin ann@ours ok");
    EXPECT_FALSE(is_signed_in(own));
    auto const first = sent_passwords(id).at("ann@ours.com");
    EXPECT_EQ(sign_in("ann@ours", "Change-me-1").status, 401);
    EXPECT_TRUE(sign_in("ann@ours", first).json.at("firstLogin").as_bool());

    EXPECT_EQ(reset("ann@ours").status, 200);
    auto const sent = sent_passwords(id);
    ASSERT_EQ(sent.size(), 1U);
    auto const second = sent.at("ann@ours.com");
    EXPECT_NE(second, first);
    own = sign_in("ann@ours", second).field("accessToken");
    EXPECT_EQ(changed(second, "Bluebird-22"), "ok");
    EXPECT_TRUE(sent_passwords(id).empty());
}

TEST_F(PasswordStories, ResetsOnlyWhatIsInTheCallersPower) {
    EXPECT_EQ(reset("nobody").error_code(), "USG.201040000");
    EXPECT_EQ(reset(bench.make_terminal(bench.ours).account).header("X-Roomkey-Reason"),
              "invalid_parameter");
    // Made by a sign-in, without a contact.
    auto const member = bench.sign_in(bench.ours, "member");
    std::string const account(member.json.at("user").at("ucloginAccount").as_string());
    EXPECT_EQ(reset(account).header("X-Roomkey-Reason"), "invalid_parameter");

    EXPECT_EQ(update(bench.ours.admin_account, R"({"email":"root@ours.com"})").status, 200);
    NewUser colleague;
    colleague.account = "colleague";
    colleague.is_administrator = true;
    auto const made =
        bench.services->users.create(colleague, operator_of(bench.ours.corp_id)).value();
    auto const defaults = token;
    token = sign_in("colleague", made.password.reveal()).field("accessToken");
    EXPECT_EQ(reset(bench.ours.admin_account).error_code(), "USG.206030016");
    EXPECT_EQ(reset("ann@ours").status, 200);
    token = defaults;
    EXPECT_EQ(reset(bench.ours.admin_account).status, 200);
    EXPECT_FALSE(is_signed_in(defaults));
}

}  // namespace
}  // namespace roomkey
