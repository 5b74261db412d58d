#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/rule_bench.hpp"

namespace roomkey {
namespace {

FieldRule const* rule_named(Operation const& operation, std::string_view name) {
    auto const rule = std::find_if(operation.rules.begin(), operation.rules.end(),
                                   [&](FieldRule const& each) { return each.name == name; });
    return rule == operation.rules.end() ? nullptr : &*rule;
}

bool is_list(Operation const& operation) {
    return rule_named(operation, "offset") != nullptr && rule_named(operation, "limit") != nullptr;
}

/// Every operation that has offset and limit pages alike. The limits themselves are fields like
/// others.
class PageRules : public testing::TestWithParam<Operation const*> {
protected:
    Answer page(std::int64_t offset, std::int64_t limit) {
        auto request = rules_.base();
        request.query.clear();
        set_field(request, *rule_named(*GetParam(), "offset"), {offset});
        set_field(request, *rule_named(*GetParam(), "limit"), {limit});
        auto answer = request.send(rules_.bench, Language::en_us);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer;
    }

    void expect_page(Answer const& answer, std::int64_t offset, std::int64_t limit,
                     std::int64_t size) {
        EXPECT_EQ(answer.number("offset"), offset);
        EXPECT_EQ(answer.number("limit"), limit);
        ASSERT_TRUE(member(answer.json, "data").is_array()) << answer.text;
        EXPECT_EQ(static_cast<std::int64_t>(member(answer.json, "data").as_array().size()), size);
    }

    RuleBench rules_{*GetParam()};
};

TEST_P(PageRules, GiveTheLastPageToThoseThatAskForOnePastIt) {
    if (!rules_.has_base()) return;
    auto const count = page(0, 500).number("count");
    ASSERT_GT(count, 1) << "the exchanges of the document leave too few records to page through";
    expect_page(page(0, 500), 0, 500, count);
    expect_page(page(0, 1), 0, 1, 1);
    expect_page(page(count - 1, 1), count - 1, 1, 1);
    auto const farthest = rule_named(*GetParam(), "offset")->maximum;
    for (auto const offset : {count, count + 1, farthest}) {
        expect_page(page(offset, 1), count - 1, 1, 1);
        expect_page(page(offset, count), 0, count, count);
        expect_page(page(offset, count - 1), count - 1, count - 1, 1);
    }
}

TEST_P(PageRules, GiveEachRecordOnce) {
    if (!rules_.has_base()) return;
    auto const all = page(0, 500);
    auto const count = all.number("count");
    boost::json::array records;
    for (std::int64_t offset = 0; offset < count; offset += 2) {
        auto const two = page(offset, 2);
        for (auto const& record : two.json.at("data").as_array()) records.push_back(record);
    }
    EXPECT_EQ(records, all.json.at("data").as_array());
}

INSTANTIATE_TEST_SUITE_P(OfEveryList, PageRules, testing::ValuesIn(operations_that(is_list)),
                         [](auto const& row) { return std::string(row.param->name); });

}  // namespace
}  // namespace roomkey
