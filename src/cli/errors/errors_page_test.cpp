#include "cli/errors/errors_page.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

TEST(ErrorsPage, IsThePageInDocs) {
    std::ifstream file(ROOMKEY_SOURCE_ROOT "/docs/errors.md");
    ASSERT_TRUE(file.is_open());
    std::string const page{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(page, errors_page()) << "regenerate it: roomkey errors --reference > docs/errors.md";
}

TEST(ErrorsPage, TellsEverythingOfEveryEntry) {
    auto const page = errors_page();
    for (auto const& entry : error_catalogue()) {
        EXPECT_NE(page.find("\n## " + std::string(entry.wire_code) + '\n'), std::string::npos);
        for (auto const& text : {entry.message, entry.when, entry.remedy, entry.origin_note}) {
            EXPECT_NE(page.find(text.zh), std::string::npos) << text.zh;
            EXPECT_NE(page.find(text.en), std::string::npos) << text.en;
        }
    }
}

}  // namespace
}  // namespace roomkey
