#include "api/json_body.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <vector>

#include "api/media_type.hpp"

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

/// Some clients begin every text with it.
std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return text;
}

}  // namespace

Result<json::value> parse_json(HttpRequest const& request) {
    auto const text = without_mark(request.body);
    if (is_blank(text)) return json::value();
    auto const type = request.header("Content-Type");
    // An absent type passes: some clients send none where the body is optional.
    if ((type && !is_json_type(*type)) || has_content_coding(request)) {
        return refusal(ErrorCode::media_type_unsupported);
    }
    json::parse_options options;
    options.max_depth = depth_max;
    json::error_code code;
    auto value = json::parse(text, code, {}, options);
    if (code) {
        auto error = invalid_field("body", Fault::wrong_format, "JSON");
        error.detail = code.message();
        return error;
    }
    if (auto field = duplicated_field(text, options)) {
        return invalid_field(std::move(*field), Fault::duplicated);
    }
    return value;
}

}  // namespace roomkey
