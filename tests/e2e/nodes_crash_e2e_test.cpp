#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/ledger.hpp"
#include "tests/e2e/two_nodes.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/tcp_relay.hpp"

// Nodes and the database die; what was acknowledged stays.
namespace roomkey {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

int port_of(std::string const& url) { return std::stoi(url.substr(url.rfind(':') + 1)); }

std::string message_id(MailServer& mail) {
    auto const message = mail.message();
    EXPECT_TRUE(message.contains("headers"));
    if (!message.contains("headers")) return {};
    return std::string(message.at("headers").at("Message-ID").as_string());
}

// Takes the minute that a dead worker's lease lasts.
TEST(NodeKillNine, LeavesItsMessagesAndDevicesToTheOther) {
    MailServer mail;
    auto& postgres = PostgresServer::shared();
    auto const name = postgres.create_database();
    auto const environment =
        node_environment({"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:" + mail.port(),
                          "ROOMKEY_EMAIL_STARTTLS=off", "ROOMKEY_EMAIL_FROM=roomkey@example.com"});
    RunningServer first(SharedDatabase{postgres.uri(name)}, environment);
    TcpRelay relay(port_of(first.url()));
    std::string device_account;
    auto const code = first.make_terminal(device_account);
    ChildProcess device({"terminal", "--server",
                         "https://127.0.0.1:" + std::to_string(relay.port()), "--ca-file",
                         first.certificate(), "--code", code, "--sn", "SN-1"});
    ASSERT_NE(device.wait_for("bound"), "") << device.err();

    std::string account;
    first.make_terminal(account);
    auto const token = first.admin_token();
    ASSERT_EQ(
        first.reset(*first.client(), token, account, R"({"emailAddr":"mute@example.com"})").status,
        200);
    // The mail server has it all and does not answer: the first node holds the lease.
    auto const sent = message_id(mail);
    RunningServer second(FurtherNode{first}, environment);
    first.kill();
    relay.lead_to(port_of(second.url()));

    EXPECT_EQ(message_id(mail), sent);
    EXPECT_NE(sent, "");
    // The device came back through the same address, and is notified there.
    ASSERT_EQ(second.reset(*second.client(), token, device_account).status, 200);
    EXPECT_EQ(device.wait(), 3) << device.out() << device.err();
    auto const first_bound = device.out().find("  bound: ");
    EXPECT_NE(device.out().find("  bound: ", first_bound + 1), std::string::npos) << device.out();
    second.kill();
    postgres.drop_database(name);
}

TEST(NodeKillNine, SendsItsMessageAgainWhenItComesBack) {
    MailServer mail;
    auto& postgres = PostgresServer::shared();
    auto const name = postgres.create_database();
    RunningServer node(
        SharedDatabase{postgres.uri(name)},
        node_environment({"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:" + mail.port(),
                          "ROOMKEY_EMAIL_STARTTLS=off", "ROOMKEY_EMAIL_FROM=roomkey@example.com"}));
    std::string account;
    node.make_terminal(account);
    ASSERT_EQ(node.reset(*node.client(), node.admin_token(), account,
                         R"({"emailAddr":"mute@example.com"})")
                  .status,
              200);
    // The mail server has it all and does not answer: the node holds the lease.
    auto const sent = message_id(mail);
    node.kill();
    // Nobody can be waiting for the end of this lease.
    postgres.run("UPDATE notice SET leased_until = leased_until + 31536000000", name);
    node.start();
    EXPECT_EQ(message_id(mail), sent);
    EXPECT_NE(sent, "");
    node.kill();
    postgres.drop_database(name);
}

/// When requests were answered; the longest time without an answer.
class Heartbeat {
public:
    /// Forgets what was before.
    void start() {
        std::lock_guard const lock(mutex_);
        last_ = SteadyClock::now();
        gap_ = {};
    }
    void beat() {
        std::lock_guard const lock(mutex_);
        auto const now = SteadyClock::now();
        gap_ = std::max(gap_, now - last_);
        last_ = now;
        ++beats_;
    }
    [[nodiscard]] int beats() {
        std::lock_guard const lock(mutex_);
        return beats_;
    }
    [[nodiscard]] long long gap_ms() {
        std::lock_guard const lock(mutex_);
        return std::chrono::duration_cast<Milliseconds>(gap_).count();
    }

private:
    std::mutex mutex_;
    SteadyClock::time_point last_ = SteadyClock::now();
    SteadyClock::duration gap_{};
    int beats_ = 0;
};

/// The request ids of the resets that the audit trail has, and how often.
std::multiset<std::string> recorded_resets(PostgresServer const& postgres,
                                           std::string const& name) {
    std::istringstream lines(postgres.run(
        "SELECT request_id FROM audit WHERE operation = 'reset_code' AND outcome = 'ok'", name));
    std::multiset<std::string> ids;
    for (std::string line; std::getline(lines, line);) ids.insert(line);
    return ids;
}

class PostgresKillNine : public testing::Test {
protected:
    static constexpr int administrators = 8;
    static constexpr Milliseconds load_time{1'000};

    PostgresKillNine() {
        for (auto& ledger : ledgers_) ledger.code = first_.make_terminal(ledger.account);
    }
    ~PostgresKillNine() override {
        for (auto* server : {&first_, &second_}) server->kill();
    }

    /// Goes on whatever happens, until it is asked to stop.
    void administer(RunningServer& server, std::string const& token, Ledger& ledger,
                    bool activates) {
        auto const client = server.client();
        while (!is_stopping_) {
            if (!reset_once(*client, token, ledger)) {
                ++failed_;
                std::this_thread::sleep_for(Milliseconds{20});
                continue;
            }
            beats_.beat();
            if (activates && ledger.resets % 2 == 0) activate_once(*client, ledger);
        }
    }

    /// `outage` is how long the database is unavailable.
    void load_through_a_crash(Milliseconds outage) {
        auto const token = first_.admin_token();
        is_stopping_ = false;
        beats_.start();
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < ledgers_.size(); ++i) {
            auto& server = i % 2 == 0 ? first_ : second_;
            // Some never spend a code, so that there always are live ones to look at afterwards.
            bool const activates = i % 4 != 3;
            threads.emplace_back(
                [&, i, activates] { administer(server, token, ledgers_[i], activates); });
        }
        std::this_thread::sleep_for(load_time);
        postgres_.kill();
        std::this_thread::sleep_for(outage);
        int const before = beats_.beats();
        postgres_.start();
        for (auto* server : {&first_, &second_}) wait_until_ready(*server);
        std::this_thread::sleep_for(load_time);
        EXPECT_GT(beats_.beats(), before) << "the service does not come back";
        is_stopping_ = true;
    }

    /// The test's time limit ends a futile wait.
    static void wait_until_ready(RunningServer const& server) {
        auto const ops = server.ops_client();
        for (;;) {
            auto const answer = ops->send("GET", "/readyz", {});
            if (answer.ok() && answer->status == 200) return;
            std::this_thread::sleep_for(Milliseconds{20});
        }
    }

    void expect_nothing_lost(Ledger& ledger, std::multiset<std::string> const& recorded) {
        for (auto const& id : ledger.acknowledged_ids) EXPECT_EQ(recorded.count(id), 1U) << id;
        bool const is_replaced = !ledger.open_id.empty() && recorded.contains(ledger.open_id);
        auto const client = second_.client();
        EXPECT_LE(live_credentials(*client, ledger), is_replaced || !ledger.is_spent ? 0 : 1);
        if (is_replaced || ledger.is_spent) return;
        auto const answer = first_.activate(*first_.client(), ledger.code, "SN");
        ledger.is_spent = true;
        EXPECT_EQ(answer.status, 200) << answer.body;
        ++live_codes_seen_;
    }

    PostgresServer postgres_{{}, /*is_durable=*/true};
    std::string name_ = postgres_.create_database();
    std::vector<std::string> environment_ = node_environment({"ROOMKEY_GUESS_PER_SOURCE=1000"});
    RunningServer first_{SharedDatabase{postgres_.uri(name_)}, environment_};
    RunningServer second_{FurtherNode{first_}, environment_};
    std::vector<Ledger> ledgers_{administrators};
    std::atomic<bool> is_stopping_{false};
    std::atomic<int> failed_{0};
    Heartbeat beats_;
    int live_codes_seen_ = 0;
};

TEST_F(PostgresKillNine, LosesNoAcknowledgedResetAndTheServiceComesBack) {
    // Restarted at once, requests only take longer; past the time that the engine goes on trying
    // (5 s), they get 503.
    int round = 0;
    for (auto const outage : {Milliseconds{0}, Milliseconds{6'000}}) {
        ++round;
        load_through_a_crash(outage);
        auto const recorded = recorded_resets(postgres_, name_);
        std::size_t acknowledged = 0;
        for (auto& ledger : ledgers_) {
            acknowledged += ledger.acknowledged_ids.size();
            expect_nothing_lost(ledger, recorded);
        }
        std::printf(
            "[ figure ] crash %d of PostgreSQL: %zu resets were acknowledged, none lost; %d "
            "requests failed meanwhile; at most %lld ms without service\n",
            round, acknowledged, failed_.load(), beats_.gap_ms());
    }
    EXPECT_EQ(postgres_.run("SELECT count(*) FROM (SELECT 1 FROM binding WHERE ended = 0 GROUP BY "
                            "user_key HAVING count(*) > 1) twice",
                            name_),
              "0");
    // Otherwise the most important line above was never run.
    EXPECT_GT(live_codes_seen_, 0);
}

/// An administrator who goes to the other node when one does not respond or returns 503, as a
/// load balancer would, with the same Idempotency-Key.
class PatientAdministrator {
public:
    PatientAdministrator(std::vector<RunningServer*> servers, std::string token)
        : servers_(std::move(servers)), token_(std::move(token)) {
        servers_[0]->make_terminal(account_);
        for (auto* server : servers_) clients_.push_back(server->client());
    }

    /// False if no node would do it, for a generous while.
    bool reset() {
        auto const key = account_ + '.' + std::to_string(++resets_);
        auto const deadline = SteadyClock::now() + std::chrono::seconds{30};
        for (int attempt = 1; SteadyClock::now() < deadline; ++attempt) {
            auto const id = key + '.' + std::to_string(attempt);
            turn_ = (turn_ + 1) % clients_.size();
            auto const answer = clients_[turn_]->send(
                "PUT", "/v1/usg/dcs/corp/vision/activecode/" + account_ + "/reset",
                {{"X-Access-Token", token_}, {"X-Request-Id", id}, {"Idempotency-Key", key}});
            if (answer.ok() && answer->status == 200) {
                answered_.push_back(id);
                return true;
            }
            if (answer.ok()) {
                EXPECT_EQ(answer->status, 503) << answer->body;
                ++refused_;
            } else {
                unanswered_.push_back(id);
            }
            std::this_thread::sleep_for(Milliseconds{5});
        }
        return false;
    }

    [[nodiscard]] std::vector<std::string> const& answered() const { return answered_; }
    [[nodiscard]] std::vector<std::string> const& unanswered() const { return unanswered_; }
    [[nodiscard]] int refused() const { return refused_; }

private:
    std::vector<RunningServer*> servers_;
    std::vector<std::unique_ptr<HttpClient>> clients_;
    std::string token_;
    std::string account_;
    std::size_t turn_ = 0;
    int resets_ = 0;
    int refused_ = 0;
    std::vector<std::string> answered_;
    std::vector<std::string> unanswered_;
};

TEST_F(TwoNodes, AreRestartedOneAfterTheOtherWithoutLosingARequest) {
    auto const token = first.admin_token();
    std::vector<PatientAdministrator> administrators;
    for (int i = 0; i < 8; ++i) {
        administrators.emplace_back(std::vector<RunningServer*>{&first, &second}, token);
    }
    std::atomic<bool> is_stopping{false};
    Heartbeat beats;
    {
        std::vector<std::jthread> threads;
        for (auto& administrator : administrators) {
            threads.emplace_back([&] {
                while (!is_stopping) {
                    if (!administrator.reset()) {
                        ADD_FAILURE() << "no node takes requests";
                        return;
                    }
                    beats.beat();
                }
            });
        }
        for (auto* server : {&first, &second}) {
            std::this_thread::sleep_for(Milliseconds{500});
            EXPECT_EQ(server->stop(), 0) << server->process->err();
            server->start();
        }
        std::this_thread::sleep_for(Milliseconds{500});
        is_stopping = true;
    }
    auto const recorded = recorded_resets(PostgresServer::shared(), name);
    std::size_t answered = 0;
    int refused = 0;
    std::size_t unanswered = 0;
    for (auto const& administrator : administrators) {
        for (auto const& id : administrator.answered()) EXPECT_EQ(recorded.count(id), 1U) << id;
        // Whatever was done was answered: no client had to ask again for a lost answer.
        for (auto const& id : administrator.unanswered()) EXPECT_EQ(recorded.count(id), 0U) << id;
        answered += administrator.answered().size();
        unanswered += administrator.unanswered().size();
        refused += administrator.refused();
    }
    EXPECT_EQ(recorded.size(), answered);
    std::printf(
        "[ figure ] rolling restart: %zu resets, none lost; %zu found no node at first, %d "
        "were sent to the other by 503; at most %lld ms without an answer\n",
        answered, unanswered, refused, beats.gap_ms());
    EXPECT_GT(answered, 0U);
}

}  // namespace
}  // namespace roomkey
