#pragma once

#include <string_view>
#include <vector>

namespace roomkey {

struct WeightedItem {
    std::string_view name;
    int weight = 0;  ///< Thousandths; 0 means "not this one", and is also what is malformed.
};

/// The items of a header such as "gzip;q=0.8, br" (RFC 9110 section 12.4.2) in their order; at
/// most the first 99. The names live as long as `text`.
std::vector<WeightedItem> parse_weighted_list(std::string_view text);

}  // namespace roomkey
