#include "api/json_body.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <vector>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

// Deeper nesting than any operation knows is an attack on the parser's stack.
constexpr std::size_t depth_max = 8;

/// Listens to a parse and notes the first field that an object, at whatever level, has twice:
/// Boost.JSON keeps the last one in silence, while another reader might take the first.
struct DuplicateFinder {
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    std::vector<std::set<std::string>> open_objects;
    std::string key;
    std::optional<std::string> duplicated;

    using Code = json::error_code&;
    bool on_document_begin(Code) { return true; }
    bool on_document_end(Code) { return true; }
    bool on_object_begin(Code) {
        open_objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, Code) {
        open_objects.pop_back();
        return true;
    }
    bool on_array_begin(Code) { return true; }
    bool on_array_end(std::size_t, Code) { return true; }
    bool on_key_part(json::string_view part, std::size_t, Code) {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, Code) {
        key.append(part.data(), part.size());
        if (!open_objects.back().insert(key).second && !duplicated) duplicated = key;
        key.clear();
        return true;
    }
    bool on_string_part(json::string_view, std::size_t, Code) { return true; }
    bool on_string(json::string_view, std::size_t, Code) { return true; }
    bool on_number_part(json::string_view, Code) { return true; }
    bool on_int64(std::int64_t, json::string_view, Code) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, Code) { return true; }
    bool on_double(double, json::string_view, Code) { return true; }
    bool on_bool(bool, Code) { return true; }
    bool on_null(Code) { return true; }
    bool on_comment_part(json::string_view, Code) { return true; }
    bool on_comment(json::string_view, Code) { return true; }
};

std::optional<std::string> duplicated_field(std::string_view text, json::parse_options options) {
    json::basic_parser<DuplicateFinder> parser(options);
    json::error_code code;
    parser.write_some(false, text.data(), text.size(), code);
    return parser.handler().duplicated;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// True for application/json, with or without charset=utf-8, in any case. An absent type passes:
/// some clients send none on requests whose body is optional.
bool is_json_type(std::optional<std::string_view> type) {
    if (!type) return true;
    std::string compact;
    for (char const c : *type) {
        if (c == ' ' || c == '\t' || c == '"') continue;
        compact.push_back(lower(c));
    }
    while (!compact.empty() && compact.back() == ';') compact.pop_back();
    return compact == "application/json" || compact == "application/json;charset=utf-8";
}

}  // namespace

Result<json::value> parse_json(HttpRequest const& request) {
    if (is_blank(request.body)) return json::value();
    if (!is_json_type(request.header("Content-Type"))) {
        return refusal(ErrorCode::media_type_unsupported);
    }
    json::parse_options options;
    options.max_depth = depth_max;
    json::error_code code;
    auto value = json::parse(request.body, code, {}, options);
    if (code) {
        auto error = invalid_field("body", Fault::wrong_format, "JSON");
        error.detail = code.message();
        return error;
    }
    if (auto field = duplicated_field(request.body, options)) {
        return invalid_field(std::move(*field), Fault::duplicated);
    }
    return value;
}

}  // namespace roomkey
