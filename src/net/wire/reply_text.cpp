#include "net/wire/reply_text.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>

#include "base/moment_text.hpp"

namespace roomkey {
namespace {

template <int base, class Number>
void append_number(std::string& text, Number number) {
    std::array<char, 24> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    text.append(digits.data(), end);
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char character) {
        return character > ' ' && character < 0x7F && character != ':';
    });
}

bool is_safe_value(std::string_view value) {
    return std::none_of(value.begin(), value.end(), [](char character) {
        return character == '\r' || character == '\n' || character == '\0';
    });
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view DateText::now() { return at(std::time(nullptr)); }

std::string_view DateText::at(std::time_t seconds) {
    if (seconds == seconds_) return text_;
    seconds_ = seconds;
    text_ = header_date(from_unix_milliseconds(std::int64_t{seconds} * 1000)) + " GMT";
    return text_;
}

void append_reply_head(std::string& text, HttpReply const& reply, ReplyFraming const& framing) {
    // A status outside of the final classes is a bug of the handler.
    int const status = reply.status >= 200 && reply.status <= 599 ? reply.status : 500;
    auto const phrase =
        boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    text.append("HTTP/1.1 ");
    append_number<10>(text, status);
    text.append(" ").append(phrase.data(), phrase.size()).append("\r\n");
    append_header(text, "X-Request-Id", framing.request_id);
    append_header(text, "Date", framing.date);
    append_header(text, "Connection", framing.is_keep_alive ? "keep-alive" : "close");
    if (framing.body == BodyFraming::chunks) {
        append_header(text, "Transfer-Encoding", "chunked");
    } else if (framing.body == BodyFraming::length && status != 204 && status != 304) {
        text.append("Content-Length: ");
        append_number<10>(text, reply.content().size());
        text.append("\r\n");
    }
    if (!framing.transport_security.empty()) {
        append_header(text, "Strict-Transport-Security", framing.transport_security);
    }
    for (auto const& header : reply.headers) {
        if (is_safe_name(header.name) && is_safe_value(header.value)) {
            append_header(text, header.name, header.value);
        }
    }
    text.append("\r\n");
}

bool has_body(std::string_view method, int status) {
    return method != "HEAD" && status != 204 && status != 304;
}

void append_chunk(std::string& text, std::string_view data) {
    if (data.empty()) return;
    append_number<16>(text, data.size());
    text.append("\r\n").append(data).append("\r\n");
}

}  // namespace roomkey
