#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace roomkey {

/// `json` on one line, which it ends. What would control a terminal window, or turn what follows
/// it, is escaped: to programs it is the same value.
std::string json_line(boost::json::value const& json);

}  // namespace roomkey
