#include "domain/account/terminal_labels.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

using Tags = std::vector<std::string>;

TerminalLabels const noted{"Key at the reception", "A-17", {"Lobby", "2026"}};

TerminalLabels after(LabelChange const& change, TerminalLabels const& before = noted) {
    auto labels = changed_labels(before, change);
    EXPECT_TRUE(labels.ok());
    return labels.ok() ? *std::move(labels) : TerminalLabels{};
}

TEST(TerminalLabels, StayAsTheyAreUnlessTheChangeSaysSo) {
    EXPECT_EQ(after({}), noted);
    LabelChange change;
    change.note = "";
    change.asset_number = " B-1 ";
    EXPECT_EQ(after(change), (TerminalLabels{"", "B-1", {"Lobby", "2026"}}));
    change = {};
    change.tags = Tags{};
    EXPECT_EQ(after(change), (TerminalLabels{"Key at the reception", "A-17", {}}));
}

TEST(TerminalLabels, HaveATagOnceInItsFirstSpelling) {
    LabelChange change;
    change.tags = Tags{"Lobby", " LOBBY", "\uFF2C\uFF4F\uFF42\uFF42\uFF59", "lobbies"};
    EXPECT_EQ(after(change).tags, (Tags{"Lobby", "lobbies"}));
    change = {};
    change.added_tags = {"lobby", "New"};
    change.removed_tags = {"2026", "absent"};
    EXPECT_EQ(after(change).tags, (Tags{"Lobby", "New"}));
    change = {};
    change.removed_tags = {"lobby"};
    change.added_tags = {"lobby"};
    EXPECT_EQ(after(change).tags, (Tags{"2026", "lobby"}));
}

TEST(TerminalLabels, TakeSoManyTagsAndNoMore) {
    Tags tags;
    for (std::size_t i = 0; i < terminal_tags_max; ++i) tags.push_back(std::to_string(i));
    LabelChange change;
    change.tags = tags;
    auto const full = after(change);
    EXPECT_EQ(full.tags, tags);
    change = {};
    change.added_tags = {"one more"};
    auto const refused = changed_labels(full, change);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().field, "tags");
    change.removed_tags = {"0"};
    EXPECT_EQ(after(change, full).tags.back(), "one more");
}

TEST(TerminalLabels, ListTheirTags) {
    EXPECT_EQ(joined_tags({}), "");
    EXPECT_EQ(joined_tags({"one"}), "one");
    EXPECT_EQ(joined_tags({"one", "two"}), "one,two");
}

TEST(TerminalLabels, SayWhatIsDifferent) {
    EXPECT_EQ(label_difference(noted, noted), "");
    EXPECT_EQ(label_difference(noted, {"", "A-18", {"Lobby", "new"}}),
              "note, assetNumber A-18, tags +new -2026");
    EXPECT_EQ(label_difference(noted, {noted.note, "", noted.tags}), "assetNumber -");
}

}  // namespace
}  // namespace roomkey
