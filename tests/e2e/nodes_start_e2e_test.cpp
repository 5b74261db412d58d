#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/e2e/two_nodes.hpp"
#include "tests/fakes/silent_server.hpp"

// A node that is started before what it needs: keys and database come later.
namespace roomkey {
namespace {

using std::chrono::steady_clock;

class NodeStart : public testing::Test {
protected:
    NodeStart() { node.kill(); }
    ~NodeStart() override { node.kill(); }

    HttpAnswer ops(char const* path) {
        auto const answer = node.ops_client()->send("GET", path, {});
        EXPECT_TRUE(answer.ok()) << path;
        return answer.ok() ? *answer : HttpAnswer{};
    }

    /// It is alive, refuses in the API's form, and says what it is waiting for.
    void expect_waiting_for(std::string const& awaited) {
        EXPECT_FALSE(node.process->wait_for("event=waiting for=" + awaited).empty());
        EXPECT_EQ(ops("/livez").status, 200);
        auto const ready = ops("/readyz");
        EXPECT_EQ(ready.status, 503);
        EXPECT_NE(ready.body.find("：" + awaited), std::string::npos) << ready.body;
        EXPECT_EQ(ops("/metrics").status, 200);
        for (auto const* path : {"/v1/terminal", "/v1/usg/dcs/corp/member"}) {
            auto const answer = node.client()->send("GET", path, {});
            ASSERT_TRUE(answer.ok());
            EXPECT_EQ(answer->status, 503);
            EXPECT_EQ(member(answer->body, "error_code"), "USG.000000001") << answer->body;
            EXPECT_TRUE(find_header(answer->headers, "Retry-After"));
        }
    }

    /// From now on nothing blocks it. The bound is the promise, not a measure of speed.
    void expect_ready_soon(char const* cause) {
        auto const begin = steady_clock::now();
        auto const end = begin + std::chrono::seconds{15};
        while (ops("/readyz").status != 200 && steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        std::chrono::duration<double> const took = steady_clock::now() - begin;
        std::printf("ready %.2f s after: %s\n", took.count(), cause);
        EXPECT_EQ(ops("/readyz").status, 200) << node.process->err();
        EXPECT_EQ(node.sign_in().status, 200);
    }

    /// What anybody is told, sooner or later: it is checked every few seconds at most.
    void expect_status(std::string const& status) {
        std::string body;
        auto const end = steady_clock::now() + std::chrono::seconds{60};
        while (body != status && steady_clock::now() < end) {
            body = node.client()->send("GET", "/v1/roomkey/status", {})->body;
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
        EXPECT_EQ(body, status);
    }

    /// It ends by itself, with a reason.
    void expect_refused(std::string const& reason) {
        auto const refused =
            node.run({"serve", "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"});
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.err.find(reason), std::string::npos) << refused.err;
    }

    /// One for all tests, each of which leaves it running.
    static PostgresServer& own_server() {
        static PostgresServer server;
        return server;
    }

    PostgresServer& postgres = own_server();
    std::string name = postgres.create_database();
    RunningServer node{SharedDatabase{postgres.uri(name)}, node_environment()};
};

TEST_F(NodeStart, WaitsForAServerThatIsStartedLater) {
    postgres.stop();
    node.start_listening();
    expect_waiting_for("store");
    node.process->signal(SIGHUP);
    expect_waiting_for("store");
    postgres.start();
    expect_ready_soon("the database was started");
    EXPECT_FALSE(node.process->wait_for("event=reloaded outcome=ok").empty());
}

TEST_F(NodeStart, TellsAnybodyWhetherItIsInService) {
    postgres.stop();
    node.start_listening();
    expect_waiting_for("store");
    EXPECT_EQ(node.client()->send("GET", "/v1/roomkey/status", {})->status, 503);
    postgres.start();
    expect_ready_soon("the database was started");
    expect_status(R"({"inService":true})");
    postgres.stop();
    expect_status(R"({"inService":false})");
    EXPECT_EQ(ops("/readyz").status, 503);
    postgres.start();
    expect_status(R"({"inService":true})");
}

TEST_F(NodeStart, WaitsForAServerThatTakesNoConnectionsYet) {
    postgres.stop();
    postgres.start_as_standby(/*answers=*/false);
    node.start_listening();
    expect_waiting_for("store");
    postgres.promote();
    expect_ready_soon("the database takes connections");
}

TEST_F(NodeStart, WaitsForAPrimaryWhileThereAreOnlyStandbys) {
    postgres.stop();
    postgres.start_as_standby(/*answers=*/true);
    node.start_listening();
    expect_waiting_for("store");
    postgres.promote();
    expect_ready_soon("the standby was promoted");
}

TEST_F(NodeStart, WaitsForAPlaceAmongTooManyClients) {
    postgres.run("ALTER ROLE roomkey CONNECTION LIMIT 0");
    node.start_listening();
    expect_waiting_for("store");
    postgres.run("ALTER ROLE roomkey CONNECTION LIMIT -1");
    expect_ready_soon("the database has room");
}

TEST_F(NodeStart, WaitsForADatabaseThatIsBeingPutBack) {
    postgres.run("ALTER DATABASE " + name + " RENAME TO elsewhere");
    node.start_listening();
    expect_waiting_for("store");
    postgres.run("ALTER DATABASE elsewhere RENAME TO " + name);
    expect_ready_soon("the database is back");
}

TEST_F(NodeStart, WaitsForACommandThatPrintsTheKeys) {
    auto const keys = node.data() + "/keys/keyring";
    auto const flag = node.data() + "/vault-is-up";
    for (auto const& command : {"test -e " + flag + " && cat " + keys,
                                "test -e " + flag + " && cat " + keys + " | cat"}) {
        std::filesystem::remove(flag);
        node.set_environment("ROOMKEY_KEYS_COMMAND=" + command);
        node.start_listening();
        expect_waiting_for("keys");
        std::ofstream(flag).close();
        expect_ready_soon("keys.command has printed");
        node.kill();
    }
}

TEST_F(NodeStart, StopsAtOnceWhileItWaits) {
    node.move_to({"postgresql://roomkey@no-such-host.invalid/roomkey"});
    node.start_listening();
    expect_waiting_for("store");
    EXPECT_EQ(node.stop(), 0) << node.process->err();

    SilentServer const silent;
    node.move_to({"postgresql://roomkey@" + silent.authority() + "/roomkey"});
    node.start_listening();
    EXPECT_EQ(ops("/readyz").status, 503);
    EXPECT_EQ(node.stop(), 0) << node.process->err();
    EXPECT_NE(node.process->err().find("event=stopped"), std::string::npos) << node.process->err();
}

TEST_F(NodeStart, EndsWithKeysThatAreNotThoseOfTheDatabase) {
    auto const file = node.data() + "/keys/keyring";
    std::string text;
    std::getline(std::ifstream(file), text, '\0');
    auto const write = [&](std::string const& changed) {
        std::ofstream(file, std::ios::trunc) << changed;
    };
    auto const line = text.find("seal 1 ");
    auto damaged = text;
    damaged[line + 7] = text[line + 7] == '0' ? '1' : '0';
    write(damaged);
    expect_refused("key 1 in ");
    auto lookup = text;
    auto& digit = lookup[text.find("lookup ") + 7];
    digit = digit == '0' ? '1' : '0';
    write(lookup);
    expect_refused("is not the key file");
    write("nonsense");
    // Before the database is asked.
    postgres.stop();
    expect_refused("line 1 is malformed");
    postgres.start();
    write(text);
    node.start();
}

TEST_F(NodeStart, EndsWithADatabaseThatIsNotForIt) {
    postgres.run("UPDATE roomkey_schema SET version = 99, oldest_compatible = 99", name);
    expect_refused("too new for this program");
    node.move_to({postgres.uri(postgres.create_database())});
    expect_refused("is not initialised");
    auto const theirs = postgres.create_database();
    postgres.run("CREATE TABLE somebody_elses (a int)", theirs);
    node.move_to({postgres.uri(theirs)});
    expect_refused("another program's");
}

}  // namespace
}  // namespace roomkey
