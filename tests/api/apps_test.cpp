#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

class AppStories : public testing::Test {
protected:
    Answer add(std::string const& name, std::string const& more = {}) {
        return bench.send_as(token, "POST", path, R"({"app_name":")" + name + '"' + more + '}');
    }
    Answer update(std::string const& id, std::string const& body) {
        return bench.send_as(token, "PUT", path + '/' + id, body);
    }
    Answer remove(std::string const& id) { return bench.send_as(token, "DELETE", path + '/' + id); }
    Answer reset(std::string const& id) {
        return bench.send_as(token, "PUT", path + '/' + id + "/reset");
    }
    Answer list(std::string const& query = {}) {
        return bench.send_as(token, "GET", path + "s" + query);
    }
    /// The names of a page.
    std::vector<std::string> names(std::string const& query = {}) {
        std::vector<std::string> found;
        auto const page = list(query);
        for (auto const& app : page.json.at("data").as_array()) {
            found.emplace_back(app.at("app_name").as_string().c_str());
        }
        return found;
    }
    /// A sign-in with this App ID and App Key.
    Answer sign_in(std::string const& id, std::string const& key) {
        auto owner = bench.ours;
        owner.app_id = AppId{id};
        owner.app_key = Secret(key);
        return bench.sign_in(owner);
    }
    std::string last_audit() {
        auto const entry = bench.audit().front();
        return entry.actor + ' ' + entry.operation + ' ' + entry.detail + ' ' + entry.outcome;
    }

    ApiBench bench;
    std::string const path = "/v2/usg/acs/corp/app";
    std::string const own = bench.ours.app_id.value;
    std::string const admin = bench.ours.admin_account;
    std::string token = bench.admin_token(bench.ours);
    using Names = std::vector<std::string>;
};

TEST_F(AppStories, AddsAnAppThatSignsIn) {
    auto const made = add("sync", R"(,"description":"nightly")");
    boost::json::object const expected{
        {"app_name", "sync"},
        {"app_id", made.field("app_id")},
        {"app_key", made.field("app_key")},
        {"description", "nightly"},
        {"create_time", "2025-01-15 08:00:00"},
        {"last_update_time", "2025-01-15 08:00:00"},
        {"status", 0},
    };
    EXPECT_EQ(made.json, expected) << made.text;
    EXPECT_EQ(last_audit(), admin + " create_app app " + made.field("app_id") + " ok");
    auto const signed_in = sign_in(made.field("app_id"), made.field("app_key"));
    EXPECT_EQ(signed_in.status, 200);
    token = signed_in.field("accessToken");
    EXPECT_EQ(add("more").field("description"), "");
}

TEST_F(AppStories, ListsTheOldestFirstAndNoKeys) {
    for (auto const* name : {"b", "a", "c"}) {
        bench.clock.advance(std::chrono::seconds{1});
        add(name);
    }
    auto const all = list();
    EXPECT_EQ(all.number("count"), 4);
    EXPECT_EQ(all.number("limit"), 10);
    EXPECT_EQ(all.text.find("app_key"), std::string::npos);
    EXPECT_EQ(names(), (Names{"default", "b", "a", "c"}));
    EXPECT_EQ(names("?offset=1&limit=2"), (Names{"b", "a"}));
    EXPECT_EQ(names("?offset=3&limit=2"), Names{"c"});
    EXPECT_EQ(names("?offset=9&limit=3"), Names{"c"});
    EXPECT_EQ(list("?offset=9&limit=3").number("offset"), 3);
    EXPECT_EQ(list("?offset=4&limit=500").number("offset"), 0);
}

TEST_F(AppStories, KeepsWhatAnUpdateDoesNotSay) {
    bench.clock.advance(std::chrono::seconds{1});
    auto const id = add("sync", R"(,"description":"nightly")").field("app_id");
    bench.clock.advance(std::chrono::minutes{1});
    auto const renamed = update(id, R"({"app_name":"nocturne","description":null,"status":null})");
    EXPECT_EQ(renamed.field("app_name"), "nocturne");
    EXPECT_EQ(renamed.field("description"), "nightly");
    EXPECT_EQ(renamed.field("create_time"), "2025-01-15 08:00:01");
    EXPECT_EQ(renamed.field("last_update_time"), "2025-01-15 08:01:01");
    EXPECT_EQ(renamed.text.find("app_key"), std::string::npos);
    EXPECT_EQ(last_audit(), admin + " update_app app " + id + " ok");
    EXPECT_EQ(update(id, R"({"description":""})").field("description"), "");
    EXPECT_EQ(update(id, R"({"app_name":""})").header("X-Roomkey-Reason"), "invalid_parameter");
    EXPECT_EQ(list("?offset=1&limit=1").json.at("data").as_array().at(0), update(id, "{}").json);
}

TEST_F(AppStories, DisablesAndEnablesWithTheTokens) {
    auto const made = add("sync");
    auto const id = made.field("app_id");
    auto const its_token = sign_in(id, made.field("app_key")).field("accessToken");
    EXPECT_EQ(update(id, R"({"status":1})").number("status"), 1);
    EXPECT_EQ(last_audit(), admin + " update_app app " + id + " disabled ok");
    EXPECT_EQ(sign_in(id, made.field("app_key")).error_code(), "USG.206010025");
    EXPECT_EQ(bench.send_as(its_token, "GET", path + "s").status, 401);
    EXPECT_EQ(update(id, R"({"app_name":"still"})").number("status"), 1);
    EXPECT_EQ(update(id, R"({"status":0})").number("status"), 0);
    EXPECT_EQ(last_audit(), admin + " update_app app " + id + " enabled ok");
    EXPECT_EQ(bench.send_as(its_token, "GET", path + "s").status, 200);
    EXPECT_EQ(sign_in(id, made.field("app_key")).status, 200);
    // Also the one that the caller signed in with.
    EXPECT_EQ(update(own, R"({"status":1})").status, 200);
    EXPECT_EQ(list().status, 401);
}

TEST_F(AppStories, ReplacesTheKeyAndKeepsTheTokens) {
    auto const made = add("sync", R"(,"description":"nightly")");
    auto const id = made.field("app_id");
    auto const its_token = sign_in(id, made.field("app_key")).field("accessToken");
    auto const fresh = reset(id);
    EXPECT_EQ(last_audit(), admin + " reset_app_key app " + id + " ok");
    EXPECT_EQ(fresh.field("description"), "nightly");
    EXPECT_NE(fresh.field("app_key"), made.field("app_key"));
    EXPECT_EQ(sign_in(id, made.field("app_key")).error_code(), "USG.206010025");
    EXPECT_EQ(sign_in(id, fresh.field("app_key")).status, 200);
    EXPECT_EQ(bench.send_as(its_token, "GET", path + "s").status, 200);
}

TEST_F(AppStories, DeletesWithTheTokens) {
    auto const made = add("sync");
    auto const id = made.field("app_id");
    auto const its_token = sign_in(id, made.field("app_key")).field("accessToken");
    auto const removed = remove(id);
    EXPECT_EQ(removed.status, 200);
    EXPECT_EQ(removed.text, "");
    EXPECT_EQ(last_audit(), admin + " delete_app app " + id + " ok");
    EXPECT_EQ(sign_in(id, made.field("app_key")).error_code(), "USG.206010025");
    EXPECT_EQ(bench.send_as(its_token, "GET", path + "s").status, 401);
    EXPECT_EQ(names(), Names{"default"});
    EXPECT_EQ(remove(id).error_code(), "USG.206110009");
    EXPECT_EQ(last_audit(), admin + " delete_app app " + id + " app_unknown");
}

TEST_F(AppStories, AreTenAtMost) {
    std::string id;
    for (int count = 2; count <= 10; ++count) id = add("a").field("app_id");
    update(id, R"({"status":1})");
    EXPECT_EQ(add("b").error_code(), "USG.206110004");
    EXPECT_EQ(last_audit(), admin + " create_app b app_limit_reached");
    EXPECT_EQ(list().number("count"), 10);
    remove(id);
    Answer other;
    std::thread second([&] { other = add("b"); });
    auto const one = add("b");
    second.join();
    EXPECT_EQ(one.status + other.status, 600);
    EXPECT_EQ(list().number("count"), 10);
    token = bench.admin_token(bench.theirs);
    EXPECT_EQ(add("a").status, 200);
}

TEST_F(AppStories, TellNobodyOfThoseOfOthers) {
    auto const provider = bench.services->apps.add({"sp", ""}, operator_of_all()).value();
    auto const foreign = bench.theirs.app_id.value;
    for (auto const& id : {foreign, provider.app.id.value, std::string(32, 'a'),
                           std::string(64, '_'), std::string("x")}) {
        for (auto const& answer : {update(id, R"({"status":1})"), reset(id), remove(id)}) {
            EXPECT_EQ(answer.status, 400);
            EXPECT_EQ(answer.error_code(), "USG.206110009");
            EXPECT_EQ(answer.field("error_msg"), "越权访问，应用不属于该企业：" + id);
        }
    }
    EXPECT_EQ(remove(std::string(65, 'a')).error_code(), "USG.000000003");
    EXPECT_EQ(remove("a-b").error_code(), "USG.000000003");
    EXPECT_EQ(names(), Names{"default"});
    EXPECT_EQ(bench.sign_in(bench.theirs).status, 200);
}

TEST_F(AppStories, AreForTheDefaultAdministratorAlone) {
    NewUser deputy;
    deputy.account = "deputy";
    deputy.is_administrator = true;
    deputy.third_account = "deputy";
    ASSERT_TRUE(bench.services->users.create(deputy, operator_of(bench.ours.corp_id)).ok());
    for (auto const* user : {"deputy", "member"}) {
        token = bench.sign_in(bench.ours, user).field("accessToken");
        for (auto const& answer : {add("a"), list(), update(own, "{}"), reset(own), remove(own)}) {
            EXPECT_EQ(answer.status, 403) << user;
            EXPECT_EQ(answer.header("X-Roomkey-Reason"), "default_admin_needed");
        }
        EXPECT_TRUE(last_audit().ends_with(" delete_app app " + own + " default_admin_needed"));
    }
    EXPECT_EQ(bench.sign_in(bench.ours).status, 200);
}

}  // namespace
}  // namespace roomkey
