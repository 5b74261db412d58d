#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

// What administrators see of the audit trail.
namespace roomkey {
namespace {

using std::chrono::minutes;

class AuditSearches : public testing::Test {
protected:
    Answer search(std::string const& query = {}) {
        return bench.send_as(token, "GET", "/v1/roomkey/audit?limit=500" + query);
    }
    /// "actor operation account outcome" of what is found, newest first.
    std::vector<std::string> found(std::string const& query = {}) {
        auto const answer = search(query);
        EXPECT_EQ(answer.status, 200) << answer.text;
        std::vector<std::string> found;
        for (auto const& record : answer.json.at("data").as_array()) {
            std::string text;
            for (auto const* name : {"actor", "operation", "account", "outcome"}) {
                text += record.at(name).as_string();
                text += ' ';
            }
            found.push_back(text);
        }
        return found;
    }
    std::string moment(Duration later = {}) {
        return std::to_string(unix_milliseconds(bench.clock.now() + later));
    }
    void reset(CreatedTerminal const& terminal) {
        EXPECT_EQ(bench
                      .send_as(token, "PUT",
                               "/v1/usg/dcs/corp/vision/activecode/" + terminal.account + "/reset",
                               R"({"emailAddr":"ann@b.example"})")
                      .status,
                  200);
    }

    using Texts = std::vector<std::string>;
    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
    std::string const admin = bench.ours.admin_account;
};

TEST_F(AuditSearches, ShowARecordAsItWasMade) {
    auto const terminal = bench.make_terminal(bench.ours);
    bench.clock.advance(minutes{1});
    reset(terminal);
    auto const answer = search("&operation=reset_code");
    EXPECT_EQ(answer.json.at("count"), 1);
    auto const now = unix_milliseconds(bench.clock.now());
    boost::json::object const expected{{"time", now},
                                       {"actor", admin},
                                       {"operation", "reset_code"},
                                       {"account", terminal.account},
                                       {"outcome", "ok"},
                                       {"source", bench.source},
                                       {"requestId", bench.audit().front().request_id},
                                       {"detail", "a***@b.example"},
                                       {"count", 1},
                                       {"lastTime", now}};
    EXPECT_EQ(answer.json.at("data").at(0), expected) << answer.text;
}

TEST_F(AuditSearches, FindByAccountOperationAndTime) {
    auto const first = bench.make_terminal(bench.ours, "First");
    auto const second = bench.make_terminal(bench.ours, "Second");
    bench.clock.advance(minutes{1});
    reset(first);
    bench.clock.advance(minutes{1});
    reset(second);
    auto const of_first = admin + " reset_code " + first.account + " ok ";
    auto const of_second = admin + " reset_code " + second.account + " ok ";
    EXPECT_EQ(found("&operation=reset_code"), (Texts{of_second, of_first}));
    EXPECT_EQ(found("&operation=reset_code&account=" + first.account), Texts{of_first});
    EXPECT_EQ(found("&operation=reset"), Texts{});
    EXPECT_EQ(found("&from=" + moment()), Texts{of_second});
    EXPECT_EQ(found("&from=" + moment(Duration{1})), Texts{});
    EXPECT_EQ(found("&operation=reset_code&to=" + moment()), Texts{of_first});
    EXPECT_EQ(found("&operation=reset_code&to=" + moment(Duration{1})),
              (Texts{of_second, of_first}));
    // What an operator did to the enterprise as well.
    EXPECT_TRUE(bench.services->users.set_disabled(first.account, true).ok());
    EXPECT_EQ(found("&from=" + moment()).front().substr(0, 9), "operator ");
}

TEST_F(AuditSearches, FindByActorSourceAndOutcome) {
    auto const terminal = bench.make_terminal(bench.ours, "First");
    reset(terminal);
    EXPECT_TRUE(bench.services->users.set_disabled(terminal.account, true).ok());
    EXPECT_EQ(bench
                  .send_as(token, "PUT", "/v1/usg/dcs/corp/vision/activecode/nobody/reset",
                           R"({"emailAddr":"ann@b.example"})")
                  .status,
              400);
    auto const refused = admin + " reset_code nobody account_unknown ";
    auto const done = admin + " reset_code " + terminal.account + " ok ";
    EXPECT_EQ(found("&refused=true"), Texts{refused});
    EXPECT_EQ(found("&operation=reset_code&refused=false"), Texts{done});
    EXPECT_EQ(found("&operation=reset_code&actor=" + admin), (Texts{refused, done}));
    EXPECT_EQ(found("&actor=nobody"), Texts{});
    auto const by_operator = found("&actor=operator&account=" + terminal.account);
    ASSERT_FALSE(by_operator.empty());
    for (auto const& text : by_operator) EXPECT_TRUE(text.starts_with("operator ")) << text;
    EXPECT_EQ(found("&refused=true&source=" + bench.source), Texts{refused});
    EXPECT_EQ(found("&source=192.0.2.99"), Texts{});
    EXPECT_EQ(search("&refused=perhaps").status, 400);
}

TEST_F(AuditSearches, ShowNothingOfAnotherEnterprise) {
    auto const theirs = bench.make_terminal(bench.theirs);
    EXPECT_EQ(found("&account=" + theirs.account), Texts{});
    for (auto const& text : found()) {
        EXPECT_EQ(text.find(bench.theirs.admin_account), std::string::npos) << text;
    }
    EXPECT_FALSE(found().empty());
    token = bench.admin_token(bench.theirs);
    EXPECT_FALSE(found("&account=" + theirs.account).empty());
    token = bench.sign_in(bench.ours, "member").field("accessToken");
    EXPECT_EQ(search().status, 403);
}

}  // namespace
}  // namespace roomkey
