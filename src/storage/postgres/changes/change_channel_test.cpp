#include "storage/postgres/changes/change_channel.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey::postgres {
namespace {

BindingId id(int number) {
    auto text = std::to_string(number);
    return BindingId{std::string(32 - text.size(), 'a') + text};
}

Changes ended(int count) {
    Changes changes;
    for (int i = 0; i < count; ++i) changes.bindings.push_back(id(i));
    return changes;
}

TEST(ChangeChannel, TellsBindingsByTheirIds) {
    auto const payloads = to_payloads(ended(3));
    ASSERT_EQ(payloads.size(), 1U);
    auto const heard = from_payload(payloads[0]);
    EXPECT_FALSE(heard.is_everything);
    EXPECT_EQ(heard.bindings, ended(3).bindings);
}

TEST(ChangeChannel, KeepsEachPayloadBelowTheServersLimit) {
    auto const payloads = to_payloads(ended(1'000));
    EXPECT_GT(payloads.size(), 1U);
    Changes heard;
    for (auto const& payload : payloads) {
        EXPECT_LT(payload.size(), 8'000U);
        merge(heard, from_payload(payload));
    }
    EXPECT_EQ(heard.bindings, ended(1'000).bindings);
}

TEST(ChangeChannel, TellsEverythingAtOnce) {
    auto const payloads = to_payloads({true, ended(3).bindings});
    ASSERT_EQ(payloads.size(), 1U);
    EXPECT_TRUE(from_payload(payloads[0]).is_everything);
}

TEST(ChangeChannel, TakesWhatItDoesNotKnowForEverything) {
    EXPECT_TRUE(from_payload("v2:something").is_everything);
    EXPECT_TRUE(from_payload(id(1).value + " *").is_everything);
    EXPECT_TRUE(is_empty(from_payload("")));
    ASSERT_EQ(to_payloads({false, {BindingId{"of another form"}}}).size(), 1U);
    EXPECT_TRUE(
        from_payload(to_payloads({false, {BindingId{"of another form"}}})[0]).is_everything);
}

TEST(ChangeChannel, CountsTooManyAsEverything) {
    Changes changes = ended(10'000);
    EXPECT_FALSE(changes.is_everything);
    merge(changes, ended(1));
    EXPECT_TRUE(changes.is_everything);
    EXPECT_TRUE(changes.bindings.empty());
}

}  // namespace
}  // namespace roomkey::postgres
