#include <algorithm>

#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::StartsWith;

class EndCommand : public OperatorBench {
protected:
    EndCommand() : OperatorBench(2) {}

    int administrator_status() {
        return bench.send_as(token_, "GET", "/v1/usg/dcs/corp/member").status;
    }
    std::string terminal_error() {
        return bench.send_as(credential_, "GET", "/v1/terminal").error_code();
    }
    std::int64_t records_of(std::string const& operation) {
        auto const audit = bench.audit();
        return std::count_if(audit.begin(), audit.end(), [&](AuditEntry const& entry) {
            return entry.operation == operation && entry.actor == "operator";
        });
    }

private:
    std::string token_ = bench.admin_token(bench.ours);
    std::string credential_ = bench.bind(bench.make_terminal(bench.ours));
};

TEST_F(EndCommand, EndsSessionsAlone) {
    ASSERT_EQ(administrator_status(), 200);
    EXPECT_EQ(done({"end", "--sessions"}), (boost::json::object{{"sessions", 1}}));
    EXPECT_EQ(administrator_status(), 401);
    EXPECT_EQ(terminal_error(), "");
    EXPECT_EQ(records_of("end_sessions"), 2);
    EXPECT_EQ(records_of("end_bindings"), 0);
}

TEST_F(EndCommand, EndsBindingsAlone) {
    ASSERT_EQ(terminal_error(), "");
    EXPECT_EQ(run({"end", "--bindings"}), exit_ok);
    EXPECT_THAT(out, StartsWith("Terminals unbound"));
    EXPECT_EQ(terminal_error(), "USG.206010075");
    EXPECT_EQ(administrator_status(), 200);
    EXPECT_EQ(records_of("end_bindings"), 2);
    EXPECT_EQ(records_of("end_sessions"), 0);
}

TEST_F(EndCommand, EndsBothWithARecordForEachEnterprise) {
    EXPECT_EQ(done({"end", "--sessions", "--bindings"}),
              (boost::json::object{{"sessions", 1}, {"bindings", 1}}));
    EXPECT_EQ(administrator_status(), 401);
    EXPECT_EQ(terminal_error(), "USG.206010075");
    EXPECT_EQ(records_of("end_sessions") + records_of("end_bindings"), 4);
    // There is nothing left to end.
    EXPECT_EQ(done({"end", "--sessions", "--bindings"}),
              (boost::json::object{{"sessions", 0}, {"bindings", 0}}));
}

TEST_F(EndCommand, EndsNothingThatIsNotNamed) {
    EXPECT_EQ(run({"end"}), exit_usage);
    EXPECT_EQ(run({"end", "--data", "/d"}), exit_usage);
    EXPECT_THAT(err, StartsWith("roomkey: "));
    EXPECT_EQ(administrator_status(), 200);
    EXPECT_EQ(terminal_error(), "");
}

}  // namespace
}  // namespace roomkey
