#include "app/program_version.hpp"

#include <gmock/gmock.h>

namespace roomkey {
namespace {

TEST(ProgramVersion, IsFollowedByWhatWasBuilt) {
    EXPECT_THAT(
        program_version(),
        ::testing::MatchesRegex(
            "[0-9]+\\.[0-9]+\\.[0-9]+ \\((development build|"
            "commit (unknown|[0-9a-f]+(-dirty)?) of (unknown date|[0-9-]+), Rel[A-Za-z]+)\\)"));
}

}  // namespace
}  // namespace roomkey
