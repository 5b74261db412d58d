#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

// One rule of what can be mailed, ahead of the reset that it would be too late for.
namespace roomkey {
namespace {

class ResetAddresses : public testing::Test {
protected:
    Answer reset(std::string const& address) {
        return bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(terminal.account),
                             R"({"emailAddr":")" + address + "\"}", {{"Accept-Language", "en-US"}});
    }

    ApiBench bench;
    CreatedTerminal terminal = bench.make_terminal(bench.ours);
};

TEST_F(ResetAddresses, ThatCanNeverBeMailedLeaveTheOldCodeAlive) {
    for (auto const* const address :
         {"a@x_y.example", "ü@b.c", "a@b..c", "a b@c.d", "a@b@c", "(a)@b.c", "a@-b.c"}) {
        auto const answer = reset(address);
        EXPECT_EQ(answer.status, 400) << address << answer.text;
        EXPECT_EQ(answer.error_code(), "USG.000000003");
        EXPECT_NE(answer.field("error_msg").find("emailAddr"), std::string::npos) << answer.text;
    }
    EXPECT_TRUE(bench.notices(terminal.user_id).empty());
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST_F(ResetAddresses, OfOtherScriptsAndUnusualPartsGetTheirMessage) {
    std::size_t notices = 0;
    for (auto const* const address :
         {"it@bücher.example", "a..b@docomo.ne.jp", "a@xn--bcher-kva.example", "a@会议.中国"}) {
        auto const answer = reset(address);
        EXPECT_EQ(answer.status, 200) << address << answer.text;
        EXPECT_EQ(bench.notices(terminal.user_id).size(), ++notices) << address;
    }
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 400);
}

}  // namespace
}  // namespace roomkey
