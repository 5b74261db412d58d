#include "domain/activation/serial_number.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

/// ASCII letters and digits only, letters in lower case: board makers do not agree on the rest.
std::string essence(std::string_view sn) {
    std::string text;
    for (char const c : sn) {
        if (is_letter_or_digit(c)) text.push_back(lower(c));
    }
    return text;
}

/// SMBIOS tables (DSP0134, serial number of types 1 to 3) as they are found in the field.
constexpr std::array<std::string_view, 24> placeholders{
    "tobefilledbyoem",
    "tobefilled",
    "defaultstring",
    "systemserialnumber",
    "chassisserialnumber",
    "baseboardserialnumber",
    "boardserialnumber",
    "motherboardserialnumber",
    "serialnumber",
    "notspecified",
    "notapplicable",
    "notavailable",
    "notset",
    "na",
    "none",
    "null",
    "unknown",
    "invalid",
    "empty",
    "oem",
    "oemdefault",
    "0123456789",
    "123456789",
    "1234567890",
};

/// So short a repetition may be someone's own number, unless it is of zeros.
constexpr std::size_t repetition_min = 4;

}  // namespace

bool is_placeholder_sn(std::string_view sn) {
    bool const is_ascii =
        std::all_of(sn.begin(), sn.end(), [](char character) { return (character & 0x80) == 0; });
    if (!is_ascii) return false;
    auto const text = essence(sn);
    if (text.find_first_not_of(text.substr(0, 1)) == std::string::npos) {
        return text.empty() || text.front() == '0' || text.size() >= repetition_min;
    }
    return std::find(placeholders.begin(), placeholders.end(), text) != placeholders.end();
}

}  // namespace roomkey
