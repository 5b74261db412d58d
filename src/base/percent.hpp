#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roomkey {

/// Decodes percent-encoding (RFC 3986 section 2.1); `+` stays a plus. Empty if an escape is
/// malformed.
std::optional<std::string> percent_decoded(std::string_view text);

/// The same for queries, where forms, and so most HTTP libraries, write a blank as `+`.
std::optional<std::string> form_decoded(std::string_view text);

/// Leaves only what RFC 3986 section 2.3 calls unreserved as it is.
std::string percent_encoded(std::string_view text);

/// The names and values of `a=1&b=2`, still encoded, in order; a stray `&` does no harm, and what
/// has no `=` has an empty value.
std::vector<std::pair<std::string_view, std::string_view>> query_pairs(std::string_view text);

}  // namespace roomkey
