#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/e2e/two_nodes.hpp"

// Nodes whose key files drifted apart.
namespace roomkey {
namespace {

namespace fs = std::filesystem;

class NodeKeys : public TwoNodes {
protected:
    static std::string key_file(RunningServer const& node) { return node.data() + "/keys/keyring"; }
    void give_keys_of_first_to_second() {
        fs::copy_file(key_file(first), key_file(second), fs::copy_options::overwrite_existing);
    }
    static void reload(RunningServer& node, std::string const& outcome) {
        auto const before = node.process->err().size();
        node.process->signal(SIGHUP);
        // The test's time limit ends a futile wait.
        while (node.process->err().find("event=reloaded", before) == std::string::npos) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        EXPECT_NE(node.process->err().find("outcome=" + outcome, before), std::string::npos)
            << node.process->err();
    }
    static HttpAnswer readiness(RunningServer const& node) {
        return node.ops_client()->send("GET", "/readyz", {}).value();
    }
    static void expect_refused(Finished const& command, std::string const& reason) {
        EXPECT_EQ(command.code, 1);
        EXPECT_NE((command.out + command.err).find(reason), std::string::npos)
            << command.out << command.err;
    }
};

TEST_F(NodeKeys, AreRefusedWhereTwoNodesMadeOneIdEach) {
    ASSERT_EQ(first.run({"key", "add"}).code, 0);
    ASSERT_EQ(second.run({"key", "add"}).code, 0);
    ASSERT_EQ(first.run({"key", "use", "2"}).code, 0);
    reload(first, "ok");
    EXPECT_EQ(readiness(first).status, 200);

    expect_refused(second.run({"key", "use", "2"}), "key 2 in " + key_file(second));
    expect_refused(second.run({"doctor"}), "key 2 in " + key_file(second));
    expect_refused(second.run({"code", "list"}), "key 2 in " + key_file(second));
    reload(second, "\"the parts that failed");
    auto const waiting = readiness(second);
    EXPECT_EQ(waiting.status, 503);
    EXPECT_NE(waiting.body.find("：keys"), std::string::npos) << waiting.body;

    give_keys_of_first_to_second();
    reload(second, "ok");
    EXPECT_EQ(readiness(second).status, 200);
    std::string account;
    second.make_terminal(account);
    EXPECT_EQ(second.run({"code", "list"}).code, 0);
    EXPECT_EQ(first.run({"code", "list"}).code, 0);
}

TEST_F(NodeKeys, AreRefusedWhereTheNewOneWasNotCopied) {
    ASSERT_EQ(first.run({"key", "add"}).code, 0);
    ASSERT_EQ(first.run({"key", "use", "2"}).code, 0);
    EXPECT_EQ(readiness(second).status, 503);
    expect_refused(second.run({"key", "add"}), "lacks key 2");
    ASSERT_EQ(second.stop(), 0);
    expect_refused(second.run({"serve", "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"}),
                   "lacks key 2");
    give_keys_of_first_to_second();
    second.start();
    EXPECT_EQ(readiness(second).status, 200);
}

}  // namespace
}  // namespace roomkey
