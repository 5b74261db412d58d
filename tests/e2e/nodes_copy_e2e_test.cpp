#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "tests/e2e/two_nodes.hpp"

// From the embedded database to PostgreSQL, and back by a backup.
namespace roomkey {
namespace {

namespace fs = std::filesystem;

/// What was issued before a move, and has to be valid after it.
struct Belongings {
    std::string nonce;
    std::string token;
    std::string bound_account;
    std::string credential;
    std::string ended_credential;
    std::string issued_account;
    std::string code;
    std::string replayed_account;
    std::string replay;
    std::string job;
};

constexpr char const* idempotent_body = R"({"emailAddr":"a@example.com"})";

/// Leaves messages that wait (no mail server answers), that were superseded, sent (by the spool)
/// and that failed (text messages being switched off).
void send_messages(RunningServer& server, std::string const& token) {
    auto const client = server.client();
    std::string account;
    server.make_terminal(account);
    constexpr char const* by_both = R"({"emailAddr":"a@example.com","smsNumber":"+8617300009092"})";
    EXPECT_EQ(server.reset(*client, token, account, by_both).status, 200);
    auto const list = [&] { return server.run({"notice", "list", "--json"}).out; };
    // The test's time limit ends a futile wait.
    while (list().find(R"("state":"accepted")") == std::string::npos) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    EXPECT_EQ(server.run({"corp", "set", "--sms", "off"}).code, 0);
    EXPECT_EQ(server.reset(*client, token, account, by_both).status, 200);
    while (list().find(R"("state":"failed")") == std::string::npos) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

/// Something of every kind that an installation can hold.
Belongings work_a_day(RunningServer& server) {
    Belongings had;
    auto const client = server.client();
    EXPECT_EQ(server.run({"corp", "set", "--strict-nonces", "on"}).code, 0);
    EXPECT_EQ(server
                  .run({"call", "AddDepartment", "--deptName", "Guests", "--outPermission",
                        "DESIGNATED_DEPARTMENT", "--designatedOutDeptCodes", "1"})
                  .code,
              0);
    auto const password_status = [&](std::string const& password) {
        auto const basic = to_base64(server.admin_account + ":" + password);
        return client
            ->send("POST", "/v1/usg/acs/auth/account",
                   {{"Content-Type", "application/json"}, {"Authorization", "Basic " + basic}},
                   R"({"account":")" + server.admin_account + R"(","clientType":72})")
            ->status;
    };
    EXPECT_EQ(password_status(server.admin_password), 200);
    EXPECT_EQ(password_status("not-the-password"), 401);
    had.nonce = std::string(36, 'z');
    EXPECT_EQ(server.sign_in(had.nonce).status, 200);
    auto const ended =
        client->send("DELETE", "/v1/usg/acs/token", {{"X-Access-Token", server.admin_token()}});
    EXPECT_EQ(ended->status, 200) << ended->body;
    had.token = server.admin_token();
    auto const first_code = server.make_terminal(had.bound_account);
    had.ended_credential = member(server.activate(*client, first_code, "SN-1").body, "accessToken");
    auto const second_code =
        member(server.reset(*client, had.token, had.bound_account).body, "activeCode");
    had.credential = member(server.activate(*client, second_code, "SN-2").body, "accessToken");
    had.code = server.make_terminal(had.issued_account);
    server.make_terminal(had.replayed_account);
    had.replay = server
                     .reset(*client, had.token, had.replayed_account, idempotent_body,
                            {{"Idempotency-Key", "of the day"}})
                     .body;
    EXPECT_EQ(server.activate(*client, "00000000000", "SN").status, 400);
    EXPECT_EQ(server.run({"code", "add", "--type", "smart-rooms", "--name", "海淀 会议室"}).code,
              0);
    send_messages(server, had.token);
    had.job =
        member(client
                   ->send("POST", "/v1/roomkey/jobs",
                          {{"Content-Type", "application/json"}, {"X-Access-Token", had.token}},
                          R"({"kind":"reset","accounts":[")" + had.issued_account + "\"]}")
                   ->body,
               "id");
    EXPECT_EQ(client
                  ->send("POST", "/v1/terminal/pairing", {{"Content-Type", "application/json"}},
                         R"({"origin":"https://a.example.com","sn":"SN-4"})")
                  ->status,
              200);
    return had;
}

int status_of(HttpClient& client, std::string const& credential) {
    auto const answer = client.send("GET", "/v1/terminal", {{"X-Access-Token", credential}});
    return answer.ok() ? answer->status : 0;
}

/// All of it is as it was; uses the code up.
void expect_unchanged(RunningServer& server, Belongings const& had) {
    auto const client = server.client();
    EXPECT_EQ(status_of(*client, had.credential), 200);
    EXPECT_EQ(status_of(*client, had.ended_credential), 401);
    EXPECT_EQ(server.sign_in(had.nonce).status, 401);
    EXPECT_EQ(server.activate(*client, had.code, "SN-3").status, 200);
    EXPECT_EQ(server
                  .reset(*client, had.token, had.replayed_account, idempotent_body,
                         {{"Idempotency-Key", "of the day"}})
                  .body,
              had.replay);
    auto const found = client->send("GET", "/v1/usg/dcs/corp/member?searchKey=%E6%B7%80",
                                    {{"X-Access-Token", had.token}});
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->status, 200) << found->body;
    auto const job =
        client->send("GET", "/v1/roomkey/jobs/" + had.job, {{"X-Access-Token", had.token}});
    ASSERT_TRUE(job.ok());
    EXPECT_EQ(member(job->body, "state"), "draft") << job->body;
    // New ones come after the old ones.
    std::string account;
    EXPECT_NE(server.make_terminal(account), "");
    EXPECT_EQ(server.reset(*client, had.token, account).status, 200);
}

std::string audit(RunningServer const& server) {
    auto const list = server.run({"audit", "--limit", "500", "--json"});
    EXPECT_EQ(list.code, 0) << list.err;
    return list.out;
}

class Moving : public testing::Test {
protected:
    ~Moving() override {
        server.kill();
        for (auto const& database : {name, other}) PostgresServer::shared().drop_database(database);
    }
    [[nodiscard]] Finished copy(std::vector<std::string> words = {}) const {
        words.insert(words.begin(), {"copy", "--from", server.data(), "--to", uri});
        return run_program(std::move(words));
    }

    std::string name = PostgresServer::shared().create_database();
    std::string other = PostgresServer::shared().create_database();
    std::string uri = PostgresServer::shared().uri(name);
    RunningServer server{
        node_environment({"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:1", "ROOMKEY_EMAIL_STARTTLS=off",
                          "ROOMKEY_EMAIL_FROM=roomkey@example.com"})};
};

TEST_F(Moving, TakesEverythingAlong) {
    auto const had = work_a_day(server);
    auto const refused = copy();
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("another roomkey is serving"), std::string::npos) << refused.err;
    ASSERT_EQ(server.stop(), 0);
    auto const before = audit(server);

    auto const copied = copy({"--json"});
    ASSERT_EQ(copied.code, 0) << copied.err;
    auto const tables = boost::json::parse(copied.out).at("data").as_array();
    EXPECT_EQ(tables.size(), 30U);
    // Nothing of the audit trail was cut, and the day's work has none of these; the transfer suite
    // fills every table.
    std::set<std::string_view> const empty{"audit_cut", "terminal_label", "terminal_tag",
                                           "sso_provider", "sso_state"};
    for (auto const& table : tables) {
        bool const has_rows = !empty.contains(table.at("table").as_string());
        EXPECT_EQ(table.at("rows").as_int64() > 0, has_rows) << table;
        EXPECT_EQ(PostgresServer::shared().run(
                      "SELECT count(*) FROM " + std::string(table.at("table").as_string()), name),
                  std::to_string(table.at("rows").as_int64()))
            << table;
    }
    // Queued, accepted, failed, superseded.
    EXPECT_EQ(PostgresServer::shared().run("SELECT DISTINCT state FROM notice ORDER BY 1", name),
              "0\n2\n3\n4");
    EXPECT_NE(copied.err.find(" rows of audit\n"), std::string::npos) << copied.err;
    EXPECT_FALSE(fs::exists(server.data() + "/roomkey.db"));
    // Nobody keeps using the old one by mistake, and a second copy has nothing to copy.
    auto const stale = server.run({"serve"});
    EXPECT_EQ(stale.code, 1);
    EXPECT_NE(stale.err.find("was copied to PostgreSQL"), std::string::npos) << stale.err;
    EXPECT_EQ(copy().code, 1);

    server.move_to(SharedDatabase{uri});
    EXPECT_EQ(audit(server), before);
    server.start();
    expect_unchanged(server, had);
}

TEST_F(Moving, LeavesATargetThatHoldsDataAsItIs) {
    ASSERT_EQ(server.stop(), 0);
    RunningServer theirs(SharedDatabase{uri}, node_environment());
    auto const before = PostgresServer::shared().run("SELECT corp_id, name FROM corp", name);
    auto const refused = copy();
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("already holds data"), std::string::npos) << refused.err;
    EXPECT_EQ(PostgresServer::shared().run("SELECT corp_id, name FROM corp", name), before);
    EXPECT_TRUE(fs::exists(server.data() + "/roomkey.db"));
    theirs.kill();
    server.start();
    EXPECT_NE(server.admin_token(), "");
}

TEST_F(Moving, LeavesNothingWhenItFailsHalfway) {
    std::string account;
    server.make_terminal(account);
    ASSERT_EQ(server.stop(), 0);
    // The target refuses the last of all tables.
    ASSERT_EQ(run_program({"copy", "--from", server.data() + "/none", "--to", uri}).code, 1);
    {
        RunningServer other_node(SharedDatabase{PostgresServer::shared().uri(other)},
                                 node_environment());
        other_node.kill();
    }
    auto const& postgres = PostgresServer::shared();
    postgres.run(
        "TRUNCATE key_check, corp, department, app, users, user_text, session, nonce, code, "
        "terminal "
        "CASCADE",
        other);
    postgres.run("ALTER TABLE audit DISABLE TRIGGER ALL; DELETE FROM audit", other);
    postgres.run("ALTER TABLE audit ADD CHECK (operation <> 'create_code')", other);
    auto const failed = run_program({"copy", "--from", server.data(), "--to", postgres.uri(other)});
    EXPECT_EQ(failed.code, 1);
    EXPECT_NE(failed.err.find("violates check constraint"), std::string::npos) << failed.err;
    for (auto const* table : {"key_check", "corp", "users", "code", "audit"}) {
        EXPECT_EQ(postgres.run(std::string("SELECT count(*) FROM ") + table, other), "0") << table;
    }
    server.start();
    EXPECT_NE(server.admin_token(), "");
}

TEST_F(Moving, IsUndoneByABackup) {
    auto const had = work_a_day(server);
    ASSERT_EQ(server.stop(), 0);
    ASSERT_EQ(copy().code, 0);
    server.move_to(SharedDatabase{uri});
    server.start();
    TemporaryFolder folder;
    auto const target = folder.file("copy");
    // While it serves.
    auto const backup = server.run({"backup", target});
    ASSERT_EQ(backup.code, 0) << backup.err;
    auto const before = audit(server);
    ASSERT_EQ(server.stop(), 0);

    // To another database, and to an embedded one.
    auto const elsewhere = folder.file("elsewhere");
    std::vector<std::string> const environment{"ROOMKEY_DATABASE=" +
                                               PostgresServer::shared().uri(other)};
    auto const restored =
        run_program({"restore", "--data", elsewhere, "--from", target}, environment);
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(
        run_program({"audit", "--limit", "500", "--json", "--data", elsewhere}, environment).out,
        before);
    EXPECT_EQ(
        run_program({"restore", "--data", folder.file("third"), "--from", target}, environment)
            .code,
        1);
    EXPECT_FALSE(fs::exists(folder.file("third") + "/keys/keyring"));
    auto const embedded = folder.file("embedded");
    ASSERT_EQ(run_program({"restore", "--data", embedded, "--from", target}).code, 0);
    EXPECT_EQ(run_program({"audit", "--limit", "500", "--json", "--data", embedded}).out, before);
    EXPECT_EQ(run_program({"doctor", "--data", embedded}).code, 0);
    server.move_to(SharedDatabase{PostgresServer::shared().uri(other)});
    server.start();
    expect_unchanged(server, had);
}

TEST_F(Moving, RestoresTheKeysToWhereTheConfigurationLooks) {
    ASSERT_EQ(server.stop(), 0);
    TemporaryFolder folder;
    auto const target = folder.file("copy");
    ASSERT_EQ(server.run({"backup", target}).code, 0);
    auto const keys = folder.file("keyring");
    auto const restore = [&](std::string const& data, std::vector<std::string> environment) {
        return run_program({"restore", "--data", folder.file(data), "--from", target},
                           std::move(environment));
    };
    auto const audit_of = [&](std::string const& data, std::vector<std::string> environment) {
        return run_program({"audit", "--data", folder.file(data)}, std::move(environment)).code;
    };

    // To a file elsewhere, which is there for the next.
    auto const by_file = "ROOMKEY_KEYS_FILE=" + keys;
    auto const made = restore("first", {by_file});
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_TRUE(fs::exists(keys));
    EXPECT_FALSE(fs::exists(folder.file("first") + "/keys/keyring"));
    EXPECT_EQ(audit_of("first", {by_file}), 0);
    std::vector<std::string> const shared{by_file, "ROOMKEY_DATABASE=" + uri};
    auto const again = restore("second", shared);
    ASSERT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(audit_of("second", shared), 0);
    auto const by_command = "ROOMKEY_KEYS_COMMAND=cat " + keys;
    auto const printed = restore("third", {by_command});
    ASSERT_EQ(printed.code, 0) << printed.err;
    EXPECT_FALSE(fs::exists(folder.file("third") + "/keys/keyring"));
    EXPECT_EQ(audit_of("third", {by_command}), 0);
}

TEST_F(Moving, RestoresNothingNextToOtherKeys) {
    ASSERT_EQ(server.stop(), 0);
    TemporaryFolder folder;
    auto const target = folder.file("copy");
    ASSERT_EQ(server.run({"backup", target}).code, 0);
    auto const theirs = folder.file("theirs");
    ASSERT_EQ(run_program({"init", "--data", theirs}).code, 0);
    auto const data = folder.file("data");
    for (auto const& environment :
         {std::vector<std::string>{"ROOMKEY_KEYS_FILE=" + theirs + "/keys/keyring"},
          {"ROOMKEY_KEYS_COMMAND=cat " + theirs + "/keys/keyring", "ROOMKEY_DATABASE=" + uri}}) {
        auto const refused =
            run_program({"restore", "--data", data, "--from", target}, environment);
        EXPECT_EQ(refused.code, 1);
        EXPECT_NE(refused.err.find("is not the copy's key file"), std::string::npos) << refused.err;
        EXPECT_FALSE(fs::exists(data + "/roomkey.db"));
    }
    EXPECT_EQ(PostgresServer::shared().run("SELECT count(*) FROM information_schema.tables WHERE "
                                           "table_schema = 'public'",
                                           name),
              "0");
}

TEST_F(Moving, KeepsTheKeysOfARestoreWhoseCommitIsInDoubt) {
    ASSERT_EQ(server.stop(), 0);
    TemporaryFolder folder;
    auto const target = folder.file("copy");
    ASSERT_EQ(server.run({"backup", target}).code, 0);
    auto const& postgres = PostgresServer::shared();
    {
        RunningServer other_node(SharedDatabase{postgres.uri(other)}, node_environment());
        other_node.kill();
    }
    postgres.run(
        "TRUNCATE key_check, corp, department, app, users, user_text, session, nonce, code, "
        "terminal "
        "CASCADE",
        other);
    postgres.run("ALTER TABLE audit DISABLE TRIGGER ALL; DELETE FROM audit", other);
    // The commit waits behind a trigger that is deferred to it, and is cut off there.
    postgres.run(
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); "
        "RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON key_check "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()",
        other);
    auto const data = folder.file("data");
    auto const failed = run_program({"restore", "--data", data, "--from", target},
                                    {"ROOMKEY_DATABASE=" + postgres.uri(other)});
    EXPECT_EQ(failed.code, 1);
    auto const keys = data + "/keys/keyring";
    EXPECT_NE(failed.err.find("its keys stay at " + keys), std::string::npos) << failed.err;
    EXPECT_TRUE(fs::exists(keys));
}

TEST_F(Moving, RestoresNothingOfABadBackup) {
    ASSERT_EQ(server.stop(), 0);
    TemporaryFolder folder;
    auto const target = folder.file("copy");
    ASSERT_EQ(server.run({"backup", target}).code, 0);
    std::fstream(target + "/roomkey.db", std::ios::in | std::ios::out).seekp(100)
        << std::string(2'000, 'x');
    auto const data = folder.file("data");
    auto const refused =
        run_program({"restore", "--data", data, "--from", target}, {"ROOMKEY_DATABASE=" + uri});
    EXPECT_EQ(refused.code, 1);
    EXPECT_FALSE(fs::exists(data + "/keys/keyring"));
    EXPECT_EQ(PostgresServer::shared().run("SELECT count(*) FROM information_schema.tables WHERE "
                                           "table_schema = 'public'",
                                           name),
              "0");
}

}  // namespace
}  // namespace roomkey
