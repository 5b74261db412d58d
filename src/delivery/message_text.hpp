#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "delivery/channel.hpp"

namespace roomkey {

/// What the receiver reads, in the language of the message.
struct MessageText {
    std::string subject;  ///< One line, without the code; empty for SMS.
    Secret body;          ///< One line for SMS; lines ending in \n for email.
};

MessageText message_text(OutgoingMessage const& message);

/// What every wording is made of: safe in one line, in the language of the message.
struct MessageParts {
    std::string corp;
    std::string terminal;
    std::string account;
    std::string code;  ///< Grouped.
    std::string valid_until;
    /// Of a hard terminal; words instead if it takes that of the device. Empty for others.
    std::string serial_number = {};
};

MessageParts message_parts(OutgoingMessage const& message);

/// `text` in one line that is safe in a header: well-formed UTF-8 in which control characters, line
/// separators and direction overrides are blanks. Longer than `length_max` characters, it is cut
/// and ends in an ellipsis.
std::string printable_line(std::string_view text, std::size_t length_max);

/// A code in groups of three or four characters, as it is read aloud: "123 4567 8901". Devices
/// accept it with and without the blanks.
std::string grouped_code(std::string_view code);

/// The language's tag (RFC 5646), such as "zh-CN".
std::string_view language_tag(Language language);

}  // namespace roomkey
