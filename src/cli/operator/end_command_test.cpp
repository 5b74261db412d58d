#include "cli/operator/end_command.hpp"

#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::_;
using ::testing::Return;
using ::testing::StartsWith;

class EndCommand : public CommandBench {
protected:
    EndCommand() {
        ON_CALL(database, end_all_sessions()).WillByDefault(Return(Result<std::int64_t>(3)));
        ON_CALL(database, end_all_bindings).WillByDefault(Return(Result<std::int64_t>(2)));
    }
};

TEST_F(EndCommand, EndsSessionsAlone) {
    EXPECT_CALL(database, end_all_bindings).Times(0);
    EXPECT_EQ(run({"end", "--sessions", "--data", "/d", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"sessions", 3}}));
    EXPECT_EQ(audited.operation, "end_sessions");
    EXPECT_EQ(audited.actor, "operator");
    EXPECT_EQ(audited.corp_id.value, "123456789");
}

TEST_F(EndCommand, EndsBindingsAlone) {
    EXPECT_CALL(database, end_all_sessions()).Times(0);
    EXPECT_EQ(run({"end", "--bindings"}), exit_ok);
    EXPECT_THAT(out, StartsWith("Terminals unbound"));
    EXPECT_EQ(audited.operation, "end_bindings");
}

TEST_F(EndCommand, EndsBothWithARecordForEachEnterprise) {
    corps.push_back(make_corp("987654321", "Other"));
    EXPECT_CALL(database, insert_audit(_)).Times(4);
    EXPECT_EQ(run({"end", "--sessions", "--bindings", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"sessions", 3}, {"bindings", 2}}));
}

TEST_F(EndCommand, EndsNothingThatIsNotNamed) {
    EXPECT_CALL(database, end_all_sessions()).Times(0);
    EXPECT_CALL(database, end_all_bindings).Times(0);
    EXPECT_EQ(run({"end"}), exit_usage);
    EXPECT_EQ(run({"end", "--data", "/d"}), exit_usage);
    EXPECT_THAT(err, StartsWith("roomkey: "));
}

}  // namespace
}  // namespace roomkey
