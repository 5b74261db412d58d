#include "tests/api/openapi_schema.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

#include "base/utf8.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

// Keywords that say nothing about the instance, or belong to one that is checked.
constexpr std::array<std::string_view, 16> keywords{{
    "$ref",
    "allOf",
    "oneOf",
    "type",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "items",
    "required",
    "properties",
    "additionalProperties",
}};
constexpr std::array<std::string_view, 5> annotations{{
    "description",
    "x-counted-up-to",
    "x-description-zh",
    "format",
    "default",
}};

class Checker {
public:
    explicit Checker(OpenApiReader const& document) : document_(document) {}

    void check(json::value const& schema, json::value const& instance, std::string const& where) {
        if (!schema.is_object()) return fault(where, "has no schema");
        check_keywords(schema.get_object(), where);
        if (schema.get_object().contains("$ref")) {
            check(document_.resolved(schema), instance, where);
        }
        auto const& all = member(schema, "allOf");
        if (all.is_array()) {
            for (auto const& part : all.get_array()) check(part, instance, where);
        }
        auto const& one = member(schema, "oneOf");
        if (one.is_array()) check_alternatives(one.get_array(), instance, where);
        if (!is_of_type(schema, instance)) return fault(where, "has the wrong type");
        check_enumeration(schema, instance, where);
        if (instance.is_string()) check_text(schema, instance, where);
        if (instance.is_int64()) check_range(schema, instance.get_int64(), where);
        if (instance.is_array()) check_array(schema, instance.get_array(), where);
        if (instance.is_object()) check_object(schema, instance.get_object(), where);
    }

    [[nodiscard]] std::vector<std::string> take_faults() { return std::move(faults_); }

private:
    void fault(std::string const& where, std::string const& what) {
        faults_.push_back((where.empty() ? "/" : where) + ' ' + what);
    }

    void check_alternatives(json::array const& alternatives, json::value const& instance,
                            std::string const& where) {
        auto const fits = [&](json::value const& each) {
            return schema_faults(document_, each, instance).empty();
        };
        if (std::count_if(alternatives.begin(), alternatives.end(), fits) != 1) {
            fault(where, "does not fit exactly one of the alternatives");
        }
    }

    void check_keywords(json::object const& schema, std::string const& where) {
        auto const knows = [](auto const& names, std::string_view name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        for (auto const& [key, value] : schema) {
            std::string_view const name{key.data(), key.size()};
            if (knows(keywords, name) || knows(annotations, name)) continue;
            fault(where, "has the unchecked keyword " + std::string(name));
        }
    }

    static bool is_named_type(std::string_view type, json::value const& instance) {
        if (type == "string") return instance.is_string();
        if (type == "integer") return instance.is_int64() || instance.is_uint64();
        if (type == "boolean") return instance.is_bool();
        if (type == "array") return instance.is_array();
        if (type == "object") return instance.is_object();
        return type == "null" && instance.is_null();
    }

    static bool is_of_type(json::value const& schema, json::value const& instance) {
        auto const& type = member(schema, "type");
        if (type.is_null()) return true;
        if (type.is_string()) return is_named_type(type.get_string(), instance);
        auto const types = member_texts(schema, "type");
        return std::any_of(types.begin(), types.end(),
                           [&](std::string const& name) { return is_named_type(name, instance); });
    }

    void check_enumeration(json::value const& schema, json::value const& instance,
                           std::string const& where) {
        auto const& values = member(schema, "enum");
        if (!values.is_array()) return;
        auto const& list = values.get_array();
        if (std::find(list.begin(), list.end(), instance) == list.end()) {
            fault(where, "is none of the enumerated values");
        }
    }

    void check_count(json::value const& schema, std::string_view least, std::string_view most,
                     std::size_t count, std::string const& where) {
        auto const& minimum = member(schema, least);
        auto const& maximum = member(schema, most);
        if (minimum.is_int64() && count < static_cast<std::size_t>(minimum.get_int64())) {
            fault(where, "is below " + std::string(least));
        }
        if (maximum.is_int64() && count > static_cast<std::size_t>(maximum.get_int64())) {
            fault(where, "is above " + std::string(most));
        }
    }

    void check_text(json::value const& schema, json::value const& instance,
                    std::string const& where) {
        std::string_view const text{instance.get_string().data(), instance.get_string().size()};
        auto const length = utf8_length(text);
        if (!length) return fault(where, "is not UTF-8");
        check_count(schema, "minLength", "maxLength", *length, where);
        auto const pattern = member_text(schema, "pattern");
        if (pattern.empty()) return;
        // Not for a service, but a test knows its texts.
        std::regex const expression{pattern};
        if (!std::regex_search(text.begin(), text.end(), expression)) {
            fault(where, "does not match " + pattern);
        }
    }

    void check_range(json::value const& schema, std::int64_t number, std::string const& where) {
        auto const& minimum = member(schema, "minimum");
        auto const& maximum = member(schema, "maximum");
        if (minimum.is_int64() && number < minimum.get_int64()) fault(where, "is below minimum");
        if (maximum.is_int64() && number > maximum.get_int64()) fault(where, "is above maximum");
    }

    void check_array(json::value const& schema, json::array const& items,
                     std::string const& where) {
        check_count(schema, "minItems", "maxItems", items.size(), where);
        auto const& item_schema = member(schema, "items");
        if (item_schema.is_null()) return;
        for (std::size_t i = 0; i < items.size(); ++i) {
            check(item_schema, items[i], where + '/' + std::to_string(i));
        }
    }

    void check_object(json::value const& schema, json::object const& object,
                      std::string const& where) {
        for (auto const& name : member_texts(schema, "required")) {
            if (!object.contains(name)) fault(where, "lacks " + name);
        }
        auto const& properties = member_object(schema, "properties");
        auto const& additional = member(schema, "additionalProperties");
        bool const is_closed = additional.is_bool() && !additional.get_bool();
        for (auto const& [key, value] : object) {
            auto const place = where + '/' + std::string(key.data(), key.size());
            auto const* const property = properties.if_contains(key);
            if (property != nullptr) check(*property, value, place);
            if (property == nullptr && is_closed) fault(place, "is not declared");
        }
    }

    OpenApiReader const& document_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> schema_faults(OpenApiReader const& document, json::value const& schema,
                                       json::value const& instance) {
    Checker checker(document);
    checker.check(schema, instance, "");
    return checker.take_faults();
}

}  // namespace roomkey
