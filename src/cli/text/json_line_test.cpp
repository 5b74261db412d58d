#include "cli/text/json_line.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace roomkey {
namespace {

namespace json = boost::json;

TEST(JsonLine, EscapesWhatDisturbsALineAndNothingElse) {
    json::object const record{{"name", "a\u202Eb\u2028c\x7F\xC2\x9B\u2066\uFEFF\u061C"},
                              {"\u200F", "会议室 é 😀 \u200D \"\\"},
                              {"line", "1\n2\t3\x1B[31m"}};
    auto const line = json_line(record);
    EXPECT_EQ(line, R"({"name":"a\u202eb\u2028c\u007f\u009b\u2066\ufeff\u061c",)"
                    "\"\\u200f\":\"会议室 é 😀 \u200D \\\"\\\\\","
                    R"("line":"1\n2\t3\u001b[31m"})"
                    "\n");
    EXPECT_EQ(json::parse(line), json::value(record));
}

}  // namespace
}  // namespace roomkey
