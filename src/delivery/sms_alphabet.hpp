#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roomkey {

/// How a text message travels: in the default alphabet of GSM (3GPP TS 23.038 section 6.2.1), or in
/// UCS-2 as soon as one character is not in it.
enum class SmsEncoding : std::uint8_t { gsm7, ucs2 };

/// `length` counts septets of GSM-7, where characters of the extension table take two, or 16-bit
/// units of UCS-2, where characters above U+FFFF take two.
struct SmsSize {
    SmsEncoding encoding = SmsEncoding::gsm7;
    std::size_t length = 0;
};

/// What one message holds (3GPP TS 23.040: 140 octets): 160 septets or 70 units.
std::size_t sms_length_max(SmsEncoding encoding);

/// What `text` takes. Empty if it is not well-formed UTF-8.
std::optional<SmsSize> sms_size(std::string_view text);

/// `text` in characters of GSM-7: accents that it lacks go, typographic and full-width characters
/// become plain ones, pictures and invisible marks are dropped. Empty if characters are left for
/// which there is none, such as Chinese ones, if all would be dropped, or if `text` is malformed.
std::optional<std::string> gsm7_text(std::string_view text);

/// `text`, or its beginning and an ellipsis where it takes more than `length_max` units. Never cuts
/// within a character. `text` is well-formed, and of GSM-7 if `encoding` is. Empty if not even the
/// ellipsis has room.
std::string shortened_sms(std::string_view text, SmsEncoding encoding, std::size_t length_max);

}  // namespace roomkey
