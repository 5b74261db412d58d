#include "cli/terminal/sse_parser.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::vector<SseEvent> parsed(SseParser& parser, std::string_view bytes) {
    auto events = parser.feed(bytes);
    EXPECT_TRUE(events.ok());
    return events.ok() ? std::move(*events) : std::vector<SseEvent>{};
}

SseEvent only_event(SseParser& parser, std::string_view bytes) {
    auto events = parsed(parser, bytes);
    EXPECT_EQ(events.size(), 1U) << bytes;
    return events.empty() ? SseEvent{} : std::move(events.front());
}

TEST(SseParser, ReadsNameAndData) {
    SseParser parser;
    auto const event = only_event(parser, "event: bound\ndata: {\"account\":\"a\"}\n\n");
    EXPECT_EQ(event.name, "bound");
    EXPECT_EQ(event.data, "{\"account\":\"a\"}");
}

TEST(SseParser, JoinsLinesOfData) {
    SseParser parser;
    auto const event = only_event(parser, "data: one\ndata:\ndata:  two\n\n");
    EXPECT_EQ(event.name, "message");
    EXPECT_EQ(event.data, "one\n\n two");
}

TEST(SseParser, PassesOverCommentsIdsAndUnknownFields) {
    SseParser parser;
    EXPECT_TRUE(parsed(parser, ": heartbeat\n\n:\n\n").empty());
    auto const event = only_event(parser, ":c\nid: 7\nretry: 10\nother\ndata: x\n: c\n\n");
    EXPECT_EQ(event.data, "x");
}

TEST(SseParser, DropsAnEventWithoutDataAndItsName) {
    SseParser parser;
    EXPECT_TRUE(parsed(parser, "event: unbound\n\n").empty());
    auto const event = only_event(parser, "data: x\n\n");
    EXPECT_EQ(event.name, "message");
}

TEST(SseParser, TakesEveryKindOfLineEnd) {
    for (auto const* text : {"event: a\ndata: b\n\n", "event: a\r\ndata: b\r\n\r\n",
                             "event: a\rdata: b\r\r", "event: a\r\ndata: b\r\r\n"}) {
        SseParser parser;
        auto const event = only_event(parser, text);
        EXPECT_EQ(event.name, "a");
        EXPECT_EQ(event.data, "b");
    }
}

TEST(SseParser, ReadsTheSameWhereverThePiecesAreCut) {
    std::string const text =
        "\xEF\xBB\xBF: hi\r\nevent: updated\r\ndata: 会\r\ndata:议\r\n\r\ndata: 2\r\n\r\n";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        SseParser parser;
        auto events = parsed(parser, std::string_view(text).substr(0, cut));
        for (auto& event : parsed(parser, std::string_view(text).substr(cut))) {
            events.push_back(std::move(event));
        }
        ASSERT_EQ(events.size(), 2U) << cut;
        EXPECT_EQ(events[0].name, "updated");
        EXPECT_EQ(events[0].data, "会\n议");
        EXPECT_EQ(events[1].name, "message");
        EXPECT_EQ(events[1].data, "2");
    }
}

TEST(SseParser, PassesOverTheByteOrderMarkOnlyAtTheStart) {
    SseParser parser;
    EXPECT_EQ(parsed(parser,
                     "\xEF\xBB\xBF"
                     "data: x\n\n")
                  .size(),
              1U);
    EXPECT_TRUE(parsed(parser,
                       "\xEF\xBB\xBF"
                       "data: x\n\n")
                    .empty());
}

TEST(SseParser, KeepsAnUnfinishedEventToItself) {
    SseParser parser;
    EXPECT_TRUE(parsed(parser, "event: unbound\ndata: x\n").empty());
    EXPECT_EQ(parsed(parser, "\n").size(), 1U);
}

TEST(SseParser, BoundsTheLengthOfAnEvent) {
    std::string const full(sse_event_bytes_max - 6, 'x');
    SseParser at_the_limit;
    EXPECT_TRUE(at_the_limit.feed("data: " + full).ok());
    SseParser one_past;
    auto const refused = one_past.feed("data: " + full + "x");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

TEST(SseParser, BoundsTheSumOfManyLines) {
    std::string const half = "data: " + std::string(sse_event_bytes_max / 2, 'x') + "\n";
    SseParser parser;
    EXPECT_TRUE(parser.feed(half).ok());
    EXPECT_FALSE(parser.feed(half).ok());
}

}  // namespace
}  // namespace roomkey
