#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace roomkey {

/// `sso_refused`, naming `what`, unless the text is a JSON object without deep nesting.
Result<boost::json::object> json_object_of(std::string_view text, std::string_view what);

/// Empty if it is absent or no text.
std::string text_in(boost::json::object const& object, std::string_view name);

/// A moment in seconds since 1970, whole or not (RFC 7519, NumericDate). Empty if it is absent or
/// none.
std::optional<double> seconds_in(boost::json::object const& object, std::string_view name);

}  // namespace roomkey
