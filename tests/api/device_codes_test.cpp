#include "tests/api/device_bench.hpp"

// How hard terminals get the code that no answer has.
namespace roomkey {
namespace {

class DeviceCodes : public DeviceBench {};

TEST_F(DeviceCodes, AreSentACodeThatNoAnswerHas) {
    auto const added = add("SN1", R"(,"phone":"+8617312349092")");
    EXPECT_EQ(bench.notices(terminal("SN1").user.id).size(), 2U);
    EXPECT_EQ(bench.notifications, 1);
    auto const secret = code("SN1");
    ASSERT_EQ(secret.size(), 11U);
    auto const account = added.field("account");
    std::string const member = "/v1/usg/dcs/corp/member";
    for (auto const& answer : {added, show("SN1"), get(devices), get(member + '/' + account),
                               get(member + "?userType=2,12,13,14&containsUnActive=true"),
                               get("/v1/usg/dcs/corp/vision/activecode"),
                               get("/v1/usg/dcs/corp/vision/activecode?searchKey=" + secret),
                               get("/v1/roomkey/notices")}) {
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.text.find(secret), std::string::npos) << answer.text;
    }
    EXPECT_EQ(get("/v1/usg/dcs/corp/vision/activecode?searchKey=Hall").number("count"), 0);
    EXPECT_EQ(
        get(member + "?userType=2,12,13,14&containsUnActive=true&searchKey=SN1").number("count"),
        0);
    EXPECT_EQ(get(member + '/' + account).number("userType"), 10);
}

TEST_F(DeviceCodes, KeepTheirCodesFromTheOperationsOnActivationCodes) {
    auto const account = add("SN1").field("account");
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(account)).header("X-Roomkey-Reason"),
              "account_unknown");
    auto const id = terminal("SN1").code->id().value;
    EXPECT_EQ(
        bench.send_as(token, "DELETE", "/v1/usg/dcs/corp/vision/activecode", "[\"" + id + "\"]")
            .header("X-Roomkey-Reason"),
        "code_id_unknown");
    EXPECT_EQ(bench.services->codes.current(account).error().code, ErrorCode::code_unknown);
    EXPECT_EQ(bench.services->reset_code.run({account, {}, {}}, operator_of_account(account))
                  .error()
                  .code,
              ErrorCode::account_unknown);
    bind("SN1");
}

TEST_F(DeviceCodes, AreActivatedByTheDeviceWithTheirSerialNumberOnly) {
    add("SN1");
    auto const secret = code("SN1");
    for (auto const* const other : {"SN2", "sn1", "SN11", "SN"}) {
        EXPECT_EQ(bench.activate(secret, other).header("X-Roomkey-Reason"), "code_device_mismatch");
    }
    auto const activated = bench.activate(secret, " SN1 ");
    EXPECT_EQ(activated.status, 200) << activated.text;
    EXPECT_EQ(activated.field("devType"), "hard-terminal");
    EXPECT_EQ(activated.field("name"), "Hall");
    EXPECT_EQ(bench.activate(secret, "SN1").header("X-Roomkey-Reason"), "code_unknown");
}

TEST_F(DeviceCodes, CountWrongSerialNumbersAsGuesses) {
    add("SN1");
    auto const secret = code("SN1");
    int refused = 0;
    int count = 0;
    for (; refused != 429 && count < 100; ++count) {
        refused = bench.activate(secret, "W" + std::to_string(count)).status;
    }
    EXPECT_EQ(refused, 429);
    EXPECT_LT(count, 20);
}

TEST_F(DeviceCodes, HaveACodeForTenDays) {
    add("SN1");
    add("SN2");
    bench.clock.advance(std::chrono::days{10} - std::chrono::milliseconds{1});
    bind("SN1");
    bench.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(bench.activate(code("SN2"), "SN2").header("X-Roomkey-Reason"), "code_lapsed");
}

TEST_F(DeviceCodes, HaveACodeForTenDaysWhateverTheEnterpriseHasSetForOthers) {
    for (auto const validity : {Duration{std::chrono::hours{1}}, Duration{std::chrono::days{90}}}) {
        CorpChange change;
        change.code_validity = validity;
        ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
        auto const number = std::to_string(validity / std::chrono::hours{1});
        auto const added = "A" + number;
        auto const again = "R" + number;
        add(added);
        add(again);
        bench.clock.advance(std::chrono::hours{2});
        token = bench.admin_token(bench.ours);
        ASSERT_EQ(reset(again).status, 200);
        add("L" + number);
        bench.clock.advance(std::chrono::days{10} - std::chrono::hours{2} -
                            std::chrono::milliseconds{1});
        bind(added);
        bench.clock.advance(std::chrono::hours{2});
        bind(again);
        bench.clock.advance(std::chrono::milliseconds{1});
        auto const lapsed = "L" + number;
        EXPECT_EQ(bench.activate(code(lapsed), lapsed).header("X-Roomkey-Reason"), "code_lapsed");
        token = bench.admin_token(bench.ours);
        ASSERT_EQ(reset(lapsed).status, 200);
        bench.clock.advance(std::chrono::days{10});
        EXPECT_EQ(bench.activate(code(lapsed), lapsed).header("X-Roomkey-Reason"), "code_lapsed");
        token = bench.admin_token(bench.ours);
    }
}

}  // namespace
}  // namespace roomkey
