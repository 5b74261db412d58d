#pragma once

#include <boost/json/value.hpp>

#include "base/result.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// The JSON of a body; null if it is absent or blank. `invalid_parameter` for malformed JSON and
/// for a field given twice; `media_type_unsupported`, also if the body is compressed.
Result<boost::json::value> parse_json(HttpRequest const& request);

}  // namespace roomkey
