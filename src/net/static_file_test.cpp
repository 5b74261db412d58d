#include "net/static_file.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roomkey {
namespace {

StaticFile const file{"text/plain", "abc", "the file itself", "as gzip", "as br"};

HttpReply ask(std::vector<HttpHeader> headers, StaticFile const& asked = file) {
    HttpRequest request;
    request.method = "GET";
    request.headers = std::move(headers);
    return static_reply(asked, request);
}

std::string header_of(HttpReply const& reply, std::string_view name) {
    return std::string(find_header(reply.headers, name).value_or(""));
}

TEST(StaticFile, IsAnsweredWholeWithTypeTagAndVary) {
    auto const reply = ask({});
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.content(), "the file itself");
    EXPECT_EQ(header_of(reply, "Content-Type"), "text/plain");
    EXPECT_EQ(header_of(reply, "ETag"), "\"abc\"");
    EXPECT_EQ(header_of(reply, "Vary"), "Accept-Encoding");
    EXPECT_FALSE(find_header(reply.headers, "Content-Encoding"));
}

TEST(StaticFile, IsNotCopied) { EXPECT_EQ(ask({}).content().data(), file.identity.data()); }

struct Negotiation {
    char const* accepted;
    char const* coding;  ///< Empty: none.
};

TEST(StaticFile, TakesTheFormThatIsLikedBest) {
    for (auto const& [accepted, coding] : {
             Negotiation{"", ""},
             {"gzip", "gzip"},
             {"GZip", "gzip"},
             {"br", "br"},
             {"gzip, deflate, br, zstd", "br"},
             {"br;q=0.5, gzip", "gzip"},
             {"br;q=0.5, gzip;q=0.5", "br"},
             {"br;q=0, gzip", "gzip"},
             {"gzip;q=0", ""},
             {"br;q=0, gzip;q=0", ""},
             {"*", "br"},
             {"br;q=0, *", "gzip"},
             {"*;q=0", ""},
             {"*;q=0, gzip", "gzip"},
             {"*;q=0, identity", ""},
             {"identity", ""},
             {"identity, gzip;q=0.9", ""},
             {"identity;q=0.5, gzip;q=0.9", "gzip"},
             {"identity, gzip", "gzip"},
             {"identity;q=0", ""},
             {"deflate", ""},
             {"gzip;q=nonsense", ""},
             {"gzipped, brotli", ""},
         }) {
        auto const reply = ask({{"accept-encoding", accepted}});
        EXPECT_EQ(header_of(reply, "Content-Encoding"), coding) << accepted;
        std::string const tag = std::string("\"abc") + (*coding == '\0' ? "" : "-") + coding + '"';
        EXPECT_EQ(header_of(reply, "ETag"), tag) << accepted;
        EXPECT_EQ(header_of(reply, "Vary"), "Accept-Encoding") << accepted;
        EXPECT_EQ(reply.content(),
                  *coding == '\0' ? "the file itself" : std::string("as ") + coding)
            << accepted;
    }
}

TEST(StaticFile, ReadsWishesOfSeveralHeaderLines) {
    auto const reply = ask({{"Accept-Encoding", "deflate"}, {"Accept-Encoding", "gzip"}});
    EXPECT_EQ(header_of(reply, "Content-Encoding"), "gzip");
}

TEST(StaticFile, HasOnlyTheFormsThatItHas) {
    StaticFile const plain{"text/plain", "abc", "tiny", "", ""};
    auto const reply = ask({{"Accept-Encoding", "gzip, br"}}, plain);
    EXPECT_EQ(reply.content(), "tiny");
    EXPECT_FALSE(find_header(reply.headers, "Content-Encoding"));
    EXPECT_FALSE(find_header(reply.headers, "Vary"));
}

TEST(StaticFile, IsNotSentAgainToWhoHasIt) {
    for (auto const* const known :
         {"\"abc-gzip\"", "W/\"abc-gzip\"", "*", "\"x\", \"abc-gzip\"", "\"abc-gzip\",\"x\"",
          "W/\"x\" , W/\"abc-gzip\"", "\"a,b\", \"abc-gzip\""}) {
        auto const reply = ask({{"Accept-Encoding", "gzip"}, {"If-None-Match", known}});
        EXPECT_EQ(reply.status, 304) << known;
        EXPECT_TRUE(reply.content().empty()) << known;
        EXPECT_EQ(header_of(reply, "ETag"), "\"abc-gzip\"") << known;
        EXPECT_EQ(header_of(reply, "Vary"), "Accept-Encoding") << known;
        EXPECT_FALSE(find_header(reply.headers, "Content-Type")) << known;
    }
    EXPECT_EQ(ask({{"If-None-Match", "\"x\""}, {"If-None-Match", "\"abc\""}}).status, 304);
}

TEST(StaticFile, IsSentToWhoHasAnotherOrAnotherForm) {
    for (auto const* const known :
         {"", "\"abc\"", "\"abc-br\"", "abc-gzip", "\"abc-gzip", "\"ABC-gzip\"", "\"*\"", "W/*",
          "\"x, \"abc-gzip, \"y\"", "\"xabc-gzip\""}) {
        auto const reply = ask({{"Accept-Encoding", "gzip"}, {"If-None-Match", known}});
        EXPECT_EQ(reply.status, 200) << known;
        EXPECT_EQ(reply.content(), "as gzip") << known;
    }
}

}  // namespace
}  // namespace roomkey
