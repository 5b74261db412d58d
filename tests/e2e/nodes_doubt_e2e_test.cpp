#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/two_nodes.hpp"
#include "tests/fakes/tcp_relay.hpp"

// A reset whose commit is not answered: done or not, nobody gets wrong information about it.
namespace roomkey {
namespace {

constexpr char const* doubtful_id = "the-request-whose-answer-is-lost";

class NodeInDoubt : public testing::Test {
protected:
    ~NodeInDoubt() override {
        for (auto* server : {&distant, &near}) server->kill();
        PostgresServer::shared().drop_database(name);
    }

    [[nodiscard]] std::string distant_uri() const {
        auto uri = PostgresServer::shared().uri(name);
        auto const port = ':' + std::to_string(PostgresServer::shared().port()) + '/';
        return uri.replace(uri.find(port), port.size(), ':' + std::to_string(relay.port()) + '/');
    }

    std::string name = PostgresServer::shared().create_database();
    TcpRelay relay{PostgresServer::shared().port()};
    RunningServer near{SharedDatabase{PostgresServer::shared().uri(name)}, node_environment()};
    RunningServer distant{FurtherNode{near}, node_environment()};
};

TEST_F(NodeInDoubt, AnswersThatItDoesNotKnowAndTellsTheDeviceOnTheOtherNode) {
    ASSERT_EQ(distant.stop(), 0);
    distant.move_to(SharedDatabase{distant_uri()});
    distant.start();
    std::string account;
    auto const code = near.make_terminal(account);
    ChildProcess device({"terminal", "--server", near.url(), "--ca-file", near.certificate(),
                         "--code", code, "--sn", "SN-1"});
    ASSERT_NE(device.wait_for("bound"), "") << device.err();
    auto const token = near.admin_token();
    auto const client = distant.client();
    auto const reset = [&](std::string const& id) {
        return distant.reset(*client, token, account, {},
                             {{"Idempotency-Key", "k-1"}, {"X-Request-Id", id}});
    };

    // The audit record has the id, and goes out with the commit.
    relay.lose_answer_to(doubtful_id);
    auto const unknown = reset(doubtful_id);
    EXPECT_EQ(unknown.status, 503) << unknown.body;
    EXPECT_EQ(member(unknown.body, "activeCode"), "");
    EXPECT_EQ(relay.lost_answers(), 1);
    EXPECT_EQ(device.wait(), 3) << device.out() << device.err();

    // Asked again under the same key, it says what was done; it is not done twice.
    auto const known = reset("again");
    ASSERT_EQ(known.status, 200) << known.body;
    EXPECT_EQ(PostgresServer::shared().run("SELECT request_id FROM audit WHERE operation = "
                                           "'reset_code' AND outcome = 'ok'",
                                           name),
              doubtful_id);
    EXPECT_EQ(near.activate(*near.client(), member(known.body, "activeCode"), "SN-2").status, 200);
}

}  // namespace
}  // namespace roomkey
