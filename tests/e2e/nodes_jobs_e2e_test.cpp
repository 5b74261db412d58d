#include "tests/e2e/job_addition.hpp"
#include "tests/e2e/job_run.hpp"
#include "tests/e2e/two_nodes.hpp"

namespace roomkey {
namespace {

class NodeJobs : public TwoNodes {};

// Takes the half minute that a dead node's lease lasts.
TEST_F(NodeJobs, AreFinishedByTheNodeThatIsLeft) {
    constexpr int rows = 400;
    JobRun job(first, rows);
    ASSERT_TRUE(job.wait_for(second, rows / 4));
    // One of them has the job in hand; both die once, so it was the one that had.
    first.kill();
    ASSERT_TRUE(job.wait_for(second, rows / 2));
    first.start();
    second.kill();
    job.expect_finished(first);
    auto counts = PostgresServer::shared().run(job.count_sql(), name);
    while (!counts.empty() && counts.back() == '\n') counts.pop_back();
    EXPECT_EQ(counts, job.expected_counts());
}

class NodesWithLargeBodies : public TwoNodes {
protected:
    NodesWithLargeBodies() : TwoNodes(node_environment({large_bodies})) {}
};

// Takes the half minute that the request of a dead node is waited for, twice.
TEST_F(NodesWithLargeBodies, LeaveNoHalfOfATable) { expect_whole_after_kills(first, second); }

}  // namespace
}  // namespace roomkey
