#include "domain/resend_policy.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

constexpr Instant now{std::chrono::hours{100}};
CorpId const corp{"100000001"};

class ResendPolicy : public testing::Test {
protected:
    ResendPolicy() {
        code_.hash.fill(7);
        code_.expires_at = now + Duration{1};
        notice_.corp_id = corp;
        notice_.code_id = code_.id();
        notice_.channel = Channel::email;
        notice_.masked_contact = "e***@huawei.com";
    }

    [[nodiscard]] std::string verdict(std::optional<ActiveCode> const& code) const {
        auto const status = allow_resend(notice_, corp, code, now);
        return status.ok() ? "ok" : std::string(reason_name(status.error().code));
    }

    /// The contact, or what is wrong with which field.
    [[nodiscard]] std::string contact(std::optional<Secret> const& kept,
                                      Contacts const& given) const {
        auto const contacts = resend_contact(notice_, kept, given);
        if (contacts.ok()) return contacts->email + contacts->phone;
        auto const& error = contacts.error();
        EXPECT_EQ(error.code, ErrorCode::invalid_parameter);
        auto const* const fault = error.fault == Fault::missing        ? " missing"
                                  : error.fault == Fault::wrong_format ? " malformed"
                                                                       : " not allowed";
        return error.field + fault + (error.expected.empty() ? "" : ": " + error.expected);
    }

    ActiveCode code_;
    Notice notice_;
};

TEST_F(ResendPolicy, AllowsALiveCodeUntilItLapses) {
    EXPECT_EQ(verdict(code_), "ok");
    code_.expires_at = now;
    EXPECT_EQ(verdict(code_), "code_lapsed");
}

TEST_F(ResendPolicy, RefusesACodeThatWasReplacedOrSpent) {
    EXPECT_EQ(verdict(std::nullopt), "notice_outdated");
    code_.hash.fill(8);
    EXPECT_EQ(verdict(code_), "notice_outdated");
}

TEST_F(ResendPolicy, RefusesAPasswordInWordsOfItsOwn) {
    notice_.code_id = {};
    auto const refused = allow_resend(notice_, corp, std::nullopt, now);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().field, "id");
    EXPECT_NE(refused.error().expected.find("reset it"), std::string::npos);
    EXPECT_EQ(verdict(code_), "invalid_parameter");
    // Whose it is comes first.
    EXPECT_EQ(allow_resend(notice_, CorpId{"100000002"}, std::nullopt, now).error().code,
              ErrorCode::notice_unknown);
}

TEST_F(ResendPolicy, DoesNotTellANoticeOfOthersFromNone) {
    auto const none = allow_resend(std::nullopt, corp, code_, now);
    auto const foreign = allow_resend(notice_, CorpId{"100000002"}, code_, now);
    ASSERT_FALSE(none.ok() || foreign.ok());
    EXPECT_EQ(none.error().code, ErrorCode::notice_unknown);
    EXPECT_EQ(foreign.error().code, ErrorCode::notice_unknown);
}

TEST_F(ResendPolicy, TakesTheKeptContact) {
    Secret const kept("example@huawei.com");
    EXPECT_EQ(contact(kept, {}), "example@huawei.com");
    EXPECT_EQ(contact(kept, {"example@huawei.com", ""}), "example@huawei.com");
    // The mask alone would take this one.
    EXPECT_EQ(contact(kept, {"eve@huawei.com", ""}), "emailAddr not allowed: e***@huawei.com");
}

TEST_F(ResendPolicy, AsksForAContactThatIsGone) {
    EXPECT_EQ(contact({}, {}), "emailAddr missing: e***@huawei.com");
    EXPECT_EQ(contact({}, {"example@huawei.com", ""}), "example@huawei.com");
    EXPECT_EQ(contact({}, {"someone@huawei.com", ""}), "emailAddr not allowed: e***@huawei.com");
    notice_.channel = Channel::sms;
    notice_.masked_contact = "+86173****9092";
    EXPECT_EQ(contact({}, {}), "smsNumber missing: +86173****9092");
    EXPECT_EQ(contact({}, {"", "+8617300009092"}), "+8617300009092");
    EXPECT_EQ(contact({}, {"", "+8617300009093"}), "smsNumber not allowed: +86173****9092");
}

TEST_F(ResendPolicy, TakesTheMaskedFormForNoContact) {
    EXPECT_EQ(contact({}, {"e***@huawei.com", ""}), "emailAddr malformed");
    EXPECT_EQ(contact(Secret("example@huawei.com"), {"e***@huawei.com", ""}),
              "emailAddr malformed");
}

TEST_F(ResendPolicy, RefusesAContactOfTheOtherChannel) {
    EXPECT_EQ(contact(Secret("example@huawei.com"), {"", "+8617300009092"}),
              "smsNumber not allowed");
    notice_.channel = Channel::sms;
    EXPECT_EQ(contact(Secret("+8617300009092"), {"example@huawei.com", ""}),
              "emailAddr not allowed");
}

}  // namespace
}  // namespace roomkey
