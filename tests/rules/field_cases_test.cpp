#include "tests/rules/field_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fields/field_value.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

/// "[-]name = values" of each case, - for those that are refused.
std::set<std::string> cases_of(FieldRule const& rule) {
    std::set<std::string> texts;
    for (auto const& each : field_cases(rule)) {
        std::string text = each.is_refused ? "-" : "";
        text += each.refused_name + " =";
        for (auto const& value : each.values) text += ' ' + boost::json::serialize(value);
        texts.insert(text);
    }
    return texts;
}

constexpr std::string_view colours[] = {"red", "green"};
constexpr std::string_view kinds[] = {"2", "13"};
constexpr PatternStep word[] = {{0, 0x2U, false, 1, 4, true}, {0x400000000U, 0, false, 0, 9}};

using Texts = std::set<std::string>;

TEST(FieldCases, OfATextAreItsPresenceTypeAndLength) {
    EXPECT_EQ(cases_of({.name = "name", .is_required = true, .minimum = 1, .maximum = 4}),
              (Texts{"-name =", "-name = null", "-name = \"\"", "-name = \"0aa\" \"0aa\"",
                     "-name = \"\u3000\"", "-name = 7", "-name = 1.5E0", "-name = true",
                     "-name = {}", "name = \"a\"", "name = \"aaaa\"", "-name = \"aaaaa\"",
                     "name = \"室室室室\"", "-name = \"0a\\t\"", "-name = \"0a\u2060\""}));
    EXPECT_EQ(cases_of({.name = "Key",
                        .place = FieldPlace::header,
                        .keeps_empty = true,
                        .takes_control_characters = true,
                        .minimum = 1,
                        .maximum = 2}),
              (Texts{"Key =", "-Key = \"\"", "-Key = \"0a\" \"0a\"", "Key = \"a\"", "Key = \"aa\"",
                     "-Key = \"aaa\""}));
    EXPECT_EQ(cases_of({.name = "id",
                        .place = FieldPlace::path,
                        .is_required = true,
                        .minimum = 2,
                        .maximum = 2}),
              (Texts{"-id = \"\"", "-id = \"a\"", "id = \"aa\"", "-id = \"aaa\"", "id = \"室室\"",
                     "-id = \"0\\t\""}));
}

TEST(FieldCases, OfAPatternFitItAndDoNot) {
    EXPECT_EQ(cases_of({.name = "word", .place = FieldPlace::query, .maximum = 6, .pattern = word}),
              (Texts{"word =", "word = \"\"", "-word = \"AAA\" \"AAA\"", "word = \"AAAA\\\"\\\"\"",
                     "-word = \"AAAA\\\"\\\"\\\"\"", "-word = \"AA\\t\"", "-word = \"!!\""}));
}

TEST(FieldCases, OfANumberAreItsBounds) {
    EXPECT_EQ(
        cases_of({.name = "limit",
                  .place = FieldPlace::query,
                  .type = FieldType::integer,
                  .minimum = 1,
                  .maximum = 500}),
        (Texts{"limit =", "limit = \"\"", "-limit = 1 1", "-limit = \"x\"", "-limit = \"1.5\"",
               "limit = 1", "-limit = 0", "limit = 500", "-limit = 501"}));
    EXPECT_EQ(cases_of({.name = "time", .type = FieldType::integer}),
              (Texts{"time =", "time = null", "time = \"\"", "-time = 0 0", "-time = \"1\"",
                     "-time = 1.5E0", "-time = true", "-time = {}", "time = 0", "-time = -1",
                     "time = 9223372036854775807", "-time = 9223372036854775808"}));
}

TEST(FieldCases, OfAnEnumerationAreAllItsValuesAndOthers) {
    EXPECT_EQ(cases_of({.name = "colour", .place = FieldPlace::query, .values = colours}),
              (Texts{"colour =", "colour = \"\"", "-colour = \"red\" \"red\"", "colour = \"red\"",
                     "colour = \"green\"", "-colour = \"unlisted\"", "-colour = \"redx\""}));
    auto const numbers = cases_of({.name = "kind", .type = FieldType::integer, .values = kinds});
    for (auto const* const text : {"kind = 2", "kind = 13", "-kind = 99", "-kind = -1"}) {
        EXPECT_TRUE(numbers.contains(text)) << text;
    }
}

TEST(FieldCases, OfABooleanAreItsWords) {
    auto const in_query =
        cases_of({.name = "flag", .place = FieldPlace::query, .type = FieldType::boolean});
    for (auto const* const text :
         {"flag = true", "flag = \"0\"", "flag = \"TRUE\"", "-flag = \"x\"", "-flag = true true"}) {
        EXPECT_TRUE(in_query.contains(text)) << text;
    }
    auto const in_body = cases_of({.name = "flag", .type = FieldType::boolean});
    EXPECT_TRUE(in_body.contains("-flag = \"1\""));
    EXPECT_TRUE(in_body.contains("-flag = 7"));
}

TEST(FieldCases, OfAListAreItsSizeAndThoseOfItsItems) {
    EXPECT_EQ(cases_of({.name = "body[].id",
                        .is_list = true,
                        .is_required = true,
                        .maximum = 2,
                        .items_min = 1,
                        .items_max = 2}),
              (Texts{"-body =", "-body = null", "-body = \"text\"", "-body[0].id = [[]]",
                     "-body[0].id = [null]", "body = [{\"id\":\"0a\"}]", "-body = []",
                     "body = [{\"id\":\"0a\"},{\"id\":\"1a\"}]",
                     "-body = [{\"id\":\"0a\"},{\"id\":\"1a\"},{\"id\":\"2a\"}]",
                     "-body[0].id = [{\"id\":7}]", "-body[0].id = [{\"id\":1.5E0}]",
                     "-body[0].id = [{\"id\":true}]", "-body[0].id = [{\"id\":{}}]",
                     "body[0].id = [{\"id\":\"aa\"}]", "-body[0].id = [{\"id\":\"aaa\"}]",
                     "body[0].id = [{\"id\":\"室室\"}]", "-body[0].id = [{\"id\":\"0\\t\"}]",
                     "-body[0].id = [{\"id\":\"0\u2060\"}]"}));
    EXPECT_EQ(cases_of({.name = "types",
                        .place = FieldPlace::query,
                        .type = FieldType::integer,
                        .is_list = true,
                        .values = kinds}),
              (Texts{"types =", "types = \"\"", "types = 2 2", "types = \"2,13\"",
                     "-types[0] = \"x\"", "-types[0] = \"1.5\"", "types[0] = 2", "types[0] = 13",
                     "-types[0] = 99", "-types[0] = -1"}));
}

/// The cases and the check of fields were written apart; of a body they agree on every rule.
TEST(FieldCases, AgreeWithTheCheckOfFields) {
    int tried = 0;
    for (auto const* const operation : operations::all) {
        for (auto const& rule : operation->rules) {
            for (auto const& each : field_cases(rule)) {
                bool const is_text = each.values.size() == 1 && each.values[0].is_string();
                if (rule.is_list || rule.type != FieldType::text || !is_text) continue;
                ++tried;
                auto const text = std::string(each.values[0].as_string());
                auto const checked = check_field(rule, FieldValue::of_text(text));
                auto const fault = checked.ok() ? Fault::none : checked.error().fault;
                EXPECT_EQ(fault, each.is_refused ? each.fault : Fault::none)
                    << operation->name << ' ' << rule.name << ' ' << each.name;
            }
        }
    }
    EXPECT_GT(tried, 100);
}

}  // namespace
}  // namespace roomkey
