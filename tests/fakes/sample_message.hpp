#pragma once

#include <string>

#include "delivery/channel.hpp"

namespace roomkey {

/// A message whose code 12345678901 lapses on 25 January 2025 at 23:59:59.999 UTC, which is the
/// next day in Beijing.
inline OutgoingMessage sample_message(Channel channel, Language language = Language::en_us) {
    OutgoingMessage message;
    message.id = NoticeId{"0123456789abcdef0123456789abcdef"};
    message.channel = channel;
    message.language = language;
    message.contact = Secret(channel == Channel::sms ? "+8617312349092" : "example@huawei.com");
    message.code = Secret("12345678901");
    message.corp_name = "示例公司";
    message.terminal_name = "Room 101";
    message.account = "room101";
    message.created_at = from_unix_milliseconds(1'736'928'000'000);
    message.expires_at = from_unix_milliseconds(1'737'849'599'999);
    return message;
}

}  // namespace roomkey
