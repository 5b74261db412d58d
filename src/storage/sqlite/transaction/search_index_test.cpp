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

/// Whether the index would offer `user` for `key`.
bool offers(User const& user, std::string_view key) {
    auto const offered = words(search_words(user));
    auto const asked = words(search_query(user.corp_id, key));
    EXPECT_FALSE(asked.empty());
    return std::includes(offered.begin(), offered.end(), asked.begin(), asked.end());
}

User named(std::string name) {
    User user;
    user.corp_id = CorpId{"100000001"};
    user.name = std::move(name);
    return user;
}

TEST(SearchIndex, CutsTextIntoGramsOfOneToThreeCharacters) {
    auto const prefix = "c" + to_hex(reinterpret_cast<std::uint8_t const*>("100000001"), 9);
    EXPECT_EQ(
        words(search_words(named("A会z"))),
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
    auto user = named("ab");
    user.account = "cd";
    EXPECT_FALSE(offers(user, "bc"));
}

TEST(SearchIndex, KeepsEnterprisesApart) {
    auto const offered = words(search_words(named("Room")));
    auto const asked = search_query(CorpId{"10000000"}, "R");
    EXPECT_FALSE(offered.contains(asked));
}

TEST(SearchIndex, IndexesTextThatIsNotUtf8) { EXPECT_TRUE(offers(named("a\xff z"), "a\xff")); }

TEST(SearchIndex, BoundsTheWordsOfOneQuery) {
    std::string key;
    for (int i = 0; i < 200; ++i) key += std::to_string(i);
    EXPECT_EQ(words(search_query(CorpId{"100000001"}, key)).size(), 32U);
    EXPECT_TRUE(offers(named(key), key));
}

TEST(ContainsText, ComparesWithoutRegardToAsciiCase) {
    EXPECT_TRUE(contains_text("Room", "oOM"));
    EXPECT_TRUE(contains_text("Room", ""));
    EXPECT_TRUE(contains_text("", ""));
    EXPECT_FALSE(contains_text("", "r"));
    EXPECT_FALSE(contains_text("Room", "rooms"));
    EXPECT_FALSE(contains_text("Ä", "ä"));
    EXPECT_FALSE(contains_text("[", "{"));
}

TEST(SearchIndex, KnowsWhichChangesItHasToFollow) {
    auto const before = named("Room");
    EXPECT_TRUE(is_found_alike(before, before));
    auto titled = before;
    titled.title = "Engineer";
    EXPECT_TRUE(is_found_alike(before, titled));
    for (auto const field : {&User::name, &User::account, &User::phone, &User::email,
                             &User::third_account, &User::serial_number}) {
        auto changed = before;
        changed.*field = "changed";
        EXPECT_FALSE(is_found_alike(before, changed));
        EXPECT_TRUE(offers(changed, "changed"));
    }
}

}  // namespace
}  // namespace roomkey::sqlite
