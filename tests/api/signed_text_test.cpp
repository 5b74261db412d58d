#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "security/app_signature.hpp"
#include "tests/api/api_bench.hpp"

// One signature must not fit two requests: the signed text is cut at colons, which a userId may
// contain and nothing else.
namespace roomkey {
namespace {

std::string const nonce32(32, '5');

class SignedText : public testing::Test {
protected:
    /// What a portal signs for its user, whatever the user's id is.
    Digest sign(SignedSignIn const& parts) { return app_signature(key, parts); }

    Answer present(SignedSignIn const& parts, Digest const& signature) {
        boost::json::object body;
        body["appId"] = parts.app_id;
        body["clientType"] = 72;
        if (parts.corp_id) body["corpId"] = *parts.corp_id;
        body["userId"] = parts.user_id;
        body["expireTime"] = parts.expire_time;
        body["nonce"] = parts.nonce;
        return bench.send("POST", "/v2/usg/acs/auth/appauth", boost::json::serialize(body),
                          {{"Authorization", "HMAC-SHA256 signature=" +
                                                 to_hex(signature.data(), signature.size())}});
    }

    /// Signs as `honest`, which is accepted as an ordinary user, and presents that as `forged`,
    /// which has the same text.
    void expect_refused(SignedSignIn const& honest, SignedSignIn const& forged) {
        SCOPED_TRACE(honest.user_id + " as " + forged.user_id);
        auto const signature = sign(honest);
        ASSERT_EQ(signature, sign(forged));
        auto const refused = present(forged, signature);
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_code(), "USG.000000003");
        EXPECT_NE(refused.field("error_msg").find("nonce"), std::string::npos) << refused.text;
        auto const user = present(honest, signature);
        ASSERT_EQ(user.status, 200) << user.text;
        EXPECT_EQ(user.json.at("user").at("thirdAccount").as_string(), honest.user_id);
        EXPECT_EQ(user.json.at("user").at("adminType").as_int64(), 2);
    }

    ApiBench bench;
    std::string app = bench.ours.app_id.value;
    Secret key = bench.ours.app_key;
    std::int64_t end = unix_seconds(bench.clock.now()) + 600;
    std::string forged_nonce = std::to_string(end) + ":" + nonce32;
};

TEST_F(SignedText, IsNotCutDifferentlyForTheDefaultAdministrator) {
    expect_refused({app, {}, ":0", end, nonce32}, {app, {}, "", 0, forged_nonce});
    expect_refused({app, {}, ":7", end, nonce32}, {app, {}, "", 7, forged_nonce});
}

TEST_F(SignedText, IsNotCutDifferentlyForAnotherUserOrTime) {
    expect_refused({app, {}, "boss:0", end, nonce32}, {app, {}, "boss", 0, forged_nonce});
    expect_refused({app, {}, "tel:8613800138000", end, nonce32},
                   {app, {}, "tel", 8'613'800'138'000, forged_nonce});
    expect_refused({app, {}, "id:20251129123456", end, nonce32},
                   {app, {}, "id", 20'251'129'123'456, forged_nonce});
}

TEST_F(SignedText, IsNotCutDifferentlyForAServiceProvidersApp) {
    auto const created = bench.services->apps.add({"provider", ""}, operator_of_all()).value();
    key = created.key;
    app = created.app.id.value;
    auto const corp = bench.ours.corp_id.value;
    expect_refused({app, corp, ":0", end, nonce32}, {app, corp, "", 0, forged_nonce});
    expect_refused({app, corp, "boss:0", end, nonce32}, {app, corp, "boss", 0, forged_nonce});
}

TEST_F(SignedText, DoesNotLiveLongerOrTwiceByACut) {
    CorpChange strict;
    strict.strict_nonces = true;
    strict.auto_user_create = false;
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, strict).ok());
    auto const past = unix_seconds(bench.clock.now()) - 1;
    SignedSignIn const lapsed{app, {}, ":0", past, nonce32};
    EXPECT_EQ(present(lapsed, sign(lapsed)).error_code(), "USG.206010057");
    SignedSignIn const revived{app, {}, "", 0, std::to_string(past) + ":" + nonce32};
    EXPECT_EQ(present(revived, sign(lapsed)).status, 400);

    SignedSignIn const once{app, {}, "", end, nonce32};
    EXPECT_EQ(present(once, sign(once)).status, 200);
    EXPECT_EQ(present(once, sign(once)).header("X-Roomkey-Reason"), "nonce_reused");
    std::string const fresh(32, 'f');
    SignedSignIn const stranger{app, {}, ":0", end, fresh};
    SignedSignIn const administrator{app, {}, "", 0, std::to_string(end) + ":" + fresh};
    EXPECT_EQ(present(stranger, sign(stranger)).status, 403);
    EXPECT_EQ(present(administrator, sign(stranger)).status, 400);
}

}  // namespace
}  // namespace roomkey
