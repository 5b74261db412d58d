#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/e2e/running_server.hpp"

// What becomes valid again in an older state of the database, and how it is ended.
namespace roomkey {
namespace {

bool holds(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

/// After the backup the App Key was replaced, the device unbound and an administrator deleted.
class Restore : public testing::Test {
protected:
    void SetUp() override {
        auto const code = server.make_terminal(account);
        auto const activated = server.activate(*server.client(), code, "SN");
        ASSERT_EQ(activated.status, 200) << activated.body;
        credential = member(activated.body, "accessToken");
        token = server.admin_token();
        run({"user", "add", "boss", "--admin"});
        run({"backup", copy});
        run({"app", "reset-key", server.app_id});
        EXPECT_EQ(server.reset(*server.client(), token, account).status, 200);
        run({"user", "delete", "boss"});
        EXPECT_EQ(device(), 401);
        EXPECT_NE(server.sign_in().status, 200);
        ASSERT_EQ(server.stop(), 0);
    }

    void run(std::vector<std::string> words) {
        auto const done = server.run(std::move(words));
        EXPECT_EQ(done.code, 0) << done.err;
    }
    Finished restore(std::vector<std::string> flags) {
        std::filesystem::remove_all(server.data());
        flags.insert(flags.begin(), {"restore", copy});
        auto done = server.run(std::move(flags));
        EXPECT_EQ(done.code, 0) << done.err;
        server.start();
        return done;
    }
    [[nodiscard]] int status_of(char const* path, std::string const& shown) const {
        auto const answer = server.client()->send("GET", path, {{"X-Access-Token", shown}});
        return answer.ok() ? answer->status : 0;
    }
    [[nodiscard]] int device() const { return status_of("/v1/terminal", credential); }
    [[nodiscard]] int administrator() const { return status_of("/v1/usg/dcs/corp/member", token); }

    RunningServer server;
    TemporaryFolder folder;
    std::string copy = folder.file("copy");
    std::string account;
    std::string credential;
    std::string token;
};

TEST_F(Restore, SaysWhatLivesAgain) {
    auto const done = restore({});
    EXPECT_EQ(device(), 200);
    EXPECT_EQ(administrator(), 200);
    EXPECT_EQ(server.sign_in().status, 200);
    EXPECT_EQ(done.out, "");
    for (auto const* part : {"This is the state of 20", "sign-ins", "bound terminals",
                             "administrators", "App Keys", "passwords", "roomkey end"}) {
        EXPECT_TRUE(holds(done.err, part)) << part << ":\n" << done.err;
    }
    EXPECT_FALSE(holds(done.err, "ended now")) << done.err;
}

TEST_F(Restore, EndsWhatItIsAskedTo) {
    auto const done = restore({"--end-sessions", "--end-bindings"});
    EXPECT_EQ(device(), 401);
    EXPECT_EQ(administrator(), 401);
    EXPECT_TRUE(holds(done.err, "ended now")) << done.err;
    auto const audit = server.run({"audit", "--json"});
    EXPECT_TRUE(holds(audit.out, "end_sessions") && holds(audit.out, "end_bindings")) << audit.out;
    // It can be bound again as after any reset.
    auto const fresh = server.reset(*server.client(), server.admin_token(), account);
    ASSERT_EQ(fresh.status, 200) << fresh.body;
    EXPECT_EQ(server.activate(*server.client(), member(fresh.body, "activeCode"), "SN").status,
              200);
}

TEST_F(Restore, EndsTheSameByItsOwnCommand) {
    restore({});
    ASSERT_EQ(server.stop(), 0);
    auto const ended = server.run({"end", "--bindings", "--json"});
    EXPECT_EQ(ended.out, "{\"bindings\":1}\n") << ended.err;
    server.start();
    EXPECT_EQ(device(), 401);
    EXPECT_EQ(administrator(), 200);
    // A running server notices it too.
    run({"end", "--sessions"});
    EXPECT_EQ(administrator(), 401);
}

}  // namespace
}  // namespace roomkey
