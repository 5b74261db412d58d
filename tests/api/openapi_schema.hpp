#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/api/openapi_reader.hpp"

namespace roomkey {

/// What is wrong with `instance` under a schema of the document; empty if it fits. Knows the part
/// of JSON Schema that the document uses: a keyword or a pattern beyond that is a fault too, so
/// that nothing passes unchecked.
std::vector<std::string> schema_faults(OpenApiReader const& document,
                                       boost::json::value const& schema,
                                       boost::json::value const& instance);

}  // namespace roomkey
