#pragma once

#include <string_view>

namespace roomkey {

/// docs/openapi.yaml as compact JSON, embedded at build. Static storage.
std::string_view openapi_json();

}  // namespace roomkey
