#include "tests/api/device_bench.hpp"

namespace roomkey {
namespace {

class DeviceResets : public DeviceBench {
protected:
    std::string reason_of_reset(std::string const& sn) {
        // Tokens live for less than the limit.
        token = bench.admin_token(bench.ours);
        return reset(sn).header("X-Roomkey-Reason");
    }
    void expect_resets(std::string const& sn, int count) {
        for (int i = 0; i < count; ++i) {
            EXPECT_EQ(reason_of_reset(sn), "") << i;
            bench.clock.advance(std::chrono::hours{1});
        }
    }
};

TEST_F(DeviceResets, UnbindTheDeviceAndSendAnotherCode) {
    add("SN1");
    auto const first = code("SN1");
    auto const credential = bind("SN1");
    auto const stream = bench.send_as(credential, "GET", "/v1/terminal/events").reply.stream;
    stream->next();
    auto const answer = reset("SN1", R"({"smsNumber":"17312349092","emailAddr":"b@c.d"})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, "");
    EXPECT_NE(stream->next().text.find(R"("reason":"reset")"), std::string::npos);
    EXPECT_EQ(reason_for_device(credential), "terminal_unbound");
    auto const user = terminal("SN1").user;
    EXPECT_EQ(last_audit(), "reset_activecode " + user.account + " ***@c.d +86173****9092 ok");
    EXPECT_EQ(bench.notifications, 2);
    int queued = 0;
    for (auto const& notice : bench.notices(user.id)) {
        if (notice.state == NoticeState::queued) ++queued;
    }
    EXPECT_EQ(queued, 2);
    EXPECT_NE(code("SN1"), first);
    EXPECT_EQ(bench.activate(first, "SN1").header("X-Roomkey-Reason"), "code_unknown");
    bind("SN1");
}

TEST_F(DeviceResets, AreFiveInAnyTwentyFourHours) {
    add("SN1");
    add("SN2");
    expect_resets("SN1", 5);
    auto const live = code("SN1");
    auto const sixth = reset("SN1");
    EXPECT_EQ(sixth.status, 400);
    EXPECT_EQ(sixth.error_code(), "USG.201050010");
    EXPECT_EQ(code("SN1"), live);
    expect_resets("SN2", 1);
    // Six hours after the first one; the window slides.
    bench.clock.advance(std::chrono::hours{18} - std::chrono::milliseconds{1});
    EXPECT_EQ(reason_of_reset("SN1"), "resets_used_up");
    bench.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(reason_of_reset("SN1"), "");
    EXPECT_EQ(reason_of_reset("SN1"), "resets_used_up");
    bench.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(reason_of_reset("SN1"), "");
}

TEST_F(DeviceResets, ThatAreRefusedDoNotCount) {
    add("SN1");
    for (auto const* const body :
         {"{}", "", R"({"emailAddr":"nonsense"})", R"({"smsNumber":"1","country":"atlantis"})"}) {
        auto const answer = reset("SN1", body);
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), "invalid_parameter") << body;
    }
    auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
    EXPECT_EQ(bench.send_as(member, "POST", devices + "/SN1/activecode", R"({"emailAddr":"a@b.c"})")
                  .status,
              403);
    expect_resets("SN1", 5);
    EXPECT_EQ(reason_of_reset("SN1"), "resets_used_up");
    EXPECT_EQ(reason_of_reset("SN1"), "resets_used_up");
    bench.clock.advance(std::chrono::hours{19});
    EXPECT_EQ(reason_of_reset("SN1"), "");
}

TEST_F(DeviceResets, AreOfModelsThatAreActivatedByACode) {
    post(devices, R"({"name":"N","model":"cisco","sn":"SN1","email":"a@b.c"})");
    auto const answer = reset("SN1");
    EXPECT_EQ(answer.header("X-Roomkey-Reason"), "invalid_parameter");
    EXPECT_NE(answer.field("error_msg").find("sn"), std::string::npos);
    EXPECT_EQ(code("SN1"), "");
}

TEST_F(DeviceResets, StartAgainWithATerminalThatIsAddedAgain) {
    add("SN1");
    expect_resets("SN1", 5);
    ASSERT_EQ(post(devices + "/delete", R"(["SN1"])").status, 200);
    add("SN1");
    expect_resets("SN1", 1);
}

}  // namespace
}  // namespace roomkey
