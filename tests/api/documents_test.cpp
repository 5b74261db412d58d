#include <gtest/gtest.h>

#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr char const* paths[] = {"/openapi.json", "/openapi.zh-CN.json", "/errors.json"};

json::object both_languages(Bilingual const& text) {
    return {{"zh-CN", text.zh}, {"en-US", text.en}};
}

TEST(Documents, NeedNoTokenAndAreKeptUntilTheyChange) {
    ApiBench bench;
    for (auto const* const path : paths) {
        SCOPED_TRACE(path);
        auto const first = bench.send("GET", path);
        EXPECT_EQ(first.status, 200);
        EXPECT_TRUE(first.json.is_object());
        EXPECT_EQ(first.header("Content-Type"), "application/json;charset=UTF-8");
        EXPECT_EQ(first.header("Cache-Control"), "no-cache");
        auto const tag = first.header("ETag");
        EXPECT_GT(tag.size(), 2U);

        auto const again = bench.send("GET", path, "", {{"If-None-Match", tag}});
        EXPECT_EQ(again.status, 304);
        EXPECT_EQ(again.text, "");
        EXPECT_EQ(again.header("ETag"), tag);
        EXPECT_EQ(bench.send("GET", path, "", {{"If-None-Match", "\"0\""}}).status, 200);
        EXPECT_EQ(bench.send("HEAD", path).status, 200);
        EXPECT_EQ(bench.send("POST", path).header("Allow"), "GET, HEAD");
    }
}

TEST(Documents, HaveTagsOfTheirOwn) {
    ApiBench bench;
    EXPECT_NE(bench.send("GET", paths[0]).header("ETag"),
              bench.send("GET", paths[1]).header("ETag"));
}

TEST(Documents, TellTheWholeCatalogueOfErrors) {
    ApiBench bench;
    auto const answer = bench.send("GET", "/errors.json");
    EXPECT_EQ(answer.json.as_object().size(), 1U);
    auto const& errors = answer.json.at("errors").as_array();
    ASSERT_EQ(errors.size(), error_catalogue().size());
    for (std::size_t i = 0; i < errors.size(); ++i) {
        auto const& entry = error_catalogue()[i];
        json::array operations;
        for (auto const name : operations_answering(entry.code)) operations.emplace_back(name);
        EXPECT_EQ(errors[i], (json::object{{"code", entry.wire_code},
                                           {"status", entry.status},
                                           {"reason", reason_name(entry.code)},
                                           {"origin", wire_name(entry.origin)},
                                           {"originNote", both_languages(entry.origin_note)},
                                           {"messages", both_languages(entry.message)},
                                           {"when", both_languages(entry.when)},
                                           {"remedy", both_languages(entry.remedy)},
                                           {"operations", std::move(operations)}}));
    }
}

}  // namespace
}  // namespace roomkey
