#include "net/wire/reply_text.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(DateText, WritesTheExampleOfTheStandard) {
    DateText date;
    EXPECT_EQ(date.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(784111778), "Sun, 06 Nov 1994 08:49:38 GMT");
    EXPECT_EQ(date.at(951782399), "Mon, 28 Feb 2000 23:59:59 GMT");
    EXPECT_EQ(date.at(951782400), "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(ReplyHead, IsWrittenInAFixedOrder) {
    HttpReply reply;
    reply.status = 404;
    reply.headers = {{"Content-Type", "application/json"}};
    reply.body = "{}";
    std::string text = "before";
    append_reply_head(text, reply, {"id", "date", true, BodyFraming::length});
    EXPECT_EQ(
        text,
        "beforeHTTP/1.1 404 Not Found\r\nX-Request-Id: id\r\nDate: date\r\n"
        "Connection: keep-alive\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n");
}

TEST(ReplyHead, AsksForTlsFromNowOnIfWanted) {
    std::string text;
    append_reply_head(text, {}, {"id", "date", true, BodyFraming::length, "max-age=1"});
    EXPECT_NE(text.find("\r\nStrict-Transport-Security: max-age=1\r\n"), std::string::npos);
    text.clear();
    append_reply_head(text, {}, {"id", "date", true, BodyFraming::length});
    EXPECT_EQ(text.find("Strict-Transport-Security"), std::string::npos);
}

TEST(ReplyHead, TakesAnImpossibleStatusForAnInternalError) {
    for (int const status : {0, 100, 199, 600, -1}) {
        HttpReply reply;
        reply.status = status;
        std::string text;
        append_reply_head(text, reply, {"id", "date", false, BodyFraming::close});
        EXPECT_TRUE(text.starts_with("HTTP/1.1 500 Internal Server Error\r\n")) << text;
    }
}

TEST(Chunk, CarriesItsSizeInHexAndIsNeverEmpty) {
    std::string text;
    append_chunk(text, "");
    EXPECT_EQ(text, "");
    append_chunk(text, std::string(26, 'x'));
    EXPECT_EQ(text, "1a\r\n" + std::string(26, 'x') + "\r\n");
}

}  // namespace
}  // namespace roomkey
