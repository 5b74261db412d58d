#pragma once

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "net/http_message.hpp"

namespace roomkey {

/// The Date header's value (RFC 9110 section 5.6.7), rebuilt once a second. Not thread-safe.
class DateText {
public:
    /// For the time of the system's clock.
    std::string_view now();
    std::string_view at(std::time_t seconds);

private:
    std::time_t seconds_ = -1;
    std::string text_;
};

/// How the end of a body is indicated.
enum class BodyFraming : std::uint8_t { length, chunks, close };

struct ReplyFraming {
    std::string_view request_id;
    std::string_view date;
    bool is_keep_alive = false;
    BodyFraming body = BodyFraming::length;
    std::string_view transport_security = {};  ///< Empty: none.
};

/// Appends status line and headers. A header of the reply that would break the framing (a line
/// break, an odd name) is left out: it can only be a bug, and must not split the answer.
void append_reply_head(std::string& text, HttpReply const& reply, ReplyFraming const& framing);

/// Whether a reply to this method has its body on the wire (RFC 9110 section 6.4.1).
bool has_body(std::string_view method, int status);

/// One chunk of a chunked body (RFC 9112 section 7.1); nothing for empty text, which would end it.
void append_chunk(std::string& text, std::string_view data);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace roomkey
