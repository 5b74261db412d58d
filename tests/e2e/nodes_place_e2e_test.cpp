#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/two_nodes.hpp"

// Folders, databases and keys that belong together, and those that do not.
namespace roomkey {
namespace {

namespace fs = std::filesystem;

/// A database of the shared server, and folders for nodes.
class Place : public testing::Test {
protected:
    ~Place() override { PostgresServer::shared().drop_database(name); }

    [[nodiscard]] std::string node(std::string const& folder) const {
        return (folder_.path() / folder).string();
    }
    /// A command on a folder and this database, whose address comes from the environment.
    [[nodiscard]] Finished run(std::string const& folder, std::vector<std::string> words,
                               std::vector<std::string> environment = {}) const {
        words.insert(words.end(), {"--data", node(folder)});
        // Ports of its own, because a server listens before it opens the database.
        environment.insert(environment.end(),
                           {"ROOMKEY_DATABASE=" + uri, "ROOMKEY_LISTEN=127.0.0.1:0",
                            "ROOMKEY_OPS_LISTEN=127.0.0.1:0"});
        return run_program(std::move(words), std::move(environment));
    }
    /// A node's folder with nothing but a copy of another one's keys.
    void give_keys(std::string const& from, std::string const& to) const {
        fs::create_directories(node(to) + "/keys");
        fs::create_directories(node(to) + "/tls");
        for (auto const& each : {node(to), node(to) + "/keys", node(to) + "/tls"}) {
            fs::permissions(each, fs::perms::owner_all);
        }
        fs::copy_file(node(from) + "/keys/keyring", node(to) + "/keys/keyring");
    }
    [[nodiscard]] int corps() const {
        return std::stoi(PostgresServer::shared().run("SELECT count(*) FROM corp", name));
    }

    std::string name = PostgresServer::shared().create_database();
    std::string uri = PostgresServer::shared().uri(name);

private:
    TemporaryFolder folder_;
};

TEST_F(Place, IsBegunByOneOfManyNodesWithTheSameKeys) {
    // Any key file will do.
    ASSERT_EQ(run_program({"init", "--data", node("keys")}).code, 0);
    std::vector<std::unique_ptr<ChildProcess>> inits;
    for (auto const* each : {"a", "b", "c", "d"}) {
        give_keys("keys", each);
        inits.push_back(std::make_unique<ChildProcess>(
            std::vector<std::string>{"init", "--data", node(each), "--json"},
            std::vector<std::string>{"ROOMKEY_DATABASE=" + uri}));
    }
    int made = 0;
    int joined = 0;
    for (auto const& init : inits) {
        EXPECT_EQ(init->wait(), 0) << init->err();
        made += member(init->out(), "appKey").empty() ? 0 : 1;
        joined += member(init->out(), "joined").empty() ? 0 : 1;
    }
    EXPECT_EQ(made, 1);
    EXPECT_EQ(joined, 3);
    EXPECT_EQ(corps(), 1);
    EXPECT_EQ(run("d", {"corp", "list"}).code, 0);
}

TEST_F(Place, IsBegunByOneOfManyNodesWithKeysOfTheirOwn) {
    std::vector<std::string> const folders{"a", "b", "c"};
    std::vector<std::unique_ptr<ChildProcess>> inits;
    for (auto const& each : folders) {
        inits.push_back(std::make_unique<ChildProcess>(
            std::vector<std::string>{"init", "--data", node(each), "--json"},
            std::vector<std::string>{"ROOMKEY_DATABASE=" + uri}));
    }
    int made = 0;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        int const code = inits[i]->wait();
        made += code == 0 ? 1 : 0;
        EXPECT_EQ(fs::exists(node(folders[i]) + "/keys/keyring"), code == 0);
        if (code == 0) continue;
        EXPECT_NE(inits[i]->err().find("copy it there from another node"), std::string::npos)
            << inits[i]->err();
    }
    EXPECT_EQ(made, 1);
    EXPECT_EQ(corps(), 1);
}

TEST_F(Place, TakesNobodyWithOtherKeys) {
    ASSERT_EQ(run("a", {"init"}).code, 0);
    ASSERT_EQ(run_program({"init", "--data", node("keys")}).code, 0);
    give_keys("keys", "b");
    for (auto const* command : {"init", "serve", "doctor"}) {
        auto const refused = run("b", {command});
        EXPECT_EQ(refused.code, 1) << command;
        EXPECT_NE((refused.out + refused.err).find("is not the key file"), std::string::npos)
            << command << refused.out << refused.err;
    }
    EXPECT_EQ(corps(), 1);
}

TEST_F(Place, TakesANodeWhoseKeysComeFromACommand) {
    ASSERT_EQ(run("a", {"init"}).code, 0);
    std::vector<std::string> const keys{"ROOMKEY_KEYS_COMMAND=cat " + node("a") + "/keys/keyring"};
    auto const joined = run("b", {"init", "--json"}, keys);
    EXPECT_EQ(joined.code, 0) << joined.err;
    EXPECT_NE(member(joined.out, "joined"), "") << joined.out;
    EXPECT_EQ(run("b", {"corp", "list"}, keys).code, 0);
    EXPECT_FALSE(fs::exists(node("b") + "/keys/keyring"));
}

TEST_F(Place, HasToBeBegun) {
    ASSERT_EQ(run_program({"init", "--data", node("keys")}).code, 0);
    give_keys("keys", "a");
    for (auto const* command : {"serve", "doctor"}) {
        auto const refused = run("a", {command});
        EXPECT_EQ(refused.code, 1) << command;
        EXPECT_NE((refused.out + refused.err).find("not initialised"), std::string::npos)
            << command << refused.out << refused.err;
    }
}

TEST_F(Place, MixesUpNoTwoDatabases) {
    ASSERT_EQ(run_program({"init", "--data", node("a")}).code, 0);
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"init"}, {"serve"}, {"corp", "list"}}) {
        auto const refused = run("a", words);
        EXPECT_EQ(refused.code, 1) << words[0];
        EXPECT_NE(refused.err.find("has an embedded database"), std::string::npos) << refused.err;
    }
    EXPECT_EQ(
        PostgresServer::shared().run(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'", name),
        "0");
}

TEST_F(Place, ServesEveryCommand) {
    auto const init = run("a", {"init", "--json"});
    ASSERT_EQ(init.code, 0) << init.err;
    auto const code = run("a", {"code", "add", "--type", "idea-hub", "--name", "会议室", "--json"});
    ASSERT_EQ(code.code, 0) << code.err;
    auto const account = member(code.out, "account");
    for (std::vector<std::string> const& words : {
             std::vector<std::string>{"corp", "add", "--name", "Second"},
             {"corp", "list"},
             {"user", "list", "--corp", member(init.out, "corpId")},
             {"user", "rename", account, "--name", "海淀"},
             {"app", "list", "--corp", member(init.out, "corpId")},
             {"code", "list", "--corp", member(init.out, "corpId")},
             {"code", "reset", account, "--email", "a@example.com"},
             {"notice", "list", "--corp", member(init.out, "corpId")},
             {"audit"},
             {"key", "list"},
             {"key", "add"},
             {"key", "use", "2"},
             {"key", "reseal"},
             {"key", "remove", "1"},
         }) {
        auto const done = run("a", words);
        EXPECT_EQ(done.code, 0) << words[0] << ' ' << words.back() << ": " << done.err;
    }
    EXPECT_NE(run("a", {"audit"}).out.find("reset_code"), std::string::npos);
}

TEST_F(Place, PlaysTheDemo) {
    ChildProcess demo(
        {"demo", "--data", node("a"), "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"},
        {"ROOMKEY_DATABASE=" + uri});
    EXPECT_NE(demo.wait_for("curl -k"), "") << demo.out() << demo.err();
    demo.signal(SIGTERM);
    EXPECT_EQ(demo.wait(), 0) << demo.err();
    EXPECT_EQ(corps(), 1);
}

TEST_F(Place, IsFoundGoodOrBadByTheDoctor) {
    ASSERT_EQ(run("a", {"init"}).code, 0);
    // The shared server flushes nothing, for speed; the doctor sees it.
    auto const doctor = run("a", {"doctor", "--json"});
    EXPECT_EQ(doctor.code, 1);
    for (auto const* part :
         {R"({"subject":"PostgreSQL","good":true)", R"({"subject":"primary","good":true)",
          R"({"subject":"schema","good":true)", R"({"subject":"durability","good":false)",
          R"({"subject":"connections","good":true)", R"({"subject":"clocks","good":true)",
          R"({"subject":"database","good":true)", R"({"subject":"sealed codes","good":true)"}) {
        EXPECT_NE(doctor.out.find(part), std::string::npos) << part << doctor.out << doctor.err;
    }
    auto const many = run("a", {"doctor", "--json"}, {"ROOMKEY_POSTGRES_CONNECTIONS=1024"});
    EXPECT_NE(many.out.find(R"({"subject":"connections","good":false)"), std::string::npos);
}

TEST_F(Place, NamesTheGrantThatIsMissing) {
    auto const& server = PostgresServer::shared();
    auto const refused = [&](std::string const& command, std::string const& words) {
        auto const ended = run("a", {command});
        EXPECT_EQ(ended.code, 1) << command;
        EXPECT_NE((ended.out + ended.err).find(words), std::string::npos)
            << command << ended.out << ended.err;
    };
    // As PostgreSQL 15 makes a database of somebody else.
    server.run("ALTER SCHEMA public OWNER TO postgres; REVOKE CREATE ON SCHEMA public FROM public",
               name);
    server.run("ALTER DATABASE " + name + " OWNER TO postgres");
    refused("init", "run GRANT CREATE ON SCHEMA public TO roomkey");
    EXPECT_FALSE(fs::exists(node("a") + "/keys/keyring"));
    server.run("REVOKE USAGE ON SCHEMA public FROM public", name);
    refused("init", "run GRANT USAGE, CREATE ON SCHEMA public TO roomkey");

    server.run("GRANT USAGE, CREATE ON SCHEMA public TO roomkey", name);
    ASSERT_EQ(run("a", {"init"}).code, 0);
    server.run("ALTER TABLE roomkey_schema OWNER TO postgres", name);
    for (auto const* command : {"init", "serve", "doctor", "audit"}) {
        refused(command, "may not read and change roomkey_schema; run GRANT SELECT");
    }
    server.run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO roomkey",
               name);
    EXPECT_EQ(run("a", {"corp", "list"}).code, 0);
}

TEST_F(Place, NeverShowsThePassword) {
    ASSERT_EQ(run("a", {"init"}).code, 0);
    std::string shown;
    auto const note = [&](Finished const& done) { shown += done.out + done.err; };
    note(run("a", {"config"}));
    note(run("a", {"doctor"}));
    note(run("a", {"init"}));
    note(run_program({"copy", "--from", node("none"), "--to", uri}));
    // A bad address, a server that does not exist, and one that has another password.
    auto const at = uri.find('@');
    for (auto const& bad :
         {uri + "?colour=red", uri.substr(0, at) + "@" + uri.substr(at),
          uri.substr(0, at) + "@127.0.0.1:1/x", uri.substr(0, at) + "x" + uri.substr(at)}) {
        auto const refused = run_program({"corp", "list", "--data", node("a"), "--database", bad});
        EXPECT_EQ(refused.code, 1) << refused.out;
        note(refused);
    }
    {
        ChildProcess server({"serve", "--data", node("a"), "--listen", "127.0.0.1:0",
                             "--ops-listen", "127.0.0.1:0"},
                            {"ROOMKEY_DATABASE=" + uri, "ROOMKEY_LOG_LEVEL=debug"});
        ASSERT_NE(server.wait_for("event=serving"), "") << server.err();
        server.signal(SIGTERM);
        server.wait();
        shown += server.out() + server.err();
    }
    EXPECT_EQ(shown.find(PostgresServer::password), std::string::npos) << shown;
    // Nor as the address has it.
    EXPECT_EQ(shown.find("s3cret"), std::string::npos) << shown;
    EXPECT_NE(shown.find("127.0.0.1"), std::string::npos);
}

TEST_F(Place, TakesThePasswordFromWhereLibpqDoes) {
    auto const colon = uri.find(':', uri.find("//") + 2);
    uri.erase(colon, uri.find('@') - colon);
    EXPECT_EQ(run("a", {"init"}).code, 1);
    auto const by_environment =
        run("a", {"init"}, {std::string("PGPASSWORD=") + PostgresServer::password});
    EXPECT_EQ(by_environment.code, 0) << by_environment.err;
    auto const file = node("a") + "/pgpass";
    std::ofstream(file) << "*:*:*:*:" << PostgresServer::password << '\n';
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(run("a", {"corp", "list"}, {"PGPASSFILE=" + file}).code, 0);
}

}  // namespace
}  // namespace roomkey
