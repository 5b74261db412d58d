#include "api/request_fields.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

constexpr std::string_view level_values[] = {"0", "1"};

constexpr FieldRule room_rules[] = {
    {.name = "account", .place = FieldPlace::path, .is_required = true, .minimum = 1},
    {.name = "Key", .place = FieldPlace::header, .keeps_empty = true, .minimum = 1, .maximum = 4},
    {.name = "search", .place = FieldPlace::query, .maximum = 3},
    {.name = "types", .place = FieldPlace::query, .type = FieldType::integer, .is_list = true},
    {.name = "name", .is_required = true, .minimum = 1, .maximum = 4},
    {.name = "level", .type = FieldType::integer, .values = level_values},
    {.name = "function.enableRoom",
     .type = FieldType::boolean,
     .has_default = true,
     .default_text = "false"},
    {.name = "ids", .is_list = true, .items_max = 2},
    {.name = "parts[].id", .is_list = true, .maximum = 2},
};

struct RoomRequest {
    std::string account;
    std::optional<std::string> key;
    std::string search;
    std::vector<std::int64_t> types;
    std::string name;
    std::optional<std::int64_t> level;
    bool has_room = true;
    std::vector<std::string> ids;
    std::vector<std::string> parts;
};

constexpr auto room_fields = bind<RoomRequest>(
    room_rules, {field<&RoomRequest::account>("account"), field<&RoomRequest::key>("Key"),
                 field<&RoomRequest::search>("search"), field<&RoomRequest::types>("types"),
                 field<&RoomRequest::name>("name"), field<&RoomRequest::level>("level"),
                 field<&RoomRequest::has_room>("function.enableRoom"),
                 field<&RoomRequest::ids>("ids"), field<&RoomRequest::parts>("parts[].id")});

constexpr FieldRule batch_rules[] = {
    {.name = "body", .is_list = true, .is_required = true, .items_min = 1, .items_max = 2}};
constexpr FieldRule nested_batch_rules[] = {
    {.name = "body[].id", .is_list = true, .is_required = true, .maximum = 2}};
struct BatchRequest {
    std::vector<std::string> ids;
};
constexpr auto batch_fields = bind<BatchRequest>(batch_rules, {field<&BatchRequest::ids>("body")});
constexpr auto nested_batch_fields =
    bind<BatchRequest>(nested_batch_rules, {field<&BatchRequest::ids>("body[].id")});

struct Sent {
    std::string body = R"({"name":"Hall"})";
    std::string query = {};
    std::vector<HttpHeader> headers = {};
};

template <class Request>
Result<Request> read(Sent const& sent, Fields<Request> fields, BodyKind body) {
    HttpRequest request;
    request.headers = sent.headers;
    request.body = sent.body;
    Call const call{request, Query::parse(sent.query).value(), {{"account", "a@b"}}, {}};
    return read_request(call, body, fields);
}

Result<RoomRequest> read_room(Sent const& sent) {
    return read(sent, Fields<RoomRequest>(room_fields), BodyKind::object);
}

/// "field fault"; the fault as a number.
std::string refusal_of(Result<RoomRequest> const& result) {
    if (result.ok()) return "none";
    return result.error().field + ' ' + std::to_string(static_cast<int>(result.error().fault));
}

std::string refusal(std::string const& field, Fault fault) {
    return field + ' ' + std::to_string(static_cast<int>(fault));
}

TEST(RequestFields, AreFoundWhereverTheyAre) {
    auto const room = read_room({R"({"name":"Hall","level":1,"function":{"enableRoom":true},
                                     "ids":["a","b"],"parts":[{"id":"p"}],"unknown":{"x":[1.5]}})",
                                 "search=abc&types=1&types=2,3",
                                 {{"key", "k"}, {"Content-Type", "application/json"}}});
    ASSERT_TRUE(room.ok()) << room.error().field;
    EXPECT_EQ(room->account, "a@b");
    EXPECT_EQ(room->key, "k");
    EXPECT_EQ(room->search, "abc");
    EXPECT_EQ(room->types, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(room->name, "Hall");
    EXPECT_EQ(room->level, 1);
    EXPECT_TRUE(room->has_room);
    EXPECT_EQ(room->ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(room->parts, std::vector<std::string>{"p"});
}

TEST(RequestFields, MayBeAbsentOrNullOrEmpty) {
    for (auto const* const body :
         {R"({"name":"Hall"})", R"({"name":"Hall","level":null,"function":null,"ids":null})",
          R"({"name":"Hall","function":{}})",
          R"({"name":"Hall","function":{"enableRoom":null}})"}) {
        auto const room = read_room({body, "search=&types=", {}});
        ASSERT_TRUE(room.ok()) << body << room.error().field;
        EXPECT_EQ(room->key, std::nullopt);
        EXPECT_EQ(room->search, "");
        EXPECT_EQ(room->level, std::nullopt);
        EXPECT_FALSE(room->has_room);
        EXPECT_TRUE(room->ids.empty());
    }
}

TEST(RequestFields, AreRefusedByName) {
    struct Case {
        Sent sent;
        std::string refused;
    };
    std::vector<Case> const cases{
        {{"{}"}, refusal("name", Fault::missing)},
        {{""}, refusal("name", Fault::missing)},
        {{" \r\n\t"}, refusal("name", Fault::missing)},
        {{"null"}, refusal("name", Fault::missing)},
        {{R"({"name":""})"}, refusal("name", Fault::missing)},
        {{R"({"name":null})"}, refusal("name", Fault::missing)},
        {{R"({"name":"Halls"})"}, refusal("name", Fault::wrong_length)},
        {{R"({"name":1})"}, refusal("name", Fault::wrong_type)},
        {{R"({"name":["Hall"]})"}, refusal("name", Fault::wrong_type)},
        {{R"({"name":{}})"}, refusal("name", Fault::wrong_type)},
        {{R"({"name":"Hall","level":"1"})"}, refusal("level", Fault::wrong_type)},
        {{R"({"name":"Hall","level":1.0})"}, refusal("level", Fault::wrong_type)},
        {{R"({"name":"Hall","level":2})"}, refusal("level", Fault::unknown_value)},
        {{R"({"name":"Hall","function":true})"}, refusal("function.enableRoom", Fault::wrong_type)},
        {{R"({"name":"Hall","function":{"enableRoom":1}})"},
         refusal("function.enableRoom", Fault::wrong_type)},
        {{R"({"name":"Hall","ids":"a"})"}, refusal("ids", Fault::wrong_type)},
        {{R"({"name":"Hall","ids":["a","b","c"]})"}, refusal("ids", Fault::wrong_length)},
        {{R"({"name":"Hall","ids":["a",2]})"}, refusal("ids[1]", Fault::wrong_type)},
        {{R"({"name":"Hall","parts":{"id":"p"}})"}, refusal("parts", Fault::wrong_type)},
        {{R"({"name":"Hall","parts":[{"id":"abc"}]})"},
         refusal("parts[0].id", Fault::wrong_length)},
        {{R"({"name":"Hall","parts":["p"]})"}, refusal("parts[0].id", Fault::wrong_type)},
        {{R"({"name":"Hall","name":"Hall"})"}, refusal("name", Fault::duplicated)},
        {{R"({"name":"Hall","x":{"y":1,"y":2}})"}, refusal("y", Fault::duplicated)},
        {{R"(["name"])"}, refusal("body", Fault::wrong_type)},
        {{R"({"name":)"}, refusal("body", Fault::wrong_format)},
        {{"\xEF\xBB\xBF\xEF\xBB\xBF{\"name\":\"Hall\"}"}, refusal("body", Fault::wrong_format)},
        {{"{\xEF\xBB\xBF\"name\":\"Hall\"}"}, refusal("body", Fault::wrong_format)},
        {{"{\"name\":\"\xC3\"}"}, refusal("body", Fault::wrong_format)},
        {{R"({"name":"Hall"})", "search=abcd"}, refusal("search", Fault::wrong_length)},
        {{R"({"name":"Hall"})", "search=a&search=a"}, refusal("search", Fault::duplicated)},
        {{R"({"name":"Hall"})", "types=1,x"}, refusal("types[1]", Fault::wrong_type)},
        {{R"({"name":"Hall"})", "", {{"Key", ""}}}, refusal("Key", Fault::wrong_length)},
        {{R"({"name":"Hall"})", "", {{"Key", "12345"}}}, refusal("Key", Fault::wrong_length)},
        {{R"({"name":"Hall"})", "", {{"Key", "1"}, {"key", "1"}}},
         refusal("Key", Fault::duplicated)},
    };
    for (auto const& [sent, refused] : cases) {
        EXPECT_EQ(refusal_of(read_room(sent)), refused) << sent.body << ' ' << sent.query;
    }
}

TEST(RequestFields, MayFollowAByteOrderMark) {
    auto const room = read_room({"\xEF\xBB\xBF{\"name\":\"Hall\"}"});
    ASSERT_TRUE(room.ok());
    EXPECT_EQ(room->name, "Hall");
    // Nothing but a mark is no body.
    EXPECT_EQ(refusal_of(read_room({"\xEF\xBB\xBF \n"})), refusal("name", Fault::missing));
}

TEST(RequestFields, NeedTheMediaTypeOfJson) {
    Sent sent;
    sent.body = "{}";
    sent.headers = {{"Content-Type", "text/plain"}};
    EXPECT_EQ(read_room(sent).error().code, ErrorCode::media_type_unsupported);
}

TEST(RequestFields, MayBeTheWholeBody) {
    auto const ids = [](std::string const& body, auto const& fields) {
        auto const batch = read({body}, Fields<BatchRequest>(fields), BodyKind::array);
        if (batch.ok()) return batch->ids;
        return std::vector<std::string>{"refused", batch.error().field};
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(ids(R"(["a","b"])", batch_fields), (Texts{"a", "b"}));
    EXPECT_EQ(ids(R"([{"id":"a"},{"id":"b","x":1}])", nested_batch_fields), (Texts{"a", "b"}));
    for (auto const* const body : {"", "null", "[]", R"(["a","b","c"])", "{}", "7"}) {
        EXPECT_EQ(ids(body, batch_fields), (Texts{"refused", "body"})) << body;
    }
    EXPECT_EQ(ids(R"(["a",1])", batch_fields), (Texts{"refused", "body[1]"}));
    EXPECT_EQ(ids(R"(["a",null])", batch_fields), (Texts{"refused", "body[1]"}));
    EXPECT_EQ(ids(R"([{"id":"a"},{"id":"abc"}])", nested_batch_fields),
              (Texts{"refused", "body[1].id"}));
    EXPECT_EQ(ids(R"([{"id":"a"},{}])", nested_batch_fields), (Texts{"refused", "body[1].id"}));
    EXPECT_EQ(ids(R"(["a"])", nested_batch_fields), (Texts{"refused", "body[0].id"}));
}

}  // namespace
}  // namespace roomkey
