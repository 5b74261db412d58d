#include "cli/text/json_line.hpp"

#include <boost/json/serialize.hpp>

#include "base/utf8.hpp"

namespace roomkey {

std::string json_line(boost::json::value const& json) {
    // Outside of strings JSON is ASCII, so that whatever is escaped is within one.
    return with_escapes(boost::json::serialize(json)) + '\n';
}

}  // namespace roomkey
