#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace roomkey {

/// A country or region by the vendor's name.
struct Country {
    std::string_view name;          ///< "chinaPR".
    std::string_view calling_code;  ///< "86"; with its area code for islands within +1: "1242".
    /// ISO 3166 two-letter code where `calling_code` is shared with a bigger one; else empty.
    std::string_view region;

    /// True for a region within +1 that has area codes of its own, in addition to the listed one.
    [[nodiscard]] bool has_area_code() const { return calling_code.size() > 3; }

    /// Whether `number`, in international form and of `number_region` (PhoneNumbers::region),
    /// belongs here. The regions within +1 are distinguished, but usa and canada are
    /// interchangeable, and so do russia and kazakhstan.
    [[nodiscard]] bool owns(std::string_view number, std::string_view number_region) const;
};

/// The country that a request means when it names none (contract: reset, create).
constexpr std::string_view country_default = "chinaPR";

/// The country of a vendor identifier, ignoring ASCII case; empty if there is none.
std::optional<Country> find_country(std::string_view name);

/// All of them, in the order of their names.
std::span<Country const> all_countries();

}  // namespace roomkey
