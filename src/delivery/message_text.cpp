#include "delivery/message_text.hpp"

#include <fmt/chrono.h>

#include <utility>

#include "base/utf8.hpp"
#include "delivery/builtin_email.hpp"
#include "delivery/local_time.hpp"
#include "delivery/password_text.hpp"
#include "delivery/sms_text.hpp"

namespace roomkey {
namespace {

/// Longer names would fill a screen; the contract's limits lie above. Text messages cut further.
constexpr std::size_t name_length_max = 64;

/// The minute in which the code lapses.
std::string moment_text(Instant instant, Language language, std::string const& time_zone) {
    auto const said = local_time(instant, language, time_zone);
    auto const& local = said.parts;
    if (language == Language::en_us) {
        return fmt::format("{} {:%B %Y, %H:%M} {}", local.tm_mday, local, said.zone);
    }
    return fmt::format("{0:%Y}年{1}月{2}日 {0:%H:%M}（{3}）", local, local.tm_mon + 1,
                       local.tm_mday, said.zone);
}

std::string serial_number(OutgoingMessage const& message) {
    if (!message.is_of_hard_terminal) return {};
    if (!message.serial_number.empty()) {
        return printable_line(message.serial_number, name_length_max);
    }
    return message.language == Language::zh_cn ? "以激活的设备为准"
                                               : "that of the device that is activated";
}

}  // namespace

MessageParts message_parts(OutgoingMessage const& message) {
    return {printable_line(message.corp_name, name_length_max),
            printable_line(message.terminal_name, name_length_max),
            printable_line(message.account, name_length_max),
            grouped_code(message.code.reveal()),
            moment_text(message.expires_at, message.language, message.time_zone),
            serial_number(message)};
}

MessageText message_text(OutgoingMessage const& message) {
    if (message.has_password) return password_text(message);
    auto const parts = message_parts(message);
    if (message.channel == Channel::sms) {
        SmsParts const sms{parts.corp,         parts.terminal,     parts.code,
                           message.expires_at, message.created_at, message.time_zone};
        return {{}, sms_text(sms, message.language)};
    }
    auto const& words = builtin_email(message.language, message.is_of_hard_terminal);
    auto content = fill_email(words, parts, {});
    return {std::move(content.subject), std::move(content.text)};
}

std::string printable_line(std::string_view text, std::size_t length_max) {
    return shortened(one_line(text, ' '), length_max);
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
