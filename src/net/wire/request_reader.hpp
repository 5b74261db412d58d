#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "net/http_message.hpp"
#include "net/http_server.hpp"
#include "net/wire/request_parser.hpp"
#include "net/wire/transport.hpp"

namespace roomkey {

/// Reads the requests of one connection, one after the other, under the limits.
class RequestReader {
public:
    /// `closed`: nothing can be answered any more. `refused`: the error is to be sent, and then the
    /// connection closed, because where the next request begins is unknown.
    enum class Outcome : std::uint8_t { request, refused, closed };
    struct Read {
        Outcome outcome = Outcome::closed;
        ErrorCode error = ErrorCode::internal;
    };

    RequestReader(Transport& transport, HttpLimits const& limits, bool needs_host);

    /// True if the next request has already begun to arrive, after the last one.
    [[nodiscard]] bool has_begun() const { return buffer_.size() > 0; }
    /// Waits until the next request begins; false if there will be none. One that is pipelined
    /// gives way first, so that no connection is answered again and again in one turn of the loop.
    asio::awaitable<bool> wait_for_request();

    /// After `wait_for_request`. Fills method, target, headers and body of `request`, which must be
    /// empty there; also of a refused one as far as it was understood.
    asio::awaitable<Read> next(HttpRequest& request);

    /// Of the last request. False, too, if too many have come in a row and one more is there.
    [[nodiscard]] bool is_keep_alive() const {
        bool const is_flood = row_length_ >= limits_.pipelined_requests_max && has_begun();
        return parser_ && parser_->keep_alive() && !is_flood;
    }
    [[nodiscard]] bool is_http_11() const { return parser_ && parser_->is_http_11(); }

    /// True while nothing of a next request has come.
    [[nodiscard]] bool is_idle() const { return is_idle_; }

private:
    asio::awaitable<Read> read_head(std::string_view& head);
    asio::awaitable<Read> read_body(HttpRequest const& request);
    asio::awaitable<IoStatus> fill();
    [[nodiscard]] Read read_of(IoStatus status) const;
    Read parse_head(HttpRequest& request, std::string_view head);
    [[nodiscard]] std::string_view input() const;

    Transport& transport_;
    HttpLimits const& limits_;
    bool needs_host_;
    boost::beast::flat_buffer buffer_;
    std::optional<RequestParser> parser_;
    std::size_t raw_body_bytes_ = 0;
    std::size_t row_length_ = 0;  ///< Requests since the connection last waited for one.
    bool is_first_request_ = true;
    bool is_idle_ = true;
};

}  // namespace roomkey
