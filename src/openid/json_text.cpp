#include "openid/json_text.hpp"

#include <boost/json.hpp>
#include <utility>

namespace roomkey {

Result<boost::json::object> json_object_of(std::string_view text, std::string_view what) {
    boost::json::parse_options options;
    options.max_depth = 8;
    boost::json::error_code code;
    auto parsed = boost::json::parse(text, code, {}, options);
    if (code || !parsed.is_object()) {
        return refusal(ErrorCode::sso_refused, std::string(what) + " is no JSON object");
    }
    return std::move(parsed.get_object());
}

std::string text_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return {};
    auto const& text = value->get_string();
    return {text.data(), text.size()};
}

std::optional<double> seconds_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return value->to_number<double>();
}

}  // namespace roomkey
