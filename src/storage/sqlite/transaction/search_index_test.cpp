#include "storage/sqlite/transaction/search_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

namespace roomkey::sqlite {
namespace {

std::set<std::string> words(std::string const& text) {
    std::istringstream stream{text};
    std::set<std::string> words;
    for (std::string word; stream >> word;) words.insert(word);
    return words;
}

/// The words that a query for one type asks for.
std::set<std::string> words_of_query(CorpId const& corp, std::string_view key,
                                     std::string_view scope) {
    auto const query = search_query(corp, key, scope);
    EXPECT_TRUE(query.starts_with('(') && query.ends_with(')')) << query;
    return words(query.substr(1, query.size() - 2));
}

/// Whether the index would offer the account for `key`.
bool offers(UserText const& text, std::string_view key, std::string_view scope = "u,2") {
    auto const offered = words(search_words(text));
    auto const asked = words_of_query(text.corp_id, key, scope);
    EXPECT_FALSE(asked.empty());
    return std::includes(offered.begin(), offered.end(), asked.begin(), asked.end());
}

UserText named(std::string name) {
    UserText text;
    text.corp_id = CorpId{"100000001"};
    text.name = std::move(name);
    return text;
}

TEST(SearchIndex, CutsTextIntoGramsOfOneToThreeCharacters) {
    auto const prefix = "u2c" + to_hex(reinterpret_cast<std::uint8_t const*>("100000001"), 9);
    EXPECT_EQ(
        words(search_words(named("a会z"))),
        (std::set<std::string>{prefix + "x61", prefix + "x4f1a", prefix + "x7a",
                               prefix + "x61x4f1a", prefix + "x4f1ax7a", prefix + "x61x4f1ax7a"}));
}

TEST(SearchIndex, OffersEverySubstring) {
    std::string const name = "Room 7 (north)";
    for (std::size_t start = 0; start < name.size(); ++start) {
        for (std::size_t length = 1; start + length <= name.size(); ++length) {
            EXPECT_TRUE(offers(named(name), name.substr(start, length)));
        }
    }
}

TEST(SearchIndex, OffersNothingForOtherCharacters) {
    EXPECT_FALSE(offers(named("Room"), "mo"));
    EXPECT_FALSE(offers(named("Room"), "ooo"));
    EXPECT_FALSE(offers(named("会议"), "议会"));
}

TEST(SearchIndex, DoesNotJoinTheEndsOfTwoFields) {
    auto text = named(
        "ab\x1F"
        "gh");
    text.other =
        "cd\x1F\x1F"
        "ef";
    for (auto const* const key : {"bg", "bc", "de", "d\x1F"})
        EXPECT_FALSE(offers(text, key)) << key;
    for (auto const* const key : {"ab", "gh", "cd", "ef"}) EXPECT_TRUE(offers(text, key)) << key;
}

TEST(SearchIndex, OffersTerminalsByTheirNameAlone) {
    auto text = named("room");
    text.other = "mail";
    text.type = UserType::smart_tv;
    EXPECT_TRUE(offers(text, "room", "n,12"));
    EXPECT_FALSE(offers(text, "mail", "n,12"));
    EXPECT_TRUE(offers(text, "mail", "u,12"));
    EXPECT_FALSE(offers(text, "room", "n,13"));
    text.type = UserType::member;
    EXPECT_TRUE(offers(text, "room", "u,2"));
    EXPECT_FALSE(offers(text, "room", "n,2"));
}

TEST(SearchIndex, AsksForEachType) {
    CorpId const corp{"1"};
    EXPECT_EQ(search_query(corp, "abcd", "n,12,13"),
              "(n12c31x61x62x63 n12c31x62x63x64) OR (n13c31x61x62x63 n13c31x62x63x64)");
    EXPECT_EQ(search_query(corp, "a", "u,2"), "(u2c31x61)");
}

TEST(SearchIndex, KeepsEnterprisesApart) {
    auto const offered = words(search_words(named("Room")));
    auto const asked = words_of_query(CorpId{"10000000"}, "R", "u,2");
    EXPECT_FALSE(offered.contains(*asked.begin()));
}

TEST(SearchIndex, IndexesTextThatIsNotUtf8) { EXPECT_TRUE(offers(named("a\xff z"), "a\xff")); }

TEST(SearchIndex, AsksForPartsThatLieSideBySide) {
    auto const count = [](std::string_view key) {
        return words_of_query(CorpId{"100000001"}, key, "u,2").size();
    };
    EXPECT_EQ(count("abc"), 1U);
    EXPECT_EQ(count("abcd"), 2U);
    EXPECT_EQ(count("abcdef"), 2U);
    EXPECT_EQ(count("abcdefg"), 3U);
}

TEST(SearchIndex, BoundsTheWordsOfOneQuery) {
    std::string key;
    for (int i = 0; i < 200; ++i) key += std::to_string(i);
    EXPECT_EQ(words_of_query(CorpId{"100000001"}, key, "u,2").size(), 32U);
    EXPECT_TRUE(offers(named(key), key));
}

}  // namespace
}  // namespace roomkey::sqlite
