#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/e2e/running_server.hpp"

// The sealing key is rotated while the service runs.
namespace roomkey {
namespace {

/// Waits until the metrics say so; the test's time limit ends a futile wait.
void wait_for_figure(RunningServer const& server, std::string const& line) {
    auto const ops = server.ops_client();
    while (ops->send("GET", "/metrics", {})->body.find(line) == std::string::npos) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

TEST(Keys, AreExchangedWhileTheServerRuns) {
    RunningServer server;
    auto const client = server.client();
    std::string account;
    auto const code = server.make_terminal(account);
    auto const key = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "key");
        words.insert(words.end(), {"--data", server.data()});
        auto const outcome = run_program(words);
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        return outcome.out;
    };
    key({"add"});
    key({"use", "2"});
    EXPECT_NE(run_program({"key", "remove", "1", "--data", server.data()}).code, 0);
    server.process->signal(SIGHUP);
    // The code and the App Key, resealed in the background.
    wait_for_figure(server, "roomkey_sealed_values{key=\"2\"} 2");
    wait_for_figure(server, "roomkey_sealed_values{key=\"1\"} 0");
    key({"remove", "1"});
    server.process->signal(SIGHUP);

    auto const token = server.admin_token();
    ASSERT_FALSE(token.empty());
    auto const list = run_program({"code", "list", "--data", server.data(), "--json"});
    EXPECT_NE(list.out.find(code), std::string::npos) << list.out << list.err;
    EXPECT_EQ(server.reset(*client, token, account).status, 200);
    EXPECT_EQ(run_program({"doctor", "--data", server.data()}).code, 0);
}

TEST(Keys, MayComeFromACommand) {
    RunningServer server(Environment{"ROOMKEY_KEYS_COMMAND="});
    std::string account;
    server.make_terminal(account);
    ASSERT_EQ(server.stop(), 0);
    auto const from_command = [&](std::string const& command) {
        return run_program({"code", "list", "--data", server.data(), "--json"},
                           {"ROOMKEY_KEYS_COMMAND=" + command});
    };
    auto const good = from_command("cat " + server.data() + "/keys/keyring");
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_NE(good.out.find(account), std::string::npos);
    auto const bad = from_command("exit 3");
    EXPECT_EQ(bad.code, 1);
    EXPECT_NE(bad.err.find("keys.command: it exited with status 3"), std::string::npos) << bad.err;
}

}  // namespace
}  // namespace roomkey
