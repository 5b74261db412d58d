#pragma once

#include <optional>
#include <string_view>

namespace roomkey {

/// The country that a request means when it names none (contract: reset, create).
constexpr std::string_view country_default = "chinaPR";

/// Calling code of a vendor country identifier, without regard to ASCII case: "chinaPR" is "86".
/// Nothing if the identifier is not in the table, which the published material does not complete.
std::optional<std::string_view> calling_code(std::string_view country);

}  // namespace roomkey
