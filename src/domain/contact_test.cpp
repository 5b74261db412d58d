#include "domain/contact.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

struct Case {
    std::string name;
    ContactRequest request;
    std::string bad_field;  ///< Empty: accepted.
    std::string phone;      ///< What is understood.
};

TEST(CheckContacts, FollowsTheRulesOfCountryAndNumber) {
    std::string const digits31(31, '1');
    for (auto const& row : std::vector<Case>{
             {"nothing at all", {}, "", ""},
             {"plus stands for itself", {{}, "", "+8617300009092"}, "", "+8617300009092"},
             {"plus without a named country", {{}, "", "+4915112345678"}, "", "+4915112345678"},
             {"plus beside its country", {"usa", "", "+12025550100"}, "", "+12025550100"},
             {"plus beside another country", {"chinaPR", "", "+12025550100"}, "smsNumber", ""},
             {"plus beside an unknown country",
              {"atlantis", "", "+12025550100"},
              "",
              "+12025550100"},
             {"no plus, default country", {{}, "", "17300009092"}, "", "+8617300009092"},
             {"no plus, named country", {"UK", "", "7400123456"}, "", "+447400123456"},
             {"no plus, unknown country", {"atlantis", "", "7400123456"}, "country", ""},
             {"masked as on the page", {"chinaPR", "", "+86173****9092"}, "smsNumber", ""},
             {"lone plus", {{}, "", "+"}, "smsNumber", ""},
             {"plus inside", {{}, "", "86+1"}, "smsNumber", ""},
             {"32 characters", {{}, "", "+" + digits31}, "", "+" + digits31},
             {"33 characters", {{}, "", "+" + digits31 + "1"}, "smsNumber", ""},
             {"country of 255 characters", {std::string(255, 'x'), "", ""}, "", ""},
             {"country of 256 characters", {std::string(256, 'x'), "", ""}, "country", ""},
         }) {
        auto const contacts = check_contacts(row.request);
        if (row.bad_field.empty()) {
            ASSERT_TRUE(contacts.ok()) << row.name;
            EXPECT_EQ(contacts->phone, row.phone) << row.name;
        } else {
            ASSERT_FALSE(contacts.ok()) << row.name;
            EXPECT_EQ(contacts.error().field, row.bad_field) << row.name;
        }
    }
}

TEST(CheckContacts, TakesAnEmailOf255CharactersAndNotOneMore) {
    std::string const domain = "@example.com";
    std::string const longest = std::string(255 - domain.size(), 'a') + domain;
    EXPECT_TRUE(check_contacts({{}, longest, ""}).ok());
    EXPECT_EQ(check_contacts({{}, "a" + longest, ""}).error().field, "emailAddr");
}

TEST(CheckContacts, RefusesWhatIsNoEmail) {
    for (auto const* email : {"a", "@b", "a@", "a@b@c", "a b@c.d", "a@.b", "a@b.", "a@b..c",
                              "a@b\r\nBcc: x@y.z", "a@b,c@d", "\xFF@b.c"}) {
        auto const contacts = check_contacts({{}, email, ""});
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
}

}  // namespace
}  // namespace roomkey
