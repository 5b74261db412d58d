#include "app/program_version.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace roomkey {
namespace {

TEST(ProgramVersion, IsFollowedByWhatWasBuilt) {
    std::regex const form(
        "[0-9]+\\.[0-9]+\\.[0-9]+ \\((development build|"
        "commit (unknown|[0-9a-f]{7,40}(-dirty)?) of (unknown date|[0-9]{4}-[0-9]{2}-[0-9]{2}), "
        "Rel[A-Za-z]*)\\)");
    EXPECT_TRUE(std::regex_match(program_version(), form)) << program_version();
}

}  // namespace
}  // namespace roomkey
