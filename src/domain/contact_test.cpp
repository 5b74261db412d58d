#include "domain/contact.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace roomkey {
namespace {

/// No number has only one reading: its own digits in China.
class ChineseNumbers final : public PhoneNumbers {
public:
    [[nodiscard]] std::optional<std::string> canonical(std::string const& number) const override {
        return number;
    }
    [[nodiscard]] std::vector<PhoneReading> readings(std::string const& digits,
                                                     Country const& country) const override {
        return {{"+" + std::string(country.calling_code) + digits, true, true, true}};
    }
    [[nodiscard]] std::string region(std::string const& /*number*/) const override { return "CN"; }
    [[nodiscard]] bool is_valid(std::string const& /*number*/) const override { return true; }
    [[nodiscard]] bool has_region(std::string const& region) const override {
        return region == "CN";
    }
};

Result<Contacts> check(ContactRequest const& request) {
    return check_contacts(request, ChineseNumbers{});
}

struct Case {
    std::string name;
    ContactRequest request;
    std::string bad_field;  ///< Empty: accepted.
    std::string phone;      ///< What is understood.
};

TEST(CheckContacts, FollowsTheRulesOfCountryAndNumber) {
    std::string const digits15(15, '1');
    for (auto const& row : std::vector<Case>{
             {"nothing at all", {}, "", ""},
             {"plus stands for itself", {{}, "", "+8617300009092"}, "", "+8617300009092"},
             {"plus without a named country", {{}, "", "+4915112345678"}, "", "+4915112345678"},
             {"plus beside its country", {"germany", "", "+4915112345678"}, "", "+4915112345678"},
             {"plus beside another country", {"chinaPR", "", "+12025550100"}, "smsNumber", ""},
             {"plus beside an unknown country", {"atlantis", "", "+12025550100"}, "country", ""},
             {"two zeros are a plus", {"chinaPR", "", "008617300009092"}, "", "+8617300009092"},
             {"two zeros without country", {{}, "", "004915112345678"}, "", "+4915112345678"},
             {"two zeros beside another country",
              {"chinaPR", "", "0012025550100"},
              "smsNumber",
              ""},
             {"three zeros", {{}, "", "0008617300009092"}, "smsNumber", ""},
             {"no plus, default country", {{}, "", "17300009092"}, "", "+8617300009092"},
             {"no plus, named country", {"UK", "", "7400123456"}, "", "+447400123456"},
             {"no plus, unknown country", {"atlantis", "", "7400123456"}, "country", ""},
             {"masked as on the page", {"chinaPR", "", "+86173****9092"}, "smsNumber", ""},
             {"lone plus", {{}, "", "+"}, "smsNumber", ""},
             {"plus inside", {{}, "", "86+1"}, "smsNumber", ""},
             {"15 digits", {{}, "", "+" + digits15}, "", "+" + digits15},
             {"16 digits", {{}, "", "+" + digits15 + "1"}, "smsNumber", ""},
             {"7 digits", {{}, "", "+8612345"}, "", "+8612345"},
             {"6 digits", {{}, "", "+861234"}, "smsNumber", ""},
             {"33 characters", {{}, "", std::string(33, '1')}, "smsNumber", ""},
             {"country of 255 characters", {std::string(255, 'x'), "", ""}, "", ""},
             {"country of 256 characters", {std::string(256, 'x'), "", ""}, "country", ""},
         }) {
        auto const contacts = check(row.request);
        if (row.bad_field.empty()) {
            ASSERT_TRUE(contacts.ok()) << row.name;
            EXPECT_EQ(contacts->phone, row.phone) << row.name;
        } else {
            ASSERT_FALSE(contacts.ok()) << row.name;
            EXPECT_EQ(contacts.error().field, row.bad_field) << row.name;
        }
    }
}

TEST(CheckContacts, SpellsTheCountryAsTheVendorDoes) {
    for (auto const& [given, spelt] : {std::pair{"CHINAPR", "chinaPR"},
                                       {"uk", "UK"},
                                       {"bosniaandHERZEGOVINA", "bosniaAndHerzegovina"},
                                       {"dominica", "dominica"},
                                       {"atlantis", ""}}) {
        EXPECT_EQ(check({given, "a@b.c", ""})->country, spelt) << given;
    }
    EXPECT_EQ(check({{}, "a@b.c", ""})->country, "");
    EXPECT_EQ(check({"CHINAPR", "", "+8617300009092"})->country, "chinaPR");
}

TEST(CheckContacts, TakesAnEmailThatCanBeMailedAndNoOther) {
    std::string const longest = std::string(64, 'a') + "@example.com";
    EXPECT_EQ(check({{}, longest, ""})->email, longest);
    EXPECT_EQ(check({{}, "a" + longest, ""}).error().field, "emailAddr");
    EXPECT_EQ(check({{}, std::string(256, 'a'), ""}).error().fault, Fault::wrong_length);
    EXPECT_EQ(check({{}, "it@b\u00FCcher.example", ""})->email, "it@xn--bcher-kva.example");
    EXPECT_EQ(check({{}, "a..b@docomo.ne.jp", ""})->email, "\"a..b\"@docomo.ne.jp");
    EXPECT_EQ(check({{}, "a@x_y.example", ""}).error().field, "emailAddr");
}

TEST(CheckContacts, RefusesWhatIsNotAnEmail) {
    for (auto const* email : {"a", "@b", "a@", "a@b@c", "a b@c.d", "a@.b", "a@b.", "a@b..c",
                              "a@b\r\nBcc: x@y.z", "a@b,c@d", "\xFF@b.c"}) {
        auto const contacts = check({{}, email, ""});
        ASSERT_FALSE(contacts.ok()) << email;
        EXPECT_EQ(contacts.error().field, "emailAddr");
    }
}

TEST(RequireDeliverable, WantsAnEmailUnlessThePhoneIsOfMainlandChina) {
    EXPECT_TRUE(require_deliverable({"a@b.c", ""}).ok());
    EXPECT_TRUE(require_deliverable({"", "+8617300009092"}).ok());
    EXPECT_TRUE(require_deliverable({"a@b.c", "+12025550100"}).ok());
    EXPECT_EQ(require_deliverable({"", "+12025550100"}).error().field, "emailAddr");
    EXPECT_EQ(require_deliverable({}).error().field, "emailAddr");
    EXPECT_EQ(require_deliverable({}).error().expected,
              "an email or a smsNumber of mainland China");
}

}  // namespace
}  // namespace roomkey
