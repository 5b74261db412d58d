#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "api/service/openapi_document.hpp"
#include "domain/page.hpp"
#include "tests/api/openapi_reader.hpp"
#include "tests/api/openapi_schema.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

/// Calls `visit` with every value below `value` and where it is.
void walk(json::value const& value, std::string const& where,
          std::function<void(json::value const&, std::string const&)> const& visit) {
    visit(value, where);
    if (value.is_object()) {
        for (auto const& [key, inner] : value.get_object()) {
            walk(inner, where + '/' + std::string(key), visit);
        }
    }
    if (value.is_array()) {
        for (auto const& inner : value.get_array()) walk(inner, where + "/-", visit);
    }
}

/// Letters of the basic block of CJK ideographs begin with these bytes in UTF-8.
bool has_chinese(std::string const& text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte >= 0xE4U && byte <= 0xE9U;
    });
}

/// Whether a line breaks between two characters that are not ASCII: viewers show a blank there.
bool is_torn(std::string const& text) {
    auto const is_wide = [](char c) { return static_cast<unsigned char>(c) >= 0x80U; };
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        bool const is_inside = at > 0 && at + 1 < text.size();
        if (is_inside && is_wide(text[at - 1]) && is_wide(text[at + 1])) return true;
    }
    return false;
}

/// Below these are examples and requests: their fields are data, whatever they are called.
bool is_data(std::string_view key) {
    return key == "value" || key == "example" || key == "default" || key == "x-exchanges";
}

/// Like `walk`, for what describes and not for data.
void walk_texts(json::value const& value, std::string const& where,
                std::function<void(json::value const&, std::string const&)> const& visit) {
    visit(value, where);
    if (value.is_object()) {
        for (auto const& [key, inner] : value.get_object()) {
            if (!is_data(key)) walk_texts(inner, where + '/' + std::string(key), visit);
        }
    }
    if (value.is_array()) {
        for (auto const& inner : value.get_array()) walk_texts(inner, where + "/-", visit);
    }
}

/// Names of tags are texts too: they are what a viewer shows. A field may be called tags as well.
bool is_text(std::string_view key, std::string const& where) {
    return key == "summary" || key == "description" ||
           (key == "name" && where.starts_with("/tags/")) ||
           (key == "-" && where.ends_with("/tags"));
}

/// Data are the same, but for the message of a refusal.
void expect_same_data(json::value const& english, json::value const& chinese,
                      std::string const& where) {
    auto const message = member_text(english, "error_msg");
    if (message.empty()) {
        EXPECT_EQ(english, chinese) << where;
        return;
    }
    EXPECT_FALSE(has_chinese(message)) << where;
    EXPECT_TRUE(has_chinese(member_text(chinese, "error_msg"))) << where;
    auto same_but_for_it = chinese;
    same_but_for_it.as_object()["error_msg"] = message;
    EXPECT_EQ(english, same_but_for_it) << where;
}

/// Counts the texts of `english` and expects Chinese ones in their places; all else is the same.
void expect_translated(json::value const& english, json::value const& chinese,
                       std::string const& where, int& texts) {
    ASSERT_EQ(english.kind(), chinese.kind()) << where;
    auto const expect_pair = [&](std::string_view key, json::value const& one,
                                 json::value const& other, std::string const& place) {
        if (is_data(key)) {
            expect_same_data(one, other, place);
        } else if (one.is_string() && is_text(key, where)) {
            ++texts;
            ASSERT_TRUE(other.is_string()) << place;
            EXPECT_FALSE(has_chinese(std::string(one.get_string()))) << place;
            EXPECT_TRUE(has_chinese(std::string(other.get_string()))) << place;
            EXPECT_FALSE(is_torn(std::string(other.get_string()))) << place;
        } else {
            expect_translated(one, other, place, texts);
        }
    };
    if (english.is_object()) {
        auto const& translated = chinese.get_object();
        ASSERT_EQ(english.get_object().size(), translated.size()) << where;
        for (auto const& [key, value] : english.get_object()) {
            auto const place = where + '/' + std::string(key);
            ASSERT_TRUE(translated.contains(key)) << place;
            EXPECT_FALSE(key.starts_with("x-") && key.ends_with("-zh")) << place;
            expect_pair(key, value, translated.at(key), place);
        }
    } else if (english.is_array()) {
        auto const& translated = chinese.get_array();
        ASSERT_EQ(english.get_array().size(), translated.size()) << where;
        for (std::size_t i = 0; i < translated.size(); ++i) {
            expect_pair("-", english.get_array()[i], translated[i], where + "/-");
        }
    } else {
        EXPECT_EQ(english, chinese) << where;
    }
}

std::set<std::string> names_in_braces(std::string const& path) {
    std::set<std::string> names;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
        names.insert(path.substr(open + 1, path.find('}', open) - open - 1));
    }
    return names;
}

bool is_refusal(std::string_view status) { return status != "200" && status != "304"; }

class OpenApiDocument : public testing::Test {
protected:
    /// Calls `visit` with each response of each operation, resolved.
    void each_response(std::function<void(std::string const& operation, std::string const& status,
                                          json::value const& response)> const& visit) const {
        for (auto const& operation : reader_.operations()) {
            for (auto const& [status, response] : member_object(*operation.object, "responses")) {
                visit(operation.name(), std::string(status), reader_.resolved(response));
            }
        }
    }

    /// Compares the examples of each media type of `holder` with its schema.
    void expect_examples_fit(json::value const& holder, std::string const& where) const {
        for (auto const& [type, media] : reader_.content(holder)) {
            auto const examples = reader_.examples(media);
            EXPECT_FALSE(examples.empty()) << where << " has no example";
            for (auto const& [name, example] : examples) {
                auto const faults =
                    schema_faults(reader_, member(media, "schema"), member(example, "value"));
                bool const is_meant_to_fail = member(example, "x-violates-schema").is_bool();
                EXPECT_EQ(!faults.empty(), is_meant_to_fail)
                    << where << ' ' << std::string_view(name) << ": "
                    << (faults.empty() ? "fits" : faults.front());
            }
        }
    }

    OpenApiReader reader_;
};

TEST_F(OpenApiDocument, IsOfTheVersionThatItIsWrittenFor) {
    EXPECT_EQ(member_text(reader_.root(), "openapi"), "3.1.0");
    EXPECT_FALSE(member_text(member(reader_.root(), "info"), "title").empty());
    EXPECT_EQ(member_text(member(reader_.root(), "info"), "version"), ROOMKEY_VERSION);
}

TEST_F(OpenApiDocument, LeadsEveryReferenceSomewhere) {
    int references = 0;
    walk(reader_.root(), "", [&](json::value const& value, std::string const& where) {
        if (member_text(value, "$ref").empty()) return;
        ++references;
        EXPECT_FALSE(reader_.resolved(value).is_null()) << where;
    });
    EXPECT_GT(references, 0);
}

TEST_F(OpenApiDocument, UsesEveryComponent) {
    std::set<std::string> used;
    walk(reader_.root(), "", [&](json::value const& value, std::string const& /*where*/) {
        if (auto reference = member_text(value, "$ref"); !reference.empty()) {
            used.insert(std::move(reference));
        }
    });
    for (auto const& [kind, components] : member_object(reader_.root(), "components")) {
        if (std::string_view(kind) == "securitySchemes") continue;
        for (auto const& [name, component] : components.as_object()) {
            auto const reference = "#/components/" + std::string(kind) + '/' + std::string(name);
            EXPECT_TRUE(used.contains(reference)) << reference;
        }
    }
}

TEST_F(OpenApiDocument, NamesEachOperationOnce) {
    std::set<std::string> ids;
    auto const operations = reader_.operations();
    ASSERT_FALSE(operations.empty());
    for (auto const& operation : operations) {
        auto const id = member_text(*operation.object, "operationId");
        EXPECT_FALSE(id.empty()) << operation.name();
        EXPECT_TRUE(ids.insert(id).second) << id;
    }
}

TEST_F(OpenApiDocument, DescribesEveryOperationAndParameter) {
    for (auto const& operation : reader_.operations()) {
        EXPECT_FALSE(member_text(*operation.object, "summary").empty()) << operation.name();
        EXPECT_FALSE(member_text(*operation.object, "description").empty()) << operation.name();
        for (auto const& parameter : reader_.parameters(operation)) {
            EXPECT_FALSE(member_text(parameter, "description").empty())
                << operation.name() << ' ' << member_text(parameter, "name");
        }
    }
    each_response([](auto const& operation, auto const& status, json::value const& response) {
        EXPECT_FALSE(member_text(response, "description").empty()) << operation << status;
    });
}

TEST_F(OpenApiDocument, DescribesEveryFieldOfASchema) {
    walk_texts(reader_.root(), "", [&](json::value const& value, std::string const& where) {
        for (auto const& [name, field] : member_object(value, "properties")) {
            bool const is_described =
                !member_text(field, "description").empty() || !member_text(field, "$ref").empty();
            EXPECT_TRUE(is_described) << where << ' ' << std::string_view(name);
        }
    });
}

TEST_F(OpenApiDocument, IsTheSameInBothLanguagesButForItsTexts) {
    auto const chinese = json::parse(openapi_document(Language::zh_cn).json);
    int texts = 0;
    expect_translated(reader_.root(), chinese, "", texts);
    EXPECT_GT(texts, 300);
}

TEST_F(OpenApiDocument, DeclaresTheParametersOfEachPath) {
    for (auto const& operation : reader_.operations()) {
        std::set<std::string> declared;
        for (auto const& parameter : reader_.parameters(operation)) {
            EXPECT_TRUE(member(parameter, "schema").is_object()) << operation.name();
            if (member_text(parameter, "in") != "path") continue;
            auto const& required = member(parameter, "required");
            EXPECT_TRUE(required.is_bool() && required.get_bool()) << operation.name();
            declared.insert(member_text(parameter, "name"));
        }
        EXPECT_EQ(declared, names_in_braces(operation.path)) << operation.name();
    }
}

TEST_F(OpenApiDocument, TellsEveryOperationsSuccessAndRefusals) {
    for (auto const& operation : reader_.operations()) {
        for (auto const* const status : {"200", "400", "408", "413", "414", "431", "500", "503"}) {
            EXPECT_TRUE(reader_.response(operation, status).is_object())
                << operation.name() << ' ' << status;
        }
        auto const& security = member(*operation.object, "security");
        ASSERT_TRUE(security.is_array()) << operation.name();
        bool const has_body = operation.object->contains("requestBody");
        if (!security.get_array().empty()) {
            EXPECT_TRUE(reader_.response(operation, "401").is_object()) << operation.name();
        }
        EXPECT_EQ(reader_.response(operation, "415").is_object(), has_body) << operation.name();
    }
}

TEST_F(OpenApiDocument, KnowsEverySecurityScheme) {
    auto const& schemes = member_object(member(reader_.root(), "components"), "securitySchemes");
    std::set<std::string> used;
    for (auto const& operation : reader_.operations()) {
        for (auto const& requirement : member(*operation.object, "security").as_array()) {
            for (auto const& [name, scopes] : requirement.as_object()) {
                EXPECT_TRUE(schemes.contains(name)) << operation.name();
                used.insert(std::string(name));
            }
        }
    }
    EXPECT_EQ(used.size(), schemes.size());
}

TEST_F(OpenApiDocument, NamesTheHeadersOfEachResponse) {
    each_response([&](auto const& operation, auto const& status, json::value const& response) {
        auto const& headers = member_object(response, "headers");
        auto const where = operation + ' ' + status;
        EXPECT_TRUE(headers.contains("X-Request-Id")) << where;
        EXPECT_EQ(headers.contains("X-Roomkey-Reason"), is_refusal(status)) << where;
        EXPECT_EQ(headers.contains("Link"), is_refusal(status)) << where;
        bool const has_wait = status == "423" || status == "429" || status == "503";
        EXPECT_EQ(headers.contains("Retry-After"), has_wait) << where;
    });
}

TEST_F(OpenApiDocument, GivesEveryRefusalTheSameBody) {
    each_response([&](auto const& operation, auto const& status, json::value const& response) {
        if (!is_refusal(status)) return;
        auto const& media = member(member(response, "content"), "application/json");
        EXPECT_EQ(member_text(member(media, "schema"), "$ref"), "#/components/schemas/Error")
            << operation << ' ' << status;
    });
}

TEST_F(OpenApiDocument, KeepsTheErrorBodyToThreeFields) {
    auto const error = json::parse(R"({"$ref":"#/components/schemas/Error"})");
    json::object body{
        {"error_code", "USG.000000003"}, {"error_msg", "No such path"}, {"request_id", "r"}};
    EXPECT_TRUE(schema_faults(reader_, error, body).empty());
    for (auto const* const field : {"error_code", "error_msg", "request_id"}) {
        auto less = body;
        less.erase(field);
        EXPECT_FALSE(schema_faults(reader_, error, less).empty()) << field;
    }
    // A further field makes a public client throw.
    body["reason"] = "route_unknown";
    EXPECT_FALSE(schema_faults(reader_, error, body).empty());
}

TEST_F(OpenApiDocument, GivesExamplesThatFitTheirSchemas) {
    for (auto const& operation : reader_.operations()) {
        if (auto const* const body = operation.object->if_contains("requestBody")) {
            expect_examples_fit(*body, operation.name());
        }
    }
    each_response([&](auto const& operation, auto const& status, json::value const& response) {
        expect_examples_fit(response, operation + ' ' + status);
    });
}

TEST_F(OpenApiDocument, TellsWhereCountsOfPagesEnd) {
    json::value const page = json::parse(R"({"$ref":"#/components/schemas/UserPage"})");
    auto const& count = member(member(reader_.resolved(page), "properties"), "count");
    EXPECT_EQ(member(count, "x-counted-up-to"),
              (json::array{found_counted_max, looked_up_counted_max, counted_max}));
}

TEST_F(OpenApiDocument, TellsTheDataOfEachEventInItsExample) {
    json::value const events = json::parse(R"({"$ref":"#/paths/~1v1~1terminal~1events/get"})");
    auto const& get = reader_.resolved(events);
    auto const& media =
        member(member(member(member(get, "responses"), "200"), "content"), "text/event-stream");
    auto text = member_text(reader_.examples(media).at("boundThenReset"), "value");
    int seen = 0;
    for (auto at = text.find("event: "); at != std::string::npos;
         at = text.find("event: ", at + 1)) {
        auto const name = text.substr(at + 7, text.find('\n', at) - at - 7);
        auto const data = text.find("data: ", at) + 6;
        auto const parsed = json::parse(text.substr(data, text.find('\n', data) - data));
        auto const& schema = member(member(media, "x-events"), name);
        auto const faults = schema_faults(reader_, schema, parsed);
        EXPECT_TRUE(faults.empty()) << name << ": " << faults.front();
        ++seen;
    }
    EXPECT_EQ(seen, 2);
}

}  // namespace
}  // namespace roomkey
