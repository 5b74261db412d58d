#include <gtest/gtest.h>

#include "domain/error/problem_message.hpp"
#include "tests/rules/field_cases.hpp"
#include "tests/rules/rule_bench.hpp"

namespace roomkey {
namespace {

/// How a refusal begins that is about this field and this fault; the rest says what is expected.
std::string beginning(FieldCase const& tried, Language language) {
    auto text = problem_message(invalid_field(tried.refused_name, tried.fault), language);
    return tried.fault == Fault::none ? text + ' ' : text;
}

bool is_about(Answer const& answer, FieldCase const& tried, Language language) {
    return answer.field("error_msg").starts_with(beginning(tried, language));
}

std::string trace(FieldRule const& rule, FieldCase const& tried) {
    auto text = std::string(rule.name) + ", " + tried.name + ':';
    for (auto const& value : tried.values) {
        text += ' ' + boost::json::serialize(value).substr(0, 80);
    }
    return text;
}

/// What the document says of the fields of an operation is what the handler does.
class FieldRules : public testing::TestWithParam<Operation const*> {
protected:
    template <class Run>
    void each_case(bool is_refused, Run const& run) {
        for (auto const& rule : GetParam()->rules) {
            for (auto const& tried : field_cases(rule)) {
                if (tried.is_refused != is_refused) continue;
                SCOPED_TRACE(trace(rule, tried));
                run(rule, tried);
            }
        }
    }

    RuleBench rules_{*GetParam()};
};

TEST_P(FieldRules, RefuseInBothLanguagesAndChangeNothing) {
    if (!rules_.has_base()) return;
    rules_.has_recorded_success();
    each_case(true, [&](FieldRule const& rule, FieldCase const& tried) {
        for (auto const language : {Language::zh_cn, Language::en_us}) {
            auto request = rules_.base();
            set_field(request, rule, tried.values);
            auto const answer = request.send(rules_.bench, language);
            EXPECT_EQ(refusal_of(answer), "400 USG.000000003 invalid_parameter");
            EXPECT_TRUE(is_about(answer, tried, language))
                << answer.field("error_msg") << "\nin place of " << beginning(tried, language);
            EXPECT_FALSE(rules_.has_recorded_success());
        }
    });
    auto const answer = rules_.base().send(rules_.bench, Language::en_us);
    EXPECT_EQ(answer.status, 200) << "after all refusals: " << answer.text;
}

TEST_P(FieldRules, TakeWhatIsWithinThem) {
    if (!rules_.has_base()) return;
    each_case(false, [&](FieldRule const& rule, FieldCase const& tried) {
        auto const answer = rules_.send_changed(
            [&](ExchangeRequest& request) { set_field(request, rule, tried.values); });
        // The story of the operation may refuse it for another reason, such as an account of one
        // character that nobody has.
        EXPECT_LT(answer.status, 500) << answer.text;
        EXPECT_FALSE(is_about(answer, tried, Language::en_us)) << answer.text;
    });
}

INSTANTIATE_TEST_SUITE_P(OfEveryOperation, FieldRules,
                         testing::ValuesIn(operations_that([](Operation const& operation) {
                             return !operation.rules.empty();
                         })),
                         [](auto const& row) { return std::string(row.param->name); });

}  // namespace
}  // namespace roomkey
