#include "api/service/document.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace roomkey {
namespace {

struct Case {
    char const* name;
    std::optional<std::string> if_none_match;
    int status;
};

HttpReply reply_to(std::optional<std::string> const& if_none_match) {
    HttpRequest request;
    if (if_none_match) request.headers.push_back({"if-none-match", *if_none_match});
    return document_reply({request, {}, {}, Language::zh_cn}, {"{}", "a1b2"});
}

TEST(Document, IsNotSentToWhoeverHasIt) {
    for (auto const& row : {
             Case{"no header", std::nullopt, 200},
             Case{"the tag", "\"a1b2\"", 304},
             Case{"the tag, weakly", "W/\"a1b2\"", 304},
             Case{"among others", "\"c3d4\", W/\"e,f\" ,\t\"a1b2\"", 304},
             Case{"whatever there is", "*", 304},
             Case{"another tag", "\"a1b\"", 200},
             Case{"a longer tag", "\"a1b2c\"", 200},
             Case{"without quotes", "a1b2", 200},
             Case{"empty", "", 200},
             Case{"commas alone", " ,, ", 200},
         }) {
        SCOPED_TRACE(row.name);
        auto const reply = reply_to(row.if_none_match);
        EXPECT_EQ(reply.status, row.status);
        EXPECT_EQ(reply.content(), row.status == 200 ? "{}" : "");
        EXPECT_EQ(find_header(reply.headers, "ETag"), "\"a1b2\"");
        EXPECT_EQ(find_header(reply.headers, "Content-Type").has_value(), row.status == 200);
    }
}

TEST(Document, IsSentCompressedToWhoeverTakesIt) {
    HttpRequest request;
    request.headers.push_back({"Accept-Encoding", "gzip, br"});
    Document const document{"{}", "a1b2", "compressed"};
    auto const reply = document_reply({request, {}, {}, Language::zh_cn}, document);
    EXPECT_EQ(reply.content(), "compressed");
    EXPECT_EQ(find_header(reply.headers, "Content-Encoding"), "gzip");
    EXPECT_EQ(find_header(reply.headers, "ETag"), "\"a1b2-gzip\"");
}

}  // namespace
}  // namespace roomkey
