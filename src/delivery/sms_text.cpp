#include "delivery/sms_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

#include "delivery/sms_alphabet.hpp"

namespace roomkey {
namespace {

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Moment {
    std::string year;
    unsigned month;
    std::string day;
    std::string clock;  ///< "07:59"
};

Moment moment_of(Instant instant, std::chrono::hours offset) {
    auto const local = instant + offset;
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::minutes>(local - day)};
    auto const two_digits = [](auto number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return {std::to_string(static_cast<int>(date.year())), static_cast<unsigned>(date.month()),
            std::to_string(static_cast<unsigned>(date.day())),
            two_digits(time.hours().count()) + ':' + two_digits(time.minutes().count())};
}

/// The fixed words around the names: before the enterprise, between the two, after the terminal.
struct Wording {
    std::string before;
    std::string between;
    std::string after;
};

/// Room is scarce: the year is given only where the day alone could be mistaken for another one.
std::string year_if_far(SmsParts const& parts, Moment const& until) {
    return parts.valid_until - parts.written_at > std::chrono::days{180} ? until.year : "";
}

/// Brackets around the sender are customary in text messages in China.
Wording chinese(SmsParts const& parts) {
    auto const until = moment_of(parts.valid_until, std::chrono::hours{8});
    auto year = year_if_far(parts, until);
    if (!year.empty()) year += "年";
    return {"【", "】会议室终端“",
            "”激活码 " + std::string(parts.code) + "，北京时间" + year +
                std::to_string(until.month) + "月" + until.day + "日" + until.clock +
                "前有效，请勿转发。"};
}

Wording english(SmsParts const& parts) {
    auto const until = moment_of(parts.valid_until, std::chrono::hours{0});
    return {"", ": activation code " + std::string(parts.code) + " for room terminal \"",
            "\", valid until " + until.day + ' ' + std::string(month_names.at(until.month - 1)) +
                ' ' + until.year + ' ' + until.clock + " UTC. Do not share it."};
}

/// For the 70 units that are left once a name is not of GSM-7.
Wording terse_english(SmsParts const& parts) {
    auto const until = moment_of(parts.valid_until, std::chrono::hours{0});
    auto year = year_if_far(parts, until);
    if (!year.empty()) year += ' ';
    return {"", ": code " + std::string(parts.code) + " for \"",
            "\" until " + until.day + ' ' + std::string(month_names.at(until.month - 1)) + ' ' +
                year + until.clock + " UTC"};
}

std::size_t length_of(std::string_view text, SmsEncoding encoding) {
    auto const size = sms_size(text).value_or(SmsSize{});
    if (size.encoding == encoding) return size.length;
    // Of GSM-7 though it goes out in UCS-2: all of it lies below U+FFFF, a unit each.
    std::size_t units = 0;
    for (char const byte : text) {
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++units;
    }
    return units;
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
