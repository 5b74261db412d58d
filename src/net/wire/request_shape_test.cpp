#include "net/wire/request_shape.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace roomkey {
namespace {

using Verdict = HeadScanner::Verdict;

TEST(HeadScanner, FindsTheEndWhereverTheInputIsCut) {
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    std::string const input = "\r\n" + head + "body";
    for (std::size_t cut = 0; cut < 2 + head.size(); ++cut) {
        HeadScanner scanner(100, 100);
        ASSERT_EQ(scanner.scan(std::string_view(input).substr(0, cut)), Verdict::need_more);
        ASSERT_EQ(scanner.scan(input), Verdict::complete);
        EXPECT_EQ(input.substr(scanner.begin(), scanner.end() - scanner.begin()), head);
    }
}

TEST(HeadScanner, HoldsLineAndHeadToTheirLimits) {
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(HeadScanner(14, head.size()).scan(head), Verdict::complete);
    EXPECT_EQ(HeadScanner(13, head.size()).scan(head), Verdict::line_too_long);
    EXPECT_EQ(HeadScanner(14, head.size() - 1).scan(head), Verdict::too_large);
}

TEST(HeadScanner, RefusesAnOddByteAsSoonAsItComes) {
    for (std::string const& input :
         {std::string("GE\0", 3), std::string("\n"), std::string("G\n"), std::string("\r\r"),
          std::string("G\rE"), std::string("\x7F"), std::string("\r\n\r\n"), std::string("\x1B")}) {
        EXPECT_EQ(HeadScanner(100, 100).scan(input), Verdict::malformed);
    }
}

TEST(SplitTarget, TellsAuthorityFromPath) {
    auto const parts = split_target("HTTPS://a:1/b?c=d");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->authority, "a:1");
    EXPECT_EQ(parts->path, "/b?c=d");
    EXPECT_EQ(split_target("http://a")->path, "");
    EXPECT_EQ(split_target("/a://b")->authority, "");
    for (auto const* const target : {"", "*", "a", "a:80", "//a b", "http:/a", "/\x7F", "/{a}"}) {
        EXPECT_FALSE(split_target(target)) << target;
    }
}

TEST(HeadScanner, JudgesRandomInputTheSameInWholeAndInPieces) {
    std::mt19937 random(20240229);
    std::string_view const alphabet = "\r\n\r\n\r\n GET/:aHost";
    for (int run = 0; run < 20'000; ++run) {
        std::string input;
        for (auto count = random() % 40; count > 0; --count) {
            input.push_back(alphabet[random() % alphabet.size()]);
        }
        HeadScanner whole(20, 30);
        auto const verdict = whole.scan(input);
        HeadScanner pieces(20, 30);
        auto in_pieces = Verdict::need_more;
        for (std::size_t size = 0; size <= input.size(); ++size) {
            in_pieces = pieces.scan(std::string_view(input).substr(0, size));
            if (in_pieces != Verdict::need_more) break;
        }
        ASSERT_EQ(verdict, in_pieces) << run;
        ASSERT_EQ(whole.end(), pieces.end()) << run;
        if (verdict == Verdict::complete) {
            std::string_view const head(input.data() + whole.begin(), whole.end() - whole.begin());
            ASSERT_TRUE(head.ends_with("\r\n\r\n"));
            ASSERT_FALSE(head.starts_with('\r'));
        }
    }
}

}  // namespace
}  // namespace roomkey
