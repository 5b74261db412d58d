#include <algorithm>

#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class AuditCommand : public OperatorBench {
protected:
    AuditCommand() : OperatorBench(2) {}

    /// A reset by the administrator, over HTTP.
    void reset(CreatedTerminal const& terminal) {
        auto const token = bench.admin_token(bench.ours);
        ASSERT_EQ(bench
                      .send_as(token, "PUT", reset_target(terminal.account),
                               R"({"emailAddr":"ann@b.example"})")
                      .status,
                  200);
    }
};

TEST_F(AuditCommand, ShowsAllEnterprisesUnlessOneIsNamed) {
    auto const list = done({"audit"});
    EXPECT_EQ(list.at("count"), 2);
    EXPECT_EQ(list.at("limit"), 100);
    EXPECT_EQ(column({"audit", "--corp", corp()}, "corpId"), std::vector<std::string>{corp()});
    EXPECT_EQ(column({"audit", "--corp", "1"}, "corpId"), std::vector<std::string>{});
}

TEST_F(AuditCommand, ShowsWhoDidWhatNewestFirst) {
    auto const terminal = bench.make_terminal(bench.ours);
    reset(terminal);
    bench.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(run({"code", "reset", terminal.account}), exit_ok);
    EXPECT_EQ(run({"audit", "--operation", "reset_code"}), exit_ok);
    auto const pad = [](std::string text, std::size_t width) {
        text.resize(std::max(width, text.size()), ' ');
        return text;
    };
    auto const width = bench.ours.admin_account.size();
    EXPECT_EQ(out, "TIME                      ENTERPRISE  " + pad("ACTOR", width) +
                       "  OPERATION   " + pad("ACCOUNT", terminal.account.size()) +
                       "  OUTCOME  SOURCE     DETAIL\n"
                       "2025-01-15T08:00:01.000Z  " +
                       corp() + "   " + pad("operator", width) + "  reset_code  " +
                       terminal.account + "  ok       cli\n" + "2025-01-15T08:00:00.000Z  " +
                       corp() + "   " + bench.ours.admin_account + "  reset_code  " +
                       terminal.account + "  ok       192.0.2.1  a***@b.example\n");
}

TEST_F(AuditCommand, FindsWhatTheFlagsSay) {
    auto const first = bench.make_terminal(bench.ours, "First");
    bench.clock.advance(std::chrono::days{1});
    auto const second = bench.make_terminal(bench.ours, "Second");
    EXPECT_EQ(column({"audit", "--account", first.account}, "account"),
              std::vector<std::string>{first.account});
    EXPECT_EQ(column({"audit", "--operation", "create_code"}, "account"),
              (std::vector<std::string>{second.account, first.account}));
    EXPECT_EQ(column({"audit", "--from", "2025-01-16"}, "account"),
              std::vector<std::string>{second.account});
    EXPECT_EQ(
        column({"audit", "--operation", "create_code", "--to", "2025-01-16T08:00:00Z"}, "account"),
        std::vector<std::string>{first.account});
    EXPECT_EQ(column({"audit", "--limit", "1", "--offset", "1"}, "account"),
              std::vector<std::string>{first.account});
}

TEST_F(AuditCommand, PrintsEachRecordAsJson) {
    auto const terminal = bench.make_terminal(bench.ours);
    reset(terminal);
    auto const list = done({"audit", "--operation", "reset_code"});
    EXPECT_EQ(list.at("count"), 1);
    EXPECT_EQ(list.at("data").as_array().at(0),
              (boost::json::object{{"time", "2025-01-15T08:00:00.000Z"},
                                   {"corpId", corp()},
                                   {"actor", bench.ours.admin_account},
                                   {"operation", "reset_code"},
                                   {"account", terminal.account},
                                   {"outcome", "ok"},
                                   {"source", "192.0.2.1"},
                                   {"requestId", "request-1"},
                                   {"detail", "a***@b.example"},
                                   {"count", 1},
                                   {"lastTime", "2025-01-15T08:00:00.000Z"}}));
}

TEST_F(AuditCommand, RefusesTimesThatAreNotUtc) {
    EXPECT_EQ(run({"audit", "--from", "yesterday"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --from: 'yesterday' is not accepted; accepted: 2026-03-01 or "
              "2026-03-01T09:30:00Z, in UTC (see: roomkey audit --help)\n");
    EXPECT_EQ(run({"audit", "--to", "2025-01-15T08:00:00+08:00"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("--to: "));
}

TEST_F(AuditCommand, RefusesTextThatIsNotUtf8AsEveryCommandDoes) {
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"audit", "--account", "\xff"},
          {"user", "disable", "--account", "a\xc3"},
          {"user", "rename", "--name", "Ann", "--account", "\xed\xa0\x80"}}) {
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_EQ(err, "roomkey: --account has the wrong format; accepted: UTF-8\n");
    }
}

}  // namespace
}  // namespace roomkey
