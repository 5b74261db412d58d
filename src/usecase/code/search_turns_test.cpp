#include "usecase/code/search_turns.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(SearchTurns, AreOneForAnEnterpriseAndFewForAll) {
    SearchTurns turns(2);
    auto first = turns.take(CorpId{"a"});
    EXPECT_TRUE(first);
    EXPECT_FALSE(turns.take(CorpId{"a"}));
    auto second = turns.take(CorpId{"b"});
    EXPECT_TRUE(second);
    EXPECT_FALSE(turns.take(CorpId{"c"}));
    first.reset();
    EXPECT_TRUE(turns.take(CorpId{"c"}));
    EXPECT_FALSE(turns.take(CorpId{"b"}));
    second.reset();
    EXPECT_TRUE(turns.take(CorpId{"b"}));
}

TEST(SearchTurns, MoveWithTheirObject) {
    SearchTurns turns(1);
    auto first = turns.take(CorpId{"a"});
    {
        auto const moved = std::move(*first);
        first.reset();
        EXPECT_FALSE(turns.take(CorpId{"b"}));
    }
    EXPECT_TRUE(turns.take(CorpId{"b"}));
}

}  // namespace
}  // namespace roomkey
