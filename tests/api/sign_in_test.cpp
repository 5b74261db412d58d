#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "security/app_signature.hpp"
#include "storage/sql/directory/users.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* sign_in_path = "/v2/usg/acs/auth/appauth";
constexpr char const* token_path = "/v1/usg/acs/token";
constexpr char const* check_path = "/v1/usg/acs/token/validate";
std::string const nonce36 = "8e2f1b9c-0000-4000-8000-1234567890ab";

TEST(CreateAppToken, AnswersTheWholeRecord) {
    ApiBench bench;
    auto const answer = bench.sign_in(bench.ours);
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const& body = answer.json.get_object();
    for (auto const* name :
         {"accessToken", "tokenIp", "validPeriod", "expireTime", "createTime", "user", "clientType",
          "forceLoginInd", "firstLogin", "pwdExpired", "daysPwdAvailable", "proxyToken",
          "delayDelete", "tokenType", "refreshToken", "refreshValidPeriod", "refreshExpireTime",
          "refreshCreateTime"}) {
        EXPECT_TRUE(body.contains(name)) << name;
    }
    EXPECT_EQ(answer.field("accessToken").size(), 40U);
    EXPECT_EQ(answer.field("tokenIp"), "192.0.2.1");
    EXPECT_EQ(answer.number("validPeriod"), 24 * 3600);
    EXPECT_EQ(answer.number("expireTime"),
              answer.number("createTime") / 1000 + answer.number("validPeriod"));
    EXPECT_EQ(answer.number("refreshValidPeriod"), 2592000);
    EXPECT_EQ(answer.number("refreshExpireTime"),
              answer.number("refreshCreateTime") / 1000 + 2592000);
    auto const& user = body.at("user").get_object();
    EXPECT_EQ(user.size(), 28U);
    EXPECT_EQ(user.at("ucloginAccount").as_string(), bench.ours.admin_account);
    EXPECT_EQ(user.at("adminType").as_int64(), 0);
    EXPECT_EQ(user.at("userType").as_int64(), 2);
    EXPECT_EQ(user.at("companyId").as_string(), bench.ours.corp_id.value);
    EXPECT_EQ(user.at("appId").as_string(), bench.ours.app_id.value);
}

TEST(CreateAppToken, TakesTheFormsThatPublicClientsSend) {
    ApiBench bench;
    auto const soon = unix_seconds(bench.clock.now()) + 24 * 3600;
    auto const [body, authorization] = ApiBench::signed_request(bench.ours, "", soon, nonce36);
    auto const bare = authorization.substr(0, authorization.find(','));
    auto upper = bare;
    std::transform(upper.begin() + 22, upper.end(), upper.begin() + 22,
                   [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    for (auto const& header : {authorization, bare, upper}) {
        EXPECT_EQ(bench.send("POST", sign_in_path, body, {{"Authorization", header}}).status, 200)
            << header;
    }
    // A signature that is used again before it expires is accepted by default.
    EXPECT_EQ(bench.send("POST", sign_in_path, body + "\n", {{"Authorization", bare}}).status, 200);
}

struct AppTokenScenario {
    std::string name;
    std::string body;
    std::string header;  ///< Authorization; none if empty.
    int status;
    std::string code;
};

/// Sends each and compares its answer.
void expect_answers(ApiBench& bench, std::vector<AppTokenScenario> const& scenarios) {
    for (auto const& row : scenarios) {
        SCOPED_TRACE(row.name);
        std::vector<HttpHeader> headers;
        if (!row.header.empty()) headers.push_back({"Authorization", row.header});
        auto const answer = bench.send("POST", sign_in_path, row.body, headers);
        EXPECT_EQ(answer.status, row.status) << answer.text;
        EXPECT_EQ(answer.error_code(), row.code) << answer.text;
    }
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(CreateAppToken, RefusesASignatureThatIsNotOfThisRequest) {
    ApiBench bench;
    auto const now_s = unix_seconds(bench.clock.now());
    auto const [good, signature] = ApiBench::signed_request(bench.ours, "", 0, nonce36);
    auto const [expired, of_expired] = ApiBench::signed_request(bench.ours, "", now_s - 1, nonce36);
    auto const [late, of_late] = ApiBench::signed_request(bench.ours, "", now_s, nonce36);
    auto wrong = signature;
    wrong[30] = wrong[30] == '0' ? '1' : '0';
    auto const another_access =
        signature.substr(0, signature.find("access=")) + "access=" + to_base64("x");
    auto const unknown_app = with(good, bench.ours.app_id.value, std::string(32, '0'));
    auto const with_corp =
        with(good, "\"corpId\":null", "\"corpId\":\"" + bench.ours.corp_id.value + "\"");
    std::string const rejected = "USG.206010025";
    expect_answers(bench, {
                              {"no header", good, "", 401, "USG.000000004"},
                              {"wrong signature", good, wrong, 401, rejected},
                              {"60 hex digits", good, signature.substr(0, 82), 401, rejected},
                              {"another scheme", good, "Bearer abc", 401, rejected},
                              {"another app in access=", good, another_access, 401, rejected},
                              {"unknown app", unknown_app, signature, 401, rejected},
                              {"corpId with its own app", with_corp, signature, 401, rejected},
                              {"expired", expired, of_expired, 401, "USG.206010057"},
                              {"its last second", late, of_late, 200, ""},
                          });
}

TEST(CreateAppToken, MakesAnUnknownUserOnceIfTheEnterpriseAllowsIt) {
    ApiBench bench;
    auto const first = bench.sign_in(bench.ours, "张三");
    ASSERT_EQ(first.status, 200) << first.text;
    auto const& user = first.json.at("user").get_object();
    EXPECT_EQ(user.at("thirdAccount").as_string(), "张三");
    EXPECT_EQ(user.at("adminType").as_int64(), 2);
    EXPECT_TRUE(user.at("ucloginAccount").as_string().starts_with("Auto-"));
    auto const again = bench.sign_in(bench.ours, "张三");
    EXPECT_EQ(again.json.at("user").at("userId"), user.at("userId"));

    CorpChange closed;
    closed.auto_user_create = false;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, closed).ok());
    auto const refused = bench.sign_in(bench.ours, "somebody else");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.error_code(), "USG.206010030");
    EXPECT_EQ(bench.sign_in(bench.ours, "张三").status, 200);
    // The same third-party id elsewhere is someone else.
    EXPECT_NE(bench.sign_in(bench.theirs, "张三").json.at("user").at("userId"), user.at("userId"));
}

TEST(CreateAppToken, KeepsAPhoneThatCanBeReadAndLetsItsUserInWithAnyOther) {
    ApiBench bench;
    int number = 0;
    auto const sign_in = [&](std::string const& phone) {
        auto [body, authorization] =
            ApiBench::signed_request(bench.ours, "user" + std::to_string(++number), 0, nonce36);
        body.insert(1, R"("userPhone":")" + phone + R"(",)");
        return bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
    };
    auto const kept = [&] {
        return bench.store
            ->read([&](Reader& reader) {
                return find_user_by_third_account(reader, bench.ours.corp_id,
                                                  "user" + std::to_string(number));
            })
            .value()
            .value()
            .phone;
    };
    for (auto const& [given, phone] : {std::pair{"13800138000", "+8613800138000"},
                                       std::pair{"+6598765432", "+6598765432"}, std::pair{"", ""},
                                       // Of Germany, with its code but without plus; too short;
                                       // longer than any number.
                                       std::pair{"4915112345678", ""}, std::pair{"110", ""},
                                       std::pair{"00000000000000000000000000000000", ""}}) {
        EXPECT_EQ(sign_in(given).status, 200) << given;
        EXPECT_EQ(kept(), phone) << given;
    }
    for (auto const* malformed : {"+", "138 0013 8000", "000000000000000000000000000000000"}) {
        auto const refused = sign_in(malformed);
        EXPECT_EQ(refused.status, 400) << malformed;
        EXPECT_NE(refused.field("error_msg").find("userPhone"), std::string::npos);
    }
}

TEST(CreateAppToken, RefusesARepeatedNonceIfTheEnterpriseIsStrict) {
    ApiBench bench;
    CorpChange strict;
    strict.strict_nonces = true;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, strict).ok());
    auto const [body, authorization] =
        ApiBench::signed_request(bench.ours, "", unix_seconds(bench.clock.now()) + 600, nonce36);
    EXPECT_EQ(bench.send("POST", sign_in_path, body, {{"Authorization", authorization}}).status,
              200);
    auto const repeated =
        bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
    EXPECT_EQ(repeated.status, 401);
    EXPECT_EQ(repeated.header("X-Roomkey-Reason"), "nonce_reused");
}

TEST(CreateAppToken, AcceptsASignatureBeyondTheHorizonOnce) {
    ApiBench bench;
    auto const day_s = 24 * 3600;
    auto const now_s = unix_seconds(bench.clock.now());
    auto const sign_in = [&](std::int64_t expire_time, std::string const& user = {}) {
        auto const [body, authorization] =
            ApiBench::signed_request(bench.ours, user, expire_time, nonce36);
        auto const answer =
            bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
        return answer.status == 200 ? "ok" : answer.header("X-Roomkey-Reason");
    };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in(now_s + day_s), "ok");
    // Beyond; without an end; in milliseconds; as far as a number goes.
    for (std::int64_t const far :
         {now_s + day_s + 1, std::int64_t{0}, now_s * 1000, std::int64_t{9'999'999'999'999'999}}) {
        EXPECT_EQ(sign_in(far), "ok") << far;
        EXPECT_EQ(sign_in(far), "nonce_reused") << far;
        EXPECT_EQ(sign_in(far, "ann"), "ok") << far;
    }
    bench.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(sign_in(now_s + day_s + 1), "nonce_reused");
    EXPECT_EQ(sign_in(now_s + day_s + 2), "ok");
    // What was used stays used on its last day.
    bench.clock.advance(std::chrono::hours{2});
    EXPECT_EQ(sign_in(now_s + day_s + 1), "nonce_reused");
    EXPECT_EQ(sign_in(now_s + day_s + 2), "nonce_reused");
    EXPECT_EQ(sign_in(now_s + day_s + 3), "ok");
    EXPECT_EQ(sign_in(now_s + day_s + 3), "ok");
    bench.clock.advance(std::chrono::days{1000});
    EXPECT_EQ(sign_in(0), "nonce_reused");
}

TEST(CreateAppToken, ForgetsSignaturesWithTheKeyThatMadeThem) {
    ApiBench bench;
    auto const [body, authorization] = ApiBench::signed_request(bench.ours, "", 0, nonce36);
    auto const sign_in = [&](std::string const& header) {
        return bench.send("POST", sign_in_path, body, {{"Authorization", header}});
    };
    EXPECT_EQ(sign_in(authorization).status, 200);
    auto const actor = operator_of(bench.ours.corp_id);
    bench.ours.app_key = bench.services->apps.reset_key({bench.ours.app_id}, actor).value().key;
    EXPECT_EQ(sign_in(authorization).header("X-Roomkey-Reason"), "app_id_rejected");
    auto const with_new_key = ApiBench::signed_request(bench.ours, "", 0, nonce36).second;
    EXPECT_EQ(sign_in(with_new_key).status, 200);
    EXPECT_EQ(sign_in(with_new_key).header("X-Roomkey-Reason"), "nonce_reused");
}

TEST(CreateAppToken, RefusesADisabledUser) {
    ApiBench bench;
    auto const first = bench.sign_in(bench.ours, "ada");
    ASSERT_EQ(first.status, 200) << first.text;
    auto const account = first.json.at("user").at("ucloginAccount").as_string();
    ASSERT_TRUE(bench.services->users.set_disabled(std::string(account), true).ok());
    auto const refused = bench.sign_in(bench.ours, "ada");
    EXPECT_EQ(refused.status, 412);
    EXPECT_EQ(refused.error_code(), "USG.206010007");
    ASSERT_TRUE(bench.services->users.set_disabled(std::string(account), false).ok());
    EXPECT_EQ(bench.sign_in(bench.ours, "ada").status, 200);
}

TEST(CreateAppToken, StopsWithItsApp) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    auto const& apps = bench.services->apps;
    auto const actor = operator_of(bench.ours.corp_id);
    UpdateAppRequest change{bench.ours.app_id, {}, {}, true};
    ASSERT_TRUE(apps.update(change, actor).ok());
    EXPECT_EQ(bench.sign_in(bench.ours).error_code(), "USG.206010025");
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member").status, 401);
    change.is_disabled = false;
    ASSERT_TRUE(apps.update(change, actor).ok());
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member").status, 200);
    ASSERT_TRUE(apps.reset_key({bench.ours.app_id}, actor).ok());
    EXPECT_EQ(bench.sign_in(bench.ours).error_code(), "USG.206010025");
}

TEST(CreateAppToken, LetsAServiceProvidersAppActForAnEnterprise) {
    ApiBench bench;
    auto const created = bench.services->apps.add({"provider", ""}, operator_of_all()).value();
    auto const sign_in = [&](std::optional<std::string> corp_id, bool is_right = true) {
        SignedSignIn parts{created.app.id.value, corp_id, "", 0, nonce36};
        auto const signature = app_signature(is_right ? created.key : Secret("another key"), parts);
        boost::json::object body;
        body["appId"] = created.app.id.value;
        body["clientType"] = 72;
        if (corp_id) body["corpId"] = *corp_id;
        body["expireTime"] = 0;
        body["nonce"] = nonce36;
        return bench.send("POST", sign_in_path, boost::json::serialize(body),
                          {{"Authorization", "HMAC-SHA256 signature=" +
                                                 to_hex(signature.data(), signature.size())}});
    };
    auto const answer = sign_in(bench.theirs.corp_id.value);
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json.at("user").at("companyId").as_string(), bench.theirs.corp_id.value);
    EXPECT_EQ(sign_in("000000000").error_code(), "USG.206010025");
    EXPECT_EQ(sign_in(std::nullopt).error_code(), "USG.000000003");
    // Whose app it is, and which enterprises there are, nobody learns without its key.
    std::string const no_corp;
    for (auto const& corp_id :
         {std::optional<std::string>{}, std::optional{no_corp},
          std::optional{bench.theirs.corp_id.value}, std::optional<std::string>{"000000000"}}) {
        auto const refused = sign_in(corp_id, false);
        EXPECT_EQ(refused.status, 401) << refused.text;
        EXPECT_EQ(refused.error_code(), "USG.206010025");
        EXPECT_EQ(refused.text.find("corpId"), std::string::npos) << refused.text;
    }
}

TEST(Tokens, KeepSixtyFourPerUserForApiClientsAndOneForOthers) {
    ApiBench bench;
    std::vector<std::string> tokens;
    for (int i = 0; i < 65; ++i) {
        tokens.push_back(bench.admin_token(bench.ours));
        bench.clock.advance(Duration{1});
    }
    auto const displaced = bench.send_as(tokens[0], "GET", "/v1/usg/dcs/corp/member");
    EXPECT_EQ(displaced.status, 401);
    EXPECT_EQ(displaced.error_code(), "USG.206020002");
    EXPECT_EQ(bench.send_as(tokens[1], "GET", "/v1/usg/dcs/corp/member").status, 200);
    EXPECT_EQ(bench.send_as(tokens[64], "GET", "/v1/usg/dcs/corp/member").status, 200);

    auto const soon = unix_seconds(bench.clock.now()) + 600;
    auto const [body, authorization] = ApiBench::signed_request(bench.ours, "", soon, nonce36);
    auto web = body;
    web.replace(web.find("72"), 2, "55");
    auto const first = bench.send("POST", sign_in_path, web, {{"Authorization", authorization}});
    bench.clock.advance(Duration{1});
    auto const second = bench.send("POST", sign_in_path, web, {{"Authorization", authorization}});
    EXPECT_EQ(bench.send_as(first.field("accessToken"), "GET", "/v1/usg/dcs/corp/member").status,
              401);
    EXPECT_EQ(bench.send_as(second.field("accessToken"), "GET", "/v1/usg/dcs/corp/member").status,
              200);
    EXPECT_EQ(bench.send_as(tokens[1], "GET", "/v1/usg/dcs/corp/member").status, 200);
}

TEST(Tokens, LapseAfterTheirPeriod) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    bench.clock.advance(std::chrono::hours{24} - Duration{1});
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member").status, 200);
    bench.clock.advance(Duration{1});
    auto const lapsed = bench.send_as(token, "GET", "/v1/usg/dcs/corp/member");
    EXPECT_EQ(lapsed.status, 401);
    EXPECT_EQ(lapsed.error_code(), "USG.000000004");
}

TEST(UpdateToken, TakesTheAccessTokenOrTheRefreshToken) {
    ApiBench bench;
    auto const signed_in = bench.sign_in(bench.ours);
    auto const access = signed_in.field("accessToken");
    bench.clock.advance(std::chrono::hours{1});
    auto const extended = bench.send_as(access, "PUT", token_path);
    ASSERT_EQ(extended.status, 200) << extended.text;
    EXPECT_EQ(extended.field("accessToken"), access);
    EXPECT_EQ(extended.number("expireTime"), signed_in.number("expireTime") + 3600);
    EXPECT_NE(extended.field("refreshToken"), signed_in.field("refreshToken"));

    bench.clock.advance(std::chrono::days{2});
    EXPECT_EQ(bench.send_as(access, "PUT", token_path).status, 401);
    auto const revived = bench.send_as(extended.field("refreshToken"), "PUT", token_path);
    ASSERT_EQ(revived.status, 200);
    EXPECT_NE(revived.field("accessToken"), access);
    EXPECT_EQ(bench.send_as(revived.field("accessToken"), "GET", "/v1/usg/dcs/corp/member").status,
              200);
    EXPECT_EQ(bench.send_as(extended.field("refreshToken"), "PUT", token_path).status, 401);
    bench.clock.advance(std::chrono::days{30});
    EXPECT_EQ(bench.send_as(revived.field("refreshToken"), "PUT", token_path).status, 401);
}

TEST(DeleteToken, EndsTheSessionWithItsRefreshToken) {
    ApiBench bench;
    auto const signed_in = bench.sign_in(bench.ours);
    auto const access = signed_in.field("accessToken");
    auto const deleted = bench.send_as(access, "DELETE", token_path);
    EXPECT_EQ(deleted.status, 200);
    EXPECT_EQ(deleted.text, "");
    EXPECT_EQ(bench.send_as(access, "DELETE", token_path).status, 401);
    EXPECT_EQ(bench.send_as(access, "GET", "/v1/usg/dcs/corp/member").status, 401);
    EXPECT_EQ(bench.send_as(signed_in.field("refreshToken"), "PUT", token_path).status, 401);
}

TEST(CheckToken, ShowsTheRecordAndGivesANewValueOnRequest) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    auto const check = [&](std::string const& value, std::string const& rest) {
        return bench.send("POST", check_path, R"({"token":")" + value + "\"" + rest + "}");
    };
    auto const shown = check(token, R"(,"needGenNewToken":false)");
    ASSERT_EQ(shown.status, 200) << shown.text;
    EXPECT_EQ(shown.field("accessToken"), token);
    EXPECT_TRUE(shown.json.get_object().contains("user"));
    EXPECT_FALSE(check(token, R"(,"needAccountInfo":false)").json.get_object().contains("user"));

    auto const renewed = check(token, R"(,"needGenNewToken":true)");
    ASSERT_EQ(renewed.status, 200);
    EXPECT_NE(renewed.field("accessToken"), token);
    EXPECT_EQ(check(renewed.field("accessToken"), "").status, 200);
    for (auto const& value : {token, std::string("nonsense")}) {
        auto const refused = check(value, "");
        EXPECT_EQ(refused.status, 401);
        EXPECT_EQ(refused.error_code(), "USG.000000004");
    }
}

}  // namespace
}  // namespace roomkey
