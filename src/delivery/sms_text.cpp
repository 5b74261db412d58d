#include "delivery/sms_text.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include "base/utf8.hpp"
#include "delivery/local_time.hpp"
#include "delivery/sms_alphabet.hpp"

namespace roomkey {
namespace {

/// The fixed words around the names: before the enterprise, between the two, after the terminal.
struct Wording {
    std::string before;
    std::string between;
    std::string after;
};

/// Room is scarce: the year is told only where the day alone could be mistaken for another one.
bool is_far(SmsParts const& parts) {
    return parts.valid_until - parts.written_at > std::chrono::days{180};
}

/// Brackets around the sender are customary in text messages in China.
Wording chinese(SmsParts const& parts) {
    auto const said = local_time(parts.valid_until, Language::zh_cn, parts.time_zone);
    auto const& until = said.parts;
    auto const year = is_far(parts) ? fmt::format("{:%Y}年", until) : "";
    auto const moment =
        fmt::format("{}{}月{}日{:%H:%M}", year, until.tm_mon + 1, until.tm_mday, until);
    // A name comes before the time, an offset after it.
    bool const is_offset = said.zone.starts_with("UTC");
    return {"【", "】会议室终端“",
            fmt::format("”激活码 {}，{}前有效，请勿转发。", parts.code,
                        is_offset ? moment + "（" + said.zone + "）" : said.zone + moment)};
}

Wording english(SmsParts const& parts) {
    auto const said = local_time(parts.valid_until, Language::en_us, parts.time_zone);
    auto const& until = said.parts;
    return {"", fmt::format(": activation code {} for room terminal \"", parts.code),
            fmt::format("\", valid until {} {:%b %Y %H:%M} {}. Do not share it.", until.tm_mday,
                        until, said.zone)};
}

/// For the 70 units that are left once a name is not of GSM-7.
Wording terse_english(SmsParts const& parts) {
    auto const said = local_time(parts.valid_until, Language::en_us, parts.time_zone);
    auto const& until = said.parts;
    auto const year = is_far(parts) ? fmt::format("{:%Y }", until) : "";
    return {"", fmt::format(": code {} for \"", parts.code),
            fmt::format("\" until {} {:%b} {}{:%H:%M} {}", until.tm_mday, until, year, until,
                        said.zone)};
}

std::size_t length_of(std::string_view text, SmsEncoding encoding) {
    auto const size = sms_size(text).value_or(SmsSize{});
    if (size.encoding == encoding) return size.length;
    // Of GSM-7 though it goes out in UCS-2: all of it lies below U+FFFF, a unit each.
    return utf8_length(text).value_or(0);
}

/// Half of the room for each name; what one of them leaves goes to the other.
std::string joined(Wording const& wording, SmsEncoding encoding, std::string_view corp,
                   std::string_view terminal) {
    auto const fixed = length_of(wording.before, encoding) + length_of(wording.between, encoding) +
                       length_of(wording.after, encoding);
    auto const room = sms_length_max(encoding) - std::min(fixed, sms_length_max(encoding));
    auto const corp_length = length_of(corp, encoding);
    auto const terminal_length = std::min(length_of(terminal, encoding), room);
    auto const corp_max = std::max(room / 2, room - terminal_length);
    auto const terminal_max = room - std::min(corp_length, corp_max);
    return wording.before + shortened_sms(corp, encoding, corp_max) + wording.between +
           shortened_sms(terminal, encoding, terminal_max) + wording.after;
}

}  // namespace

Secret sms_text(SmsParts const& parts, Language language) {
    if (language == Language::zh_cn) {
        return Secret(joined(chinese(parts), SmsEncoding::ucs2, parts.corp, parts.terminal));
    }
    auto const corp = gsm7_text(parts.corp);
    auto const terminal = gsm7_text(parts.terminal);
    if (corp && terminal) {
        return Secret(joined(english(parts), SmsEncoding::gsm7, *corp, *terminal));
    }
    return Secret(joined(terse_english(parts), SmsEncoding::ucs2, parts.corp, parts.terminal));
}

}  // namespace roomkey
