#include "usecase/sso/sso_flow.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {
namespace {

class SsoFlowCookie : public ::testing::Test {
protected:
    SsoFlowCookie() {
        flow_.question = {"t.state", "nonce", Secret("verifier")};
        flow_.corp = CorpId{"100000001"};
        flow_.tester = UserId{"tester"};
        flow_.revision = "revision";
        flow_.expires_at = from_unix_milliseconds(1'000);
    }

    SeededRandomness randomness_{1};
    Sealer sealer_{KeyRing::make(randomness_), randomness_};
    SsoFlow flow_;
};

TEST_F(SsoFlowCookie, IsReadAsItWasWritten) {
    auto const cookie = sealed_flow(sealer_, flow_);
    auto const read = opened_flow(sealer_, cookie, from_unix_milliseconds(999));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->question.state, "t.state");
    EXPECT_EQ(read->question.nonce, "nonce");
    EXPECT_EQ(read->question.verifier.reveal(), "verifier");
    EXPECT_EQ(read->corp, flow_.corp);
    EXPECT_EQ(read->tester, flow_.tester);
    EXPECT_EQ(read->revision, "revision");
    EXPECT_EQ(read->expires_at, flow_.expires_at);
    EXPECT_EQ(cookie.reveal().find("verifier"), std::string::npos);
}

TEST_F(SsoFlowCookie, ExpiresAndIsNotReadChangedOrFromOthers) {
    auto const cookie = sealed_flow(sealer_, flow_);
    EXPECT_FALSE(opened_flow(sealer_, cookie, from_unix_milliseconds(1'000)));
    auto const now = from_unix_milliseconds(0);
    auto changed = cookie.reveal();
    changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(opened_flow(sealer_, Secret(changed), now));
    EXPECT_FALSE(opened_flow(sealer_, Secret("no base64!"), now));
    EXPECT_FALSE(opened_flow(sealer_, Secret(), now));
    EXPECT_FALSE(opened_flow(sealer_, Secret(std::string(2049, 'A')), now));
    Sealer const other(KeyRing::make(randomness_), randomness_);
    EXPECT_FALSE(opened_flow(other, cookie, now));
}

TEST_F(SsoFlowCookie, IsOverIfAClockAheadMadeIt) {
    flow_.expires_at = from_unix_milliseconds(0) + std::chrono::days{100};
    auto const cookie = sealed_flow(sealer_, flow_);
    EXPECT_FALSE(opened_flow(sealer_, cookie, from_unix_milliseconds(0)));
    EXPECT_TRUE(opened_flow(sealer_, cookie, flow_.expires_at - sso_flow_validity));
}

}  // namespace
}  // namespace roomkey
