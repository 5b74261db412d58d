#include "domain/notice.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roomkey {
namespace {

TEST(Notice, NamesEveryStateThereAndBack) {
    std::set<std::string_view> names;
    for (auto const state : notice_states) {
        names.insert(wire_name(state));
        EXPECT_EQ(notice_state_named(wire_name(state)), state);
    }
    EXPECT_EQ(names, (std::set<std::string_view>{"queued", "sending", "accepted", "failed",
                                                 "superseded"}));
}

TEST(Notice, KnowsNoStateByAnotherName) {
    EXPECT_FALSE(notice_state_named(""));
    EXPECT_FALSE(notice_state_named("sent"));
    EXPECT_FALSE(notice_state_named("Queued"));
}

TEST(Notice, KnowsEveryReportByItsName) {
    for (auto const report : report_states)
        EXPECT_EQ(report_state_named(wire_name(report)), report);
    EXPECT_FALSE(report_state_named(""));
    EXPECT_FALSE(report_state_named("Failed"));
}

TEST(Notice, NamesChannelsAndLanguages) {
    EXPECT_EQ(wire_name(Channel::sms), "sms");
    EXPECT_EQ(wire_name(Channel::email), "email");
    EXPECT_EQ(wire_name(Language::zh_cn), "zh-CN");
    EXPECT_EQ(wire_name(Language::en_us), "en-US");
    EXPECT_EQ(language_named("zh-CN"), Language::zh_cn);
    EXPECT_EQ(language_named("en-US"), Language::en_us);
    EXPECT_FALSE(language_named("en"));
}

}  // namespace
}  // namespace roomkey
