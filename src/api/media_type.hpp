#pragma once

#include <string_view>

#include "net/http_message.hpp"

namespace roomkey {

/// True for application/json (RFC 9110 section 8.3.1) whose charset, if it names one, is UTF-8 in
/// either spelling ("utf8" is what some libraries write). Other parameters mean nothing.
bool is_json_type(std::string_view type);

/// True if the body is encoded once more, such as by gzip.
bool has_content_coding(HttpRequest const& request);

}  // namespace roomkey
