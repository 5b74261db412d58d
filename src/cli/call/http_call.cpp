#include "cli/call/http_call.hpp"

#include <boost/json.hpp>
#include <utility>

#include "base/percent.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr std::string_view item_mark = "[]";
constexpr std::string_view whole_body = "body";

json::value json_of(FieldRule const& rule, FieldValue const& value) {
    switch (rule.type) {
        case FieldType::boolean:
            return value.number != 0;
        case FieldType::integer:
            return value.number;
        case FieldType::text:
            break;
    }
    return json::string(value.text);
}

/// The items, each within an object if the name goes on after the brackets.
json::array list_of(FieldRule const& rule, FieldValue const& value) {
    auto const mark = rule.name.find(item_mark);
    bool const is_within = mark != std::string_view::npos;
    json::array items;
    for (auto const& item : value.items) {
        if (is_within) {
            auto const inner = rule.name.substr(mark + item_mark.size() + 1);
            items.push_back(json::object{{inner, json_of(rule, item)}});
        } else {
            items.push_back(json_of(rule, item));
        }
    }
    return items;
}

/// Sets the field in `body` (see FieldRule::name).
void put(json::value& body, FieldRule const& rule, FieldValue const& value) {
    auto const content = rule.is_list ? json::value(list_of(rule, value)) : json_of(rule, value);
    auto path = rule.name.substr(0, rule.name.find(item_mark));
    if (rule.is_list && path == whole_body) {
        body = content;
        return;
    }
    auto* place = &body;
    while (true) {
        if (!place->is_object()) place->emplace_object();
        auto const dot = path.find('.');
        place = &place->get_object()[path.substr(0, dot)];
        if (dot == std::string_view::npos) break;
        path.remove_prefix(dot + 1);
    }
    *place = content;
}

std::string text_of(FieldRule const& rule, FieldValue const& value) {
    if (rule.type == FieldType::text) return value.text;
    if (rule.type == FieldType::boolean) return value.number != 0 ? "true" : "false";
    return std::to_string(value.number);
}

class Assembly {
public:
    explicit Assembly(Operation const& operation) : path_(operation.path) {
        if (operation.body == BodyKind::object) body_.emplace_object();
        if (operation.body == BodyKind::array) body_.emplace_array();
    }

    void add(FieldRule const& rule, FieldValue const& value) {
        switch (rule.place) {
            case FieldPlace::path: {
                auto const parameter = '{' + std::string(rule.name) + '}';
                auto const at = path_.find(parameter);
                path_.replace(at, parameter.size(), percent_encoded(value.text));
                break;
            }
            case FieldPlace::query:
                if (!rule.is_list) add_query(rule, value);
                for (auto const& item : value.items) add_query(rule, item);
                break;
            case FieldPlace::header:
                headers_.push_back({std::string(rule.name), text_of(rule, value)});
                break;
            case FieldPlace::body:
                put(body_, rule, value);
                break;
        }
    }

    HttpCall done() && {
        HttpCall call{path_ + query_, std::move(headers_), {}};
        if (body_.is_null()) return call;
        call.headers.push_back({"Content-Type", "application/json"});
        call.body = json::serialize(body_);
        return call;
    }

private:
    void add_query(FieldRule const& rule, FieldValue const& value) {
        query_ += query_.empty() ? '?' : '&';
        query_ += percent_encoded(rule.name) + '=' + percent_encoded(text_of(rule, value));
    }

    std::string path_;
    std::string query_;
    std::vector<HttpHeader> headers_;
    json::value body_;
};

}  // namespace

Result<HttpCall> make_http_call(Operation const& operation, FieldSource const& source) {
    Assembly assembly(operation);
    for (auto const& rule : operation.rules) {
        auto const value = TRY(check_field(rule, TRY(source(rule))));
        if (value.kind != FieldValue::Kind::absent) assembly.add(rule, value);
    }
    return std::move(assembly).done();
}

}  // namespace roomkey
