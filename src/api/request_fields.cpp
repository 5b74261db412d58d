#include "api/request_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "api/json_body.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

using Kind = FieldValue::Kind;

FieldValue field_value(json::value const& value) {
    if (value.is_null()) return {};
    if (value.is_string()) {
        return FieldValue::of_text({value.get_string().data(), value.get_string().size()});
    }
    if (value.is_int64()) return FieldValue::of_integer(value.get_int64());
    if (value.is_uint64()) return FieldValue::of_kind(Kind::too_large);
    if (value.is_bool()) return FieldValue::of_boolean(value.get_bool());
    return FieldValue::of_kind(Kind::other);
}

/// What stands at the end of `path` (see FieldRule::name), seen from `value`.
FieldValue value_at(json::value const& value, std::string_view path) {
    if (value.is_null()) return {};
    if (!path.empty() && value.is_array() != path.starts_with("[]")) {
        return FieldValue::of_kind(Kind::other);
    }
    if (value.is_array()) {
        path.remove_prefix(path.find('.') == std::string_view::npos ? path.size() : 3);
        std::vector<FieldValue> items;
        for (auto const& item : value.get_array()) items.push_back(value_at(item, path));
        return FieldValue::of_list(std::move(items));
    }
    if (path.empty()) return field_value(value);
    if (!value.is_object()) return FieldValue::of_kind(Kind::other);
    auto const end = path.find_first_of(".[");
    auto const* const inner = value.get_object().if_contains(path.substr(0, end));
    if (inner == nullptr) return {};
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    if (path.starts_with('.')) path.remove_prefix(1);
    return value_at(*inner, path);
}

Result<FieldValue> header_value(HttpRequest const& request, std::string_view name) {
    if (request.header_count(name) > 1) return invalid_field(std::string(name), Fault::duplicated);
    auto const text = request.header(name);
    return text ? FieldValue::of_text(std::string(*text)) : FieldValue{};
}

}  // namespace

FieldValue json_field(json::value const& body, std::string_view name) {
    if (body.is_array()) return value_at(body, name.substr(std::string_view("body").size()));
    return value_at(body, name);
}

Result<RequestFields> RequestFields::of(Call const& call, BodyKind body) {
    RequestFields fields(call);
    if (body == BodyKind::none) return fields;
    fields.body_ = TRY(parse_json(call.request));
    if (fields.body_.is_null()) return fields;
    if (body == BodyKind::object && !fields.body_.is_object()) {
        return invalid_field("body", Fault::wrong_type, "a JSON object");
    }
    if (body == BodyKind::array && !fields.body_.is_array()) {
        return invalid_field("body", Fault::wrong_type, "a JSON array");
    }
    return fields;
}

Result<FieldValue> RequestFields::find(FieldRule const& rule) const {
    switch (rule.place) {
        case FieldPlace::path:
            return parse_field(rule, {call_.path_parameter(rule.name)});
        case FieldPlace::query:
            return parse_field(rule, call_.query.values(rule.name));
        case FieldPlace::header:
            return header_value(call_.request, rule.name);
        case FieldPlace::body:
            break;
    }
    return json_field(body_, rule.name);
}

}  // namespace roomkey
