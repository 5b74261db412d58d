#include "net/testing/server_fixture.hpp"

namespace roomkey {
namespace {

struct Shape {
    std::string_view name;
    std::string request;
};

void PrintTo(Shape const& shape, std::ostream* out) { *out << shape.name; }

std::string const get = "GET /echo HTTP/1.1\r\nHost: a\r\n";
std::string const post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
std::string const smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/// Shapes that two implementations may read differently, each followed by a request.
std::vector<Shape> const refused_shapes{
    {"LengthAndCoding", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"CodingAndLength", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
    {"EqualLengthsTwice", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi"},
    {"DifferentLengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi"},
    {"ListOfEqualLengths", post + "Content-Length: 2, 2\r\n\r\nhi"},
    {"SignedLength", post + "Content-Length: +2\r\n\r\nhi"},
    {"NegativeLength", post + "Content-Length: -2\r\n\r\nhi"},
    {"HexLength", post + "Content-Length: 0x2\r\n\r\nhi"},
    {"EmptyLength", post + "Content-Length:\r\n\r\nhi"},
    {"SplitLength", post + "Content-Length: 1 0\r\n\r\nhi"},
    {"OverflowingLength", post + "Content-Length: 18446744073709551618\r\n\r\nhi"},
    {"CodingTwice",
     post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"OtherCoding", post + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"},
    {"CodingBehindAnother", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {"CodingBeforeAnother", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
    {"IdentityCoding", post + "Transfer-Encoding: identity\r\n\r\n"},
    {"QuotedCoding", post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
    {"CodingWithVerticalTab", post + "Transfer-Encoding: \x0B"
                                     "chunked\r\n\r\n0\r\n\r\n"},
    {"CodingOnHttp10",
     "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"FoldedLine", get + "X-Long: one\r\n two\r\n\r\n"},
    {"FoldedFirstLine", "GET /echo HTTP/1.1\r\n Host: a\r\n\r\n"},
    {"FoldedCoding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
    {"SpaceBeforeColon", post + "Content-Length : 2\r\n\r\nhi"},
    {"TabBeforeColon", post + "Content-Length\t: 2\r\n\r\nhi"},
    {"NoColon", get + "Nonsense\r\n\r\n"},
    {"EmptyName", get + ": value\r\n\r\n"},
    {"OddName", get + "X(y): value\r\n\r\n"},
    {"BareReturnInValue", get + "X-A: one\rX-B: two\r\n\r\n"},
    {"BareLineFeedInValue", get + "X-A: one\nX-B: two\r\n\r\n"},
    {"BareLineFeeds", "GET /echo HTTP/1.1\nHost: a\n\n"},
    {"NulInValue", get + std::string("X-A: o\0ne\r\n\r\n", 13)},
    {"ControlInValue", get + "X-A: o\x01ne\r\n\r\n"},
    {"DeleteInValue", get + "X-A: o\x7Fne\r\n\r\n"},
    {"NoHost", "GET /echo HTTP/1.1\r\nX-A: b\r\n\r\n"},
    {"TwoHosts", get + "Host: b\r\n\r\n"},
    {"TwoHostsOnHttp10", "GET /echo HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"},
    {"EmptyHost", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n"},
    {"ListOfHosts", "GET /echo HTTP/1.1\r\nHost: a,b\r\n\r\n"},
    {"HostWithUserinfo", "GET /echo HTTP/1.1\r\nHost: me@a\r\n\r\n"},
    {"HostWithPath", "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n"},
    {"TargetWithUserinfo", "GET http://me:secret@a/echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TargetWithoutAuthority", "GET http:///echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TargetOfOtherScheme", "GET ftp://a/echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TargetWithoutSlash", "GET echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TargetOfConnect", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"},
    {"AsteriskTarget", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"SpaceInTarget", "GET /echo HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"FragmentInTarget", "GET /echo#part HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"QuoteInTarget", "GET /\"echo\" HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"BackslashInTarget", "GET \\echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"HighByteInTarget", "GET /\xC3\xA9 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"HighByteInPathBeforeQuery", "GET /\xC3\xA9?a=1 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ControlInQuery", "GET /echo?a=\x01 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"FragmentInQuery", "GET /echo?a#b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TwoSpacesInLine", "GET  /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TabInLine", "GET\t/echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"SpaceBehindVersion", "GET /echo HTTP/1.1 \r\nHost: a\r\n\r\n"},
    {"NoVersion", "GET /echo\r\nHost: a\r\n\r\n"},
    {"LowerCaseVersion", "GET /echo http/1.1\r\nHost: a\r\n\r\n"},
    {"OtherVersion", "GET /echo HTTP/1.2\r\nHost: a\r\n\r\n"},
    {"LongVersion", "GET /echo HTTP/1.10\r\nHost: a\r\n\r\n"},
    {"OddMethod", "G{T /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"SpaceBeforeMethod", " GET /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TwoEmptyLinesAhead", "\r\n\r\n" + get + "\r\n"},
    {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {"TlsOnPlainPort", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11)},
    {"ChunkSizeWithSign", post + "Transfer-Encoding: chunked\r\n\r\n+2\r\nhi\r\n0\r\n\r\n"},
    {"ChunkSizeWithPrefix", post + "Transfer-Encoding: chunked\r\n\r\n0x2\r\nhi\r\n0\r\n\r\n"},
    {"ChunkSizeMissing", post + "Transfer-Encoding: chunked\r\n\r\n\r\nhi\r\n0\r\n\r\n"},
    {"ChunkLongerThanItsSize", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nhiho\r\n0\r\n\r\n"},
    {"ChunkWithBareLineFeed", post + "Transfer-Encoding: chunked\r\n\r\n2;a\nx\r\nhi\r\n0\r\n\r\n"},
    {"ChunkEndingInLineFeed", post + "Transfer-Encoding: chunked\r\n\r\n2\nhi\n0\n\n\r\n\r\n"},
    {"ChunkWithQuotedLineFeed", post + "Transfer-Encoding: chunked\r\n\r\n"
                                       "2;a=\"b\nc\"\r\n{}\r\n0\r\n\r\n"},
    {"LastChunkWithQuotedLineFeed",
     post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0;a=\"\n\"\r\n\r\n"},
    {"ChunkWithQuotedDelete",
     post + "Transfer-Encoding: chunked\r\n\r\n2;a=\"\x7F\"\r\n{}\r\n0\r\n\r\n"},
    {"ChunkWithQuotedNul", post + "Transfer-Encoding: chunked\r\n\r\n2;a=\"" +
                               std::string(1, '\0') + "\"\r\n{}\r\n0\r\n\r\n"},
    {"ChunkWithOddExtension", post + "Transfer-Encoding: chunked\r\n\r\n2;(=)\r\nhi\r\n0\r\n\r\n"},
};

class RefusedShapeTest : public ServerFixture, public ::testing::WithParamInterface<Shape> {};

TEST_P(RefusedShapeTest, IsMalformedAndEndsTheConnectionUnseenByTheHandler) {
    start();
    auto client = connect();
    client.send(GetParam().request + smuggled);
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 400);
    EXPECT_EQ(reply->body, "request_malformed");
    EXPECT_EQ(reply->header("Connection"), "close");
    EXPECT_TRUE(client.is_closed_by_peer());
    EXPECT_TRUE(handler.requests().empty());
}

std::string name_of(::testing::TestParamInfo<Shape> const& info) {
    return std::string(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(Http, RefusedShapeTest, ::testing::ValuesIn(refused_shapes), name_of);

/// Odd but unambiguous: each is served, and so is the request after it.
std::vector<Shape> const accepted_shapes{
    {"EmptyLineAhead", "\r\n" + get + "\r\n"},
    {"TargetInAbsoluteForm", "GET http://a:80/echo HTTP/1.1\r\nHost: b\r\n\r\n"},
    {"LengthWithLeadingZeros", post + "Content-Length: 002\r\n\r\nhi"},
    {"ChunkWithQuotedTab",
     post + "Transfer-Encoding: chunked\r\n\r\n2;a=\"\t\"\r\nhi\r\n0\r\n\r\n"},
    {"CodingInCapitals", post + "TRANSFER-ENCODING: CHUNKED\r\n\r\n2;a=\"b\"\r\nhi\r\n0\r\n\r\n"},
    {"BodyOnGet", get + "Content-Length: 2\r\n\r\nhi"},
    {"BodyOnDelete", "DELETE /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"},
    {"UnknownMethod", "BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
    // Public SDKs exist that do not encode queries.
    {"HighBytesInQuery", "GET /echo?searchKey=\xE4\xBC\x9A HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"OddCharactersInQuery", "GET /echo?a={\"b\"|'c'}<d>\\^` HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"HighBytesInValue", get + "X-A: \xE4\xBC\x9A\r\n\r\n"},
    {"BlanksAroundValue", get + "X-A: \t one \t \r\n\r\n"},
    {"Trailer",
     post + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Access-Token: t\r\n\r\n"},
    {"Upgrade", get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"},
    {"UnknownExpectation", get + "Expect: the-best\r\n\r\n"},
};

class AcceptedShapeTest : public ServerFixture, public ::testing::WithParamInterface<Shape> {};

TEST_P(AcceptedShapeTest, IsServedAndLeavesTheNextRequestWhereItBegins) {
    start();
    auto client = connect();
    client.send(GetParam().request + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const reply = client.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    auto const next = client.read_reply();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->body, "GET /next\n");
    ASSERT_EQ(handler.requests().size(), 2U);
    EXPECT_TRUE(handler.requests().front().target.starts_with("/echo"));
}

INSTANTIATE_TEST_SUITE_P(Http, AcceptedShapeTest, ::testing::ValuesIn(accepted_shapes), name_of);

class HttpSmugglingTest : public ServerFixture {};

TEST_F(HttpSmugglingTest, DoesNotTakeATrailerForAHeader) {
    start();
    ASSERT_TRUE(
        exchange(post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Access-Token: t\r\n\r\n"));
    ASSERT_EQ(handler.requests().size(), 1U);
    EXPECT_EQ(handler.requests().front().header_count("X-Access-Token"), 0U);
}

TEST_F(HttpSmugglingTest, ReplacesTheHostByThatOfAnAbsoluteTarget) {
    start();
    ASSERT_TRUE(exchange("GET https://right:8443?a=b HTTP/1.1\r\nHost: wrong\r\n\r\n"));
    ASSERT_EQ(handler.requests().size(), 1U);
    EXPECT_EQ(handler.requests().front().target, "/?a=b");
    EXPECT_EQ(handler.requests().front().header("Host"), "right:8443");
}

}  // namespace
}  // namespace roomkey
