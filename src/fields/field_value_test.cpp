#include "fields/field_value.hpp"

#include <gtest/gtest.h>

#include <tuple>

namespace roomkey {
namespace {

using Kind = FieldValue::Kind;

/// "fault field expected", or empty if there is no refusal.
std::string refusal_of(Result<FieldValue> const& result) {
    if (result.ok()) return {};
    auto const& error = result.error();
    EXPECT_EQ(error.code, ErrorCode::invalid_parameter);
    constexpr char const* faults[] = {"none",  "missing",     "type",       "length", "format",
                                      "range", "not allowed", "duplicated", "value"};
    return std::string(faults[static_cast<int>(error.fault)]) + ' ' + error.field + ' ' +
           error.expected;
}

std::string refusal_of(FieldRule const& rule, FieldValue value) {
    return refusal_of(check_field(rule, std::move(value)));
}

FieldValue texts(std::vector<std::string> const& items) {
    std::vector<FieldValue> values;
    for (auto const& item : items) values.push_back(FieldValue::of_text(item));
    return FieldValue::of_list(std::move(values));
}

FieldValue text(std::string value) { return FieldValue::of_text(std::move(value)); }
FieldValue number(std::int64_t value) { return FieldValue::of_integer(value); }

std::string repeated(std::string_view character, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += character;
    return result;
}

constexpr std::string_view colours[] = {"red", "green"};
constexpr std::string_view kinds[] = {"2", "13"};

TEST(FieldValue, CountsTheCharactersOfATextAtTheLimitsAndOnePast) {
    constexpr FieldRule rule{.name = "name", .minimum = 2, .maximum = 64};
    EXPECT_EQ(refusal_of(rule, text("ab")), "");
    EXPECT_EQ(refusal_of(rule, text("a")), "length name 2..64");
    EXPECT_EQ(refusal_of(rule, text(repeated("室", 64))), "");
    EXPECT_EQ(refusal_of(rule, text(repeated("室", 65))), "length name 2..64");
}

TEST(FieldValue, RefusesTextsThatAreNoReadableUtf8) {
    constexpr FieldRule rule{.name = "name"};
    EXPECT_EQ(refusal_of(rule, text("\xC3")), "format name UTF-8");
    EXPECT_EQ(refusal_of(rule, text("a\r\nb")), "format name no control or invisible characters");
    EXPECT_EQ(refusal_of(rule, text("a\x7f")), "format name no control or invisible characters");
    EXPECT_EQ(refusal_of(rule, text("a\u200Bb")), "format name no control or invisible characters");
    EXPECT_EQ(refusal_of(rule, text("会议室👩\u200D💻")), "");
    constexpr FieldRule key{.name = "searchKey", .place = FieldPlace::query};
    EXPECT_EQ(refusal_of(key, text("a\u200Bb")), "");
    EXPECT_EQ(refusal_of(key, text("a\x7f")), "format searchKey no control characters");
}

TEST(FieldValue, RefusesBlanksAloneWhereATextMustNotBeEmpty) {
    constexpr FieldRule name{.name = "name", .minimum = 1, .maximum = 64};
    for (auto const* const blanks : {" ", "\u00A0", "\u3000", " \u2003 "}) {
        EXPECT_EQ(refusal_of(name, text(blanks)), "format name a visible character") << blanks;
    }
    EXPECT_EQ(refusal_of(name, text("\u200B")), "format name no control or invisible characters");
    EXPECT_EQ(refusal_of(name, text("\u3000室")), "");
    constexpr FieldRule remark{.name = "note", .keeps_empty = true, .maximum = 64};
    EXPECT_EQ(refusal_of(remark, text(" ")), "");
    constexpr FieldRule key{.name = "searchKey", .place = FieldPlace::query, .minimum = 1};
    EXPECT_EQ(refusal_of(key, text(" ")), "");
}

TEST(FieldValue, TakesControlCharactersIfTheRuleDoes) {
    constexpr FieldRule rule{.name = "key", .takes_control_characters = true, .maximum = 4};
    EXPECT_EQ(refusal_of(rule, text("12\r\n")), "");
    EXPECT_EQ(refusal_of(rule, text("\t\x7f")), "");
    EXPECT_EQ(refusal_of(rule, text("\u0085")), "");
    EXPECT_EQ(refusal_of(rule, text("123\r\n")), "length key 0..4");
    EXPECT_EQ(refusal_of(rule, text("\n\xC3")), "format key UTF-8");
}

TEST(FieldValue, TakesAnEmptyTextAsAbsentUnlessTheRuleKeepsIt) {
    constexpr FieldRule optional{.name = "desc", .minimum = 1};
    EXPECT_EQ(check_field(optional, text(""))->kind, Kind::absent);
    EXPECT_EQ(check_field(optional, {})->kind, Kind::absent);
    constexpr FieldRule required{.name = "name", .is_required = true, .minimum = 1};
    EXPECT_EQ(refusal_of(required, text("")), "missing name ");
    EXPECT_EQ(refusal_of(required, {}), "missing name ");
    constexpr FieldRule kept{.name = "desc", .keeps_empty = true};
    EXPECT_EQ(check_field(kept, text(""))->kind, Kind::text);
    constexpr FieldRule header{.name = "Key", .keeps_empty = true, .minimum = 1, .maximum = 255};
    EXPECT_EQ(refusal_of(header, text("")), "length Key 1..255");
}

TEST(FieldValue, HoldsNumbersToTheirRange) {
    constexpr FieldRule rule{
        .name = "limit", .type = FieldType::integer, .minimum = 1, .maximum = 500};
    EXPECT_EQ(refusal_of(rule, number(1)), "");
    EXPECT_EQ(refusal_of(rule, number(500)), "");
    EXPECT_EQ(refusal_of(rule, number(0)), "range limit 1..500");
    EXPECT_EQ(refusal_of(rule, number(501)), "range limit 1..500");
    EXPECT_EQ(refusal_of(rule, FieldValue::of_kind(Kind::too_large)), "range limit 1..500");
    EXPECT_EQ(refusal_of(rule, text("1")), "type limit 1..500");
    constexpr FieldRule open{.name = "time", .type = FieldType::integer};
    EXPECT_EQ(refusal_of(open, number(-1)), "range time 0..");
    EXPECT_EQ(refusal_of(open, number(FieldRule::highest)), "");
    constexpr FieldRule any{.name = "n", .type = FieldType::integer, .minimum = FieldRule::lowest};
    EXPECT_EQ(refusal_of(any, number(FieldRule::lowest)), "");
    EXPECT_EQ(refusal_of(any, FieldValue::of_kind(Kind::too_large)), "range n 64-bit integer");
    EXPECT_EQ(refusal_of(any, FieldValue::of_kind(Kind::other)), "type n integer");
}

TEST(FieldValue, HoldsTextsAndNumbersToAnEnumeration) {
    constexpr FieldRule colour{.name = "colour", .values = colours};
    EXPECT_EQ(refusal_of(colour, text("green")), "");
    EXPECT_EQ(refusal_of(colour, text("gree")), "value colour red, green");
    EXPECT_EQ(refusal_of(colour, text("Red")), "value colour red, green");
    constexpr FieldRule kind{.name = "kind", .type = FieldType::integer, .values = kinds};
    EXPECT_EQ(refusal_of(kind, number(13)), "");
    EXPECT_EQ(refusal_of(kind, number(12)), "value kind 2, 13");
    EXPECT_EQ(refusal_of(kind, FieldValue::of_kind(Kind::other)), "type kind 2, 13");
}

TEST(FieldValue, HoldsListsToTheirSizeAndEachItemToItsRule) {
    constexpr FieldRule rule{
        .name = "body", .is_list = true, .is_required = true, .items_min = 1, .items_max = 2};
    EXPECT_EQ(refusal_of(rule, texts({"a"})), "");
    EXPECT_EQ(refusal_of(rule, texts({"a", "b"})), "");
    EXPECT_EQ(refusal_of(rule, texts({})), "length body 1..2");
    EXPECT_EQ(refusal_of(rule, texts({"a", "b", "c"})), "length body 1..2");
    EXPECT_EQ(refusal_of(rule, FieldValue::of_list({text("a"), number(1)})), "type body[1] string");
    EXPECT_EQ(refusal_of(rule, text("a")), "type body a JSON array");
    EXPECT_EQ(refusal_of(rule, {}), "missing body ");
    constexpr FieldRule nested{.name = "body[].id", .is_list = true, .maximum = 1};
    EXPECT_EQ(refusal_of(nested, texts({"a", "bb"})), "length body[1].id 0..1");
    EXPECT_EQ(refusal_of(nested, number(1)), "type body a JSON array");
}

TEST(FieldValue, NamesTheItemThatIsNull) {
    constexpr FieldRule ids{.name = "body", .is_list = true};
    EXPECT_EQ(refusal_of(ids, FieldValue::of_list({text("a"), {}})), "type body[1] string");
    EXPECT_EQ(refusal_of(ids, FieldValue::of_list({{}})), "type body[0] string");
    constexpr FieldRule codes{.name = "list", .type = FieldType::integer, .is_list = true};
    EXPECT_EQ(refusal_of(codes, FieldValue::of_list({number(1), number(2), {}})),
              "type list[2] 0..");
    constexpr FieldRule nested{.name = "body[].id", .is_list = true};
    EXPECT_EQ(refusal_of(nested, FieldValue::of_list({text("a"), {}})), "type body[1].id string");
}

TEST(FieldValue, TellsBooleansFromAllElse) {
    constexpr FieldRule rule{.name = "flag", .type = FieldType::boolean};
    EXPECT_EQ(refusal_of(rule, FieldValue::of_boolean(true)), "");
    EXPECT_EQ(refusal_of(rule, number(1)), "type flag true, false");
    EXPECT_EQ(refusal_of(rule, text("true")), "type flag true, false");
}

TEST(FieldValue, ReadsBooleansThatAreText) {
    constexpr FieldRule rule{.name = "flag", .type = FieldType::boolean};
    for (auto const& [word, is_true] :
         {std::pair{"true", 1}, {"TRUE", 1}, {"1", 1}, {"False", 0}, {"0", 0}}) {
        auto const value = parse_field(rule, {word});
        ASSERT_TRUE(value.ok());
        EXPECT_EQ(value->kind, Kind::boolean) << word;
        EXPECT_EQ(value->number, is_true) << word;
    }
    for (auto const* const word : {"yes", "2", "tru", " true"}) {
        EXPECT_EQ(parse_field(rule, {word})->kind, Kind::other) << word;
    }
}

TEST(FieldValue, ReadsNumbersThatAreText) {
    constexpr FieldRule rule{.name = "n", .type = FieldType::integer};
    EXPECT_EQ(parse_field(rule, {"-7"})->number, -7);
    EXPECT_EQ(parse_field(rule, {"9223372036854775807"})->number, FieldRule::highest);
    EXPECT_EQ(parse_field(rule, {"9223372036854775808"})->kind, Kind::too_large);
    for (auto const* const word : {"1.0", "+1", "1 ", "0x1", "ten"}) {
        EXPECT_EQ(parse_field(rule, {word})->kind, Kind::other) << word;
    }
}

TEST(FieldValue, ReadsListsThatAreRepeatedOrSeparatedByCommas) {
    constexpr FieldRule rule{.name = "userType", .type = FieldType::integer, .is_list = true};
    for (auto const& given :
         std::vector<std::vector<std::string>>{{"2", "13"}, {"2,13"}, {"", ",2,", "13,"}}) {
        auto const value = parse_field(rule, given);
        ASSERT_TRUE(value.ok());
        ASSERT_EQ(value->items.size(), 2U);
        EXPECT_EQ(value->items[0].number, 2);
        EXPECT_EQ(value->items[1].number, 13);
    }
    EXPECT_EQ(parse_field(rule, {"", ","})->kind, Kind::absent);
    EXPECT_EQ(parse_field(rule, {})->kind, Kind::absent);
}

TEST(FieldValue, RefusesATextThatIsGivenTwice) {
    constexpr FieldRule rule{.name = "searchKey"};
    EXPECT_EQ(refusal_of(parse_field(rule, {"a", "a"})), "duplicated searchKey ");
    EXPECT_EQ(refusal_of(parse_field(rule, {"a", ""})), "");
}

TEST(FieldValue, KnowsTheDefaultOfARule) {
    EXPECT_EQ(default_of({.name = "limit",
                          .type = FieldType::integer,
                          .has_default = true,
                          .default_text = "10"})
                  .number,
              10);
    auto const list = default_of({.name = "userType",
                                  .type = FieldType::integer,
                                  .is_list = true,
                                  .has_default = true,
                                  .default_text = "2,13"});
    ASSERT_EQ(list.items.size(), 2U);
    EXPECT_EQ(list.items[1].number, 13);
}

}  // namespace
}  // namespace roomkey
