#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

TEST(Init, PrintsFiveSecretsOnceAndNothingElse) {
    TemporaryFolder folder;
    auto const data = (folder.path() / "data").string();
    auto const first = run_program({"init", "--data", data, "--json"});
    ASSERT_EQ(first.code, 0) << first.err;
    auto const object = boost::json::parse(first.out).as_object();
    EXPECT_EQ(object.size(), 5U);
    for (auto const* name : {"corpId", "adminAccount", "adminPassword", "appId", "appKey"}) {
        EXPECT_NE(member(first.out, name), "") << name;
    }
    auto const second = run_program({"init", "--data", data, "--json"});
    EXPECT_EQ(second.code, 1);
    EXPECT_EQ(second.out, "");
    EXPECT_NE(second.err, "");
}

TEST(Configuration, StopsTheStartAndNamesTheKey) {
    TemporaryFolder folder;
    auto const data = (folder.path() / "data").string();
    ASSERT_EQ(run_program({"init", "--data", data}).code, 0);
    auto const file = (folder.path() / "roomkey.toml").string();
    std::ofstream(file) << "[workers]\nthreads = 0\n";
    auto const by_file = run_program({"serve", "--data", data, "--config", file});
    EXPECT_EQ(by_file.code, 1);
    EXPECT_NE(by_file.err.find("workers.threads"), std::string::npos) << by_file.err;
    auto const by_environment =
        run_program({"serve", "--data", data}, {"ROOMKEY_HTTP_BODY_BYTES_MAX=many"});
    EXPECT_EQ(by_environment.code, 1);
    EXPECT_NE(by_environment.err.find("HTTP_BODY_BYTES_MAX"), std::string::npos)
        << by_environment.err;
    auto const by_flag = run_program({"serve", "--data", data, "--listen", "nowhere"});
    EXPECT_NE(by_flag.code, 0);
    EXPECT_NE(by_flag.err.find("listen"), std::string::npos) << by_flag.err;
}

TEST(Server, StopsOnSigtermAndEndsEventStreams) {
    RunningServer server;
    std::string account;
    auto const code = server.make_terminal(account);
    ChildProcess device({"terminal", "--server", server.url(), "--ca-file", server.certificate(),
                         "--code", code, "--sn", "SN-1"});
    ASSERT_NE(device.wait_for("bound"), "") << device.err();
    EXPECT_EQ(server.stop(), 0) << server.process->err();
    EXPECT_NE(server.process->err().find("event=stopped"), std::string::npos);
    EXPECT_NE(device.wait_for("offline"), "") << device.out() << device.err();
}

TEST(Server, LetsNoSecondOneOnItsData) {
    RunningServer server;
    auto const second = run_program({"serve", "--data", server.data(), "--listen", "127.0.0.1:0"});
    EXPECT_EQ(second.code, 1);
    EXPECT_NE(second.err.find(server.data()), std::string::npos) << second.err;
    EXPECT_NE(server.admin_token(), "");
}

/// A low limit on open files, as many systems set it, for what is started during its life.
class LowDescriptorLimit {
public:
    LowDescriptorLimit() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit low = before_;
        low.rlim_cur = 128;
        ::setrlimit(RLIMIT_NOFILE, &low);
    }
    ~LowDescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    LowDescriptorLimit(LowDescriptorLimit const&) = delete;
    LowDescriptorLimit& operator=(LowDescriptorLimit const&) = delete;

private:
    rlimit before_{};
};

TEST(Server, ServesMoreConnectionsThanTheSystemGivesAtFirst) {
    std::optional<LowDescriptorLimit> low;
    low.emplace();
    RunningServer server;
    low.reset();
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 200; ++i) {
        auto client = server.client();
        auto const answer = client->send("GET", "/openapi.json", {});
        ASSERT_TRUE(answer.ok() && answer->status == 200) << i;
        // Kept, and its connection with it.
        clients.push_back(std::move(client));
    }
    EXPECT_EQ(server.ops_client()->send("GET", "/livez", {})->status, 200);
}

TEST(Server, ReadsItsCertificateAgainOnSighup) {
    RunningServer server;
    RunningServer other;
    auto const key = server.data() + "/tls/server.key";
    auto const replace = std::filesystem::copy_options::overwrite_existing;
    std::filesystem::copy_file(server.certificate(), server.data() + "/old.crt");
    // A certificate without its key is refused and the old one stays.
    std::filesystem::copy_file(other.certificate(), server.certificate(), replace);
    server.process->signal(SIGHUP);
    ASSERT_NE(server.process->wait_for("the parts that failed are unchanged"), "");
    HttpClientOptions trusts_old;
    trusts_old.base_url = server.url();
    trusts_old.ca_file = server.data() + "/old.crt";
    EXPECT_TRUE(HttpClient(trusts_old).send("GET", "/openapi.json", {}).ok());

    std::filesystem::copy_file(other.data() + "/tls/server.key", key, replace);
    server.process->signal(SIGHUP);
    ASSERT_NE(server.process->wait_for("outcome=ok"), "");
    EXPECT_TRUE(server.client()->send("GET", "/openapi.json", {}).ok());
    EXPECT_FALSE(HttpClient(trusts_old).send("GET", "/openapi.json", {}).ok());
}

TEST(Ops, TellsHealthAndFigures) {
    RunningServer server;
    auto const client = server.client();
    server.activate(*client, "00000000000", "SN");
    auto const ops = server.ops_client();
    EXPECT_EQ(ops->send("GET", "/livez", {})->status, 200);
    EXPECT_EQ(ops->send("GET", "/readyz", {})->status, 200);
    auto const metrics = ops->send("GET", "/metrics", {})->body;
    for (auto const* name :
         {"roomkey_guess_budget_per_minute 600", "roomkey_guess_hit_chance_per_minute",
          "roomkey_live_codes", "roomkey_activations_total", "roomkey_http_requests_total",
          "\nroomkey_ready 1\n", "\nroomkey_http_connections_max ",
          "\nroomkey_worker_queue_max{pool=\"api\"} "}) {
        EXPECT_NE(metrics.find(name), std::string::npos) << name;
    }
    // Neither listener serves the other's paths.
    EXPECT_EQ(client->send("GET", "/metrics", {})->status, 404);
    EXPECT_EQ(ops->send("GET", "/v1/terminal", {})->status, 404);
}

TEST(Spool, GetsOneFilePerContactWithTheNewCode) {
    RunningServer server;
    auto const client = server.client();
    std::string account;
    server.make_terminal(account);
    auto const code =
        member(server
                   .reset(*client, server.admin_token(), account,
                          R"({"emailAddr":"a@example.com","smsNumber":"+8617300009092"})", {})
                   .body,
               "activeCode");
    // Delivered after the answer, by a thread of its own: stopping waits for what is in progress,
    // and the next start delivers the rest.
    std::size_t files = 0;
    for (int i = 0; i < 500 && files < 2; ++i) {
        files = 0;
        for (auto const& entry : std::filesystem::directory_iterator(server.data() + "/spool")) {
            files += entry.path().extension() == ".txt" ? 1U : 0U;
        }
        if (files < 2) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    ASSERT_EQ(files, 2U);
    for (auto const& entry : std::filesystem::directory_iterator(server.data() + "/spool")) {
        std::ifstream file(entry.path());
        std::string text((std::istreambuf_iterator<char>(file)), {});
        std::erase(text, ' ');
        EXPECT_NE(text.find(code), std::string::npos) << text;
    }
}

TEST(Backup, IsTakenWhileServingAndRestoresEverything) {
    RunningServer server;
    auto const client = server.client();
    std::string account;
    auto const code = server.make_terminal(account);
    auto const copy = server.data() + "-copy";
    auto const restored = server.data() + "-restored";
    auto const backup = run_program({"backup", "--data", server.data(), copy});
    ASSERT_EQ(backup.code, 0) << backup.err;
    EXPECT_NE(run_program({"backup", "--data", server.data(), copy}).code, 0);
    auto const restore = run_program({"restore", "--data", restored, copy});
    ASSERT_EQ(restore.code, 0) << restore.err;
    auto const list = run_program({"code", "list", "--data", restored, "--json"});
    EXPECT_NE(list.out.find(code), std::string::npos) << list.out << list.err;
    EXPECT_EQ(run_program({"doctor", "--data", restored}).code, 0);
}

}  // namespace
}  // namespace roomkey
