#include "delivery/message_text.hpp"

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "delivery/builtin_email.hpp"
#include "delivery/sms_text.hpp"

namespace roomkey {
namespace {

/// Longer names would fill a screen; the contract's limits lie above. Text messages cut further.
constexpr std::size_t name_length_max = 64;

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool is_unprintable(char32_t point) {
    bool const is_control = point < 0x20 || (point >= 0x7F && point <= 0x9F);
    // Unicode 15: line and paragraph separator; marks that turn the direction of writing, with
    // which a name could rearrange the text around it; the byte order mark.
    bool const is_separator = point == 0x2028 || point == 0x2029;
    bool const is_direction = point == 0x200E || point == 0x200F || point == 0x061C ||
                              (point >= 0x202A && point <= 0x202E) ||
                              (point >= 0x2066 && point <= 0x2069);
    return is_control || is_separator || is_direction || point == 0xFEFF;
}

void append_utf8(std::string& text, char32_t point) {
    auto const tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
    };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xC0U | (point >> 6U));
        tail(0);
    } else if (point < 0x10000) {
        text += static_cast<char>(0xE0U | (point >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

/// Of malformed text the ASCII characters, with question marks for the rest.
std::vector<char32_t> ascii_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        points.push_back(byte < 0x80 ? char32_t{byte} : U'?');
    }
    return points;
}

std::string two_digits(unsigned long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// The minute in which the code lapses, in the time zone of the language's readers: Beijing
/// for Chinese, UTC and named so for English, whose readers may be anywhere.
std::string moment_text(Instant instant, Language language) {
    bool const is_chinese = language == Language::zh_cn;
    auto const local = instant + (is_chinese ? std::chrono::hours{8} : std::chrono::hours{0});
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::minutes>(local - day)};
    auto const year = std::to_string(static_cast<int>(date.year()));
    auto const month = static_cast<unsigned>(date.month());
    auto const day_text = std::to_string(static_cast<unsigned>(date.day()));
    auto const clock = two_digits(static_cast<unsigned long>(time.hours().count())) + ':' +
                       two_digits(static_cast<unsigned long>(time.minutes().count()));
    if (is_chinese) {
        return year + "年" + std::to_string(month) + "月" + day_text + "日 " + clock +
               "（北京时间）";
    }
    return day_text + ' ' + std::string(month_names[month - 1]) + ' ' + year + ", " + clock +
           " UTC";
}

}  // namespace

MessageParts message_parts(OutgoingMessage const& message) {
    return {printable_line(message.corp_name, name_length_max),
            printable_line(message.terminal_name, name_length_max),
            printable_line(message.account, name_length_max), grouped_code(message.code.reveal()),
            moment_text(message.expires_at, message.language)};
}

MessageText message_text(OutgoingMessage const& message) {
    auto const parts = message_parts(message);
    if (message.channel == Channel::sms) {
        SmsParts const sms{parts.corp, parts.terminal, parts.code, message.expires_at,
                           message.created_at};
        return {{}, sms_text(sms, message.language)};
    }
    auto content = fill_email(builtin_email(message.language), parts, {});
    return {std::move(content.subject), std::move(content.text)};
}

std::string printable_line(std::string_view text, std::size_t length_max) {
    auto points = utf8_code_points(text).value_or(std::vector<char32_t>{});
    if (points.empty()) points = ascii_points(text);
    std::string line;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i + 1 == length_max && points.size() > length_max) {
            line += "…";
            break;
        }
        append_utf8(line, is_unprintable(points[i]) ? U' ' : points[i]);
    }
    return line;
}

std::string grouped_code(std::string_view code) {
    if (code.empty()) return {};
    constexpr std::size_t group_length_max = 4;
    auto const groups = (code.size() + group_length_max - 1) / group_length_max;
    std::string grouped;
    for (std::size_t i = 0; i < groups; ++i) {
        // Cut evenly, so that the shorter groups come first and none has a single character.
        auto const begin = code.size() * i / groups;
        auto const end = code.size() * (i + 1) / groups;
        if (i > 0) grouped += ' ';
        grouped += code.substr(begin, end - begin);
    }
    return grouped;
}

std::string_view language_tag(Language language) {
    return language == Language::zh_cn ? "zh-CN" : "en-US";
}

}  // namespace roomkey
