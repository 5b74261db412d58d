#include "fields/binding.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/id.hpp"
#include "base/secret.hpp"
#include "fields/operation_rules.hpp"

namespace roomkey {
namespace {

enum class Level : std::uint8_t { low = 1, high = 2 };
enum class Colour : std::uint8_t { red, green };

std::optional<Colour> colour_named(std::string_view name) {
    if (name == "red") return Colour::red;
    if (name == "green") return Colour::green;
    return std::nullopt;
}

struct Contacts {
    std::optional<std::string> country;
    std::string email;
};

struct Request {
    std::string name;
    UserId id;
    Secret password;
    Contacts contacts;
    int limit = 0;
    std::optional<Level> level;
    bool is_ascending = false;
    std::vector<std::string> ids;
    std::vector<Level> levels;
    std::optional<Colour> colour;
    std::vector<Colour> colours;
};

constexpr std::string_view colour_values[] = {"red", "green", "blue"};
constexpr std::string_view level_values[] = {"1", "2"};

constexpr FieldRule request_rules[] = {
    {.name = "name", .is_required = true, .minimum = 1, .maximum = 4},
    {.name = "id"},
    {.name = "password"},
    {.name = "country", .has_default = true, .default_text = "chinaPR"},
    {.name = "email", .has_default = true, .default_text = "nobody@example.com"},
    {.name = "limit",
     .type = FieldType::integer,
     .minimum = 1,
     .maximum = 500,
     .has_default = true,
     .default_text = "10"},
    {.name = "level", .type = FieldType::integer, .values = level_values},
    {.name = "isAsc", .type = FieldType::boolean, .has_default = true, .default_text = "true"},
    {.name = "ids", .is_list = true},
    {.name = "levels",
     .type = FieldType::integer,
     .is_list = true,
     .values = level_values,
     .has_default = true,
     .default_text = "2,1"},
    {.name = "colour", .values = colour_values},
    {.name = "colours", .is_list = true, .values = colour_values},
    {.name = "old", .type = FieldType::boolean},
};

constexpr auto request_fields = bind<Request>(
    request_rules,
    {field<&Request::name>("name"), field<&Request::id>("id"),
     field<&Request::password>("password"),
     field<&Request::contacts, &Contacts::country>("country"),
     field<&Request::contacts, &Contacts::email>("email"), field<&Request::limit>("limit"),
     field<&Request::level>("level"), field<&Request::is_ascending>("isAsc"),
     field<&Request::ids>("ids"), field<&Request::levels>("levels"),
     converted<colour_named, &Request::colour>("colour"),
     converted<colour_named, &Request::colours>("colours"), ignored("old")});

using Query = std::map<std::string, std::vector<std::string>, std::less<>>;

Result<Request> read(Query const& query) {
    return read_fields<Request>(request_fields, [&](FieldRule const& rule) {
        auto const found = query.find(rule.name);
        return parse_field(rule, found == query.end() ? std::vector<std::string>{} : found->second);
    });
}

TEST(Binding, FillsEveryKindOfMember) {
    auto const request = read({{"name", {"Hall"}},
                               {"id", {"u1"}},
                               {"password", {"secret"}},
                               {"country", {"franceFR"}},
                               {"email", {"a@b"}},
                               {"limit", {"500"}},
                               {"level", {"2"}},
                               {"isAsc", {"false"}},
                               {"ids", {"a,b"}},
                               {"levels", {"1"}},
                               {"colour", {"green"}},
                               {"colours", {"green", "red"}},
                               {"old", {"1"}}});
    ASSERT_TRUE(request.ok()) << request.error().field;
    EXPECT_EQ(request->name, "Hall");
    EXPECT_EQ(request->id, UserId{"u1"});
    EXPECT_EQ(request->password.reveal(), "secret");
    EXPECT_EQ(request->contacts.country, "franceFR");
    EXPECT_EQ(request->contacts.email, "a@b");
    EXPECT_EQ(request->limit, 500);
    EXPECT_EQ(request->level, Level::high);
    EXPECT_FALSE(request->is_ascending);
    EXPECT_EQ(request->ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(request->levels, std::vector{Level::low});
    EXPECT_EQ(request->colour, Colour::green);
    EXPECT_EQ(request->colours, (std::vector{Colour::green, Colour::red}));
}

TEST(Binding, TakesTheDefaultOfTheRuleUnlessTheMemberIsOptional) {
    auto const request = read({{"name", {"Hall"}}});
    ASSERT_TRUE(request.ok()) << request.error().field;
    EXPECT_EQ(request->contacts.country, std::nullopt);
    EXPECT_EQ(request->contacts.email, "nobody@example.com");
    EXPECT_EQ(request->limit, 10);
    EXPECT_EQ(request->level, std::nullopt);
    EXPECT_TRUE(request->is_ascending);
    EXPECT_EQ(request->levels, (std::vector{Level::high, Level::low}));
    EXPECT_EQ(request->colour, std::nullopt);
}

TEST(Binding, NamesTheFieldThatDoesNotKeepItsRule) {
    EXPECT_EQ(read({}).error().field, "name");
    EXPECT_EQ(read({{"name", {"Halls"}}}).error().fault, Fault::wrong_length);
    EXPECT_EQ(read({{"name", {"Hall"}}, {"limit", {"501"}}}).error().field, "limit");
    EXPECT_EQ(read({{"name", {"Hall"}}, {"levels", {"1,3"}}}).error().field, "levels[1]");
    // Ignored fields keep their rules too.
    EXPECT_EQ(read({{"name", {"Hall"}}, {"old", {"maybe"}}}).error().fault, Fault::wrong_type);
}

TEST(Binding, RefusesAValueThatConvertsToNothing) {
    for (auto const* const name : {"colour", "colours"}) {
        auto const request = read({{"name", {"Hall"}}, {name, {"blue"}}});
        ASSERT_FALSE(request.ok());
        EXPECT_EQ(request.error().field, name);
        EXPECT_EQ(request.error().fault, Fault::unknown_value);
        EXPECT_EQ(request.error().expected, "red, green, blue");
    }
}

TEST(Binding, HasTheRulesOfTheDocument) {
    auto const find = [](std::span<FieldRule const> rules, std::string_view name) {
        for (auto const& rule : rules) {
            if (rule.name == name) return rule;
        }
        return FieldRule{};
    };
    auto const name = find(rules::create_vision_active_code, "devName");
    EXPECT_TRUE(name.is_required);
    EXPECT_EQ(name.place, FieldPlace::body);
    EXPECT_EQ(name.minimum, 1);
    EXPECT_EQ(name.maximum, 64);
    auto const types = find(rules::search_users, "userType");
    EXPECT_TRUE(types.is_list);
    EXPECT_EQ(types.type, FieldType::integer);
    EXPECT_EQ(types.values.size(), 4U);
    EXPECT_EQ(types.default_text, "2");
    auto const phone = find(rules::reset_vision_active_code, "smsNumber");
    EXPECT_EQ(phone.pattern_words, "^[+]?[0-9]+$");
    EXPECT_EQ(find(rules::reset_vision_active_code, "account").place, FieldPlace::path);
    EXPECT_EQ(find(rules::delete_vision_active_code, "body").items_max, 100U);
}

}  // namespace
}  // namespace roomkey
