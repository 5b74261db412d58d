#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/ledger.hpp"
#include "tests/e2e/two_nodes.hpp"

// A schema that grows under nodes that do not know of it, and then shrinks: docs/operations.md,
// "Upgrades without downtime", with the programs of three releases.
namespace roomkey {
namespace {

using Milliseconds = std::chrono::milliseconds;

bool holds(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

class Upgrade : public TwoNodes {
protected:
    static constexpr int administrators = 6;
    static constexpr int migrators = 4;

    ~Upgrade() override { end_load(); }

    void expand();
    void replace_second();
    std::string contract();
    void expect_refused(std::string const& reason);

    [[nodiscard]] std::string ask(std::string const& sql) const {
        return PostgresServer::shared().run(sql, name);
    }
    [[nodiscard]] int schema() const {
        return std::stoi(ask("SELECT version FROM roomkey_schema"));
    }

    static int readiness(RunningServer const& node) {
        auto const answer = node.ops_client()->send("GET", "/readyz", {});
        return answer.ok() ? answer->status : 0;
    }

    /// Resets and activates on both nodes, and asks each whether it is ready, until `end_load`.
    void begin_load() {
        is_stopping_ = false;
        auto const token = first.admin_token();
        for (std::size_t i = 0; i < administrators; ++i) {
            auto& node = i % 2 == 0 ? first : second;
            if (ledgers_[i].account.empty())
                ledgers_[i].code = node.make_terminal(ledgers_[i].account);
            load_.emplace_back([this, &node, token, i] { administer(node, token, ledgers_[i]); });
        }
        for (auto* const node : {&first, &second}) {
            load_.emplace_back([this, node] {
                while (!is_stopping_) {
                    if (readiness(*node) != 200) ++failed_;
                    std::this_thread::sleep_for(Milliseconds{20});
                }
            });
        }
    }
    void end_load() {
        is_stopping_ = true;
        load_.clear();
    }
    /// Until so many more were answered; the test's time limit ends a futile wait.
    void await_answers(int count) {
        int const wanted = answered_ + count;
        while (answered_ < wanted && failed_ == 0) std::this_thread::sleep_for(Milliseconds{5});
    }

    void administer(RunningServer& node, std::string const& token, Ledger& ledger) {
        auto const client = node.client();
        while (!is_stopping_) {
            bool is_good = reset_once(*client, token, ledger);
            if (is_good && ledger.resets % 2 == 0) is_good = activate_once(*client, ledger);
            ++(is_good ? answered_ : failed_);
        }
    }

    /// Commands of another release, all at once, on this node's folder.
    void run_at_once(RunningServer& node, std::string const& program) {
        auto const own = std::exchange(node.program, program);
        std::vector<std::unique_ptr<ChildProcess>> children;
        for (int i = 0; i < migrators; ++i) {
            children.push_back(node.begin({"audit", "--limit", "1"}));
        }
        for (auto& child : children) EXPECT_EQ(child->wait(), 0) << child->err();
        node.program = own;
    }

    void expect_no_account_twice() const {
        EXPECT_EQ(ask("SELECT count(*) FROM (SELECT 1 FROM binding WHERE ended = 0 "
                      "GROUP BY user_key HAVING count(*) > 1) twice"),
                  "0");
        EXPECT_EQ(ask("SELECT count(*) FROM audit WHERE operation = 'reset_code' AND "
                      "outcome = 'ok'"),
                  std::to_string(acknowledged()));
    }
    [[nodiscard]] std::size_t acknowledged() const {
        std::size_t count = 0;
        for (auto const& ledger : ledgers_) count += ledger.acknowledged_ids.size();
        return count;
    }

    std::vector<Ledger> ledgers_{administrators};
    std::atomic<bool> is_stopping_{false};
    std::atomic<int> answered_{0};
    std::atomic<int> failed_{0};
    std::vector<std::jthread> load_;
};

/// By several programs at once, while nodes of the previous release serve.
void Upgrade::expand() {
    int const before = schema();
    begin_load();
    await_answers(100);
    run_at_once(first, ROOMKEY_EXPANDING_PROGRAM);
    int const during = answered_;
    await_answers(100);
    end_load();
    EXPECT_EQ(failed_, 0);
    EXPECT_EQ(schema(), before + 1);
    EXPECT_EQ(ask("SELECT name FROM room_group"), "added");
    EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_title'::regclass"),
              "t");
    expect_no_account_twice();
    std::printf(
        "[ figure ] schema expanded by one of %d: %d requests answered until then, %d "
        "afterwards by nodes that do not know it, %d failed\n",
        migrators, during, answered_ - during, failed_.load());
}

/// The old program starts on what was expanded; then the second node becomes the new one.
void Upgrade::replace_second() {
    ASSERT_EQ(second.stop(), 0);
    second.start();
    EXPECT_EQ(readiness(second), 200);
    ASSERT_EQ(second.stop(), 0);
    second.program = ROOMKEY_EXPANDING_PROGRAM;
    second.start();
    begin_load();
    await_answers(50);
    end_load();
    EXPECT_EQ(failed_, 0);
    expect_no_account_twice();
}

/// While a node of the first release is still there; what it says of that.
std::string Upgrade::contract() {
    int const before = schema() - 1;
    run_at_once(second, ROOMKEY_CONTRACTING_PROGRAM);
    EXPECT_EQ(schema(), before + 2);
    EXPECT_EQ(ask("SELECT name FROM room_group"), "removed");
    EXPECT_EQ(readiness(first), 503);
    auto const reason = "version " + std::to_string(before + 2) +
                        " and supports programs from version " + std::to_string(before + 1) +
                        " on; too new for this program, which supports up to " +
                        std::to_string(before);
    auto const line = first.process->wait_for("event=not_ready");
    EXPECT_TRUE(holds(line, "check=store")) << line;
    EXPECT_TRUE(holds(line, reason)) << line;
    EXPECT_EQ(readiness(second), 200);
    EXPECT_EQ(second.reset(*second.client(), second.admin_token(), ledgers_[0].account).status,
              200);
    return reason;
}

/// Neither the server nor a command; the other releases do.
void Upgrade::expect_refused(std::string const& reason) {
    ASSERT_EQ(first.stop(), 0);
    // Ports of its own, because it listens before it looks at the schema.
    std::vector<std::string> const serve{"serve", "--listen", "127.0.0.1:0", "--ops-listen",
                                         "127.0.0.1:0"};
    for (auto const& words : {serve, {"audit"}, {"init"}}) {
        auto const refused = first.run(words);
        EXPECT_EQ(refused.code, 1) << words[0];
        EXPECT_TRUE(holds(refused.err, reason)) << words[0] << ": " << refused.err;
    }
    auto const doctor = first.run({"doctor"});
    EXPECT_NE(doctor.code, 0);
    EXPECT_TRUE(holds(doctor.out + doctor.err, "too new")) << doctor.out << doctor.err;
    for (auto const* program : {ROOMKEY_EXPANDING_PROGRAM, ROOMKEY_CONTRACTING_PROGRAM}) {
        first.program = program;
        first.start();
        EXPECT_EQ(readiness(first), 200);
        EXPECT_EQ(first.stop(), 0);
    }
    first.start();
}

TEST_F(Upgrade, ExpandsUnderNodesThatServeAndRefusesThemOnceItContracts) {
    expand();
    replace_second();
    expect_refused(contract());
}

}  // namespace
}  // namespace roomkey
