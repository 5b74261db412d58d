#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/log.hpp"

namespace roomkey {

/// "event=request route=reset_code note=\"two words\"".
std::string log_line_text(std::string_view event, std::initializer_list<LogField> fields);

/// The members of a JSON object, without its braces: "\"event\":\"request\",...". Values are text.
std::string log_line_json(std::string_view event, std::initializer_list<LogField> fields);

}  // namespace roomkey
