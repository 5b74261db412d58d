#include "net/wire/request_reader.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <limits>

#include "base/ascii.hpp"
#include "net/wire/request_shape.hpp"

namespace roomkey {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using Read = RequestReader::Read;
using Outcome = RequestReader::Outcome;

constexpr std::size_t buffer_bytes_min = std::size_t{4} << 10;

Read refused(ErrorCode error) { return {Outcome::refused, error}; }

Read read_of_verdict(HeadScanner::Verdict verdict) {
    switch (verdict) {
        case HeadScanner::Verdict::line_too_long:
            return refused(ErrorCode::request_line_too_long);
        case HeadScanner::Verdict::too_large:
            return refused(ErrorCode::header_too_large);
        default:
            return refused(ErrorCode::request_malformed);
    }
}

Read read_of_error(error_code const& error) {
    if (error == http::error::body_limit) return refused(ErrorCode::body_too_large);
    return refused(ErrorCode::request_malformed);
}

}  // namespace

RequestReader::RequestReader(Transport& transport, HttpLimits const& limits, bool needs_host)
    : transport_(transport),
      limits_(limits),
      needs_host_(needs_host),
      buffer_(std::max(limits.header_bytes_max, buffer_bytes_min)) {}

std::string_view RequestReader::input() const {
    auto const data = buffer_.cdata();
    return {static_cast<char const*>(data.data()), data.size()};
}

asio::awaitable<Read> RequestReader::next(HttpRequest& request) {
    parser_.reset();
    transport_.expires_after(limits_.header_read_max);
    std::string_view head;
    auto read = co_await read_head(head);
    if (read.outcome != Outcome::request) co_return read;
    read = parse_head(request, head);
    if (read.outcome == Outcome::request && !parser_->is_done()) {
        read = co_await read_body(request);
    }
    transport_.expires_never();
    co_return read;
}

asio::awaitable<bool> RequestReader::wait_for_request() {
    auto const time = is_first_request_ ? limits_.header_read_max : limits_.idle_max;
    is_first_request_ = false;
    if (has_begun()) {
        ++row_length_;
        co_await transport_.give_way();
        co_return true;
    }
    row_length_ = 1;
    if (buffer_.capacity() > buffer_bytes_min) {
        buffer_.clear();
        buffer_.shrink_to_fit();
    }
    is_idle_ = true;
    transport_.expires_after(time);
    auto const status = co_await transport_.wait_for_data();
    is_idle_ = false;
    co_return status == IoStatus::done;
}

/// `head` stays in the buffer.
asio::awaitable<Read> RequestReader::read_head(std::string_view& head) {
    HeadScanner scanner(limits_.request_line_bytes_max, limits_.header_bytes_max);
    for (;;) {
        auto const verdict = scanner.scan(input());
        if (verdict == HeadScanner::Verdict::complete) break;
        if (verdict != HeadScanner::Verdict::need_more) co_return read_of_verdict(verdict);
        auto const status = co_await fill();
        if (status != IoStatus::done) co_return read_of(status);
    }
    buffer_.consume(scanner.begin());
    head = input().substr(0, scanner.end() - scanner.begin());
    co_return Read{Outcome::request};
}

Read RequestReader::read_of(IoStatus status) const {
    if (status == IoStatus::timed_out && buffer_.size() > 0) {
        return refused(ErrorCode::request_timed_out);
    }
    return {};
}

asio::awaitable<IoStatus> RequestReader::fill() {
    auto const room = buffer_.max_size() - buffer_.size();
    auto const at_once = std::max(buffer_bytes_min, buffer_.capacity()) - buffer_.size();
    auto const space = buffer_.prepare(std::min(room, std::max(at_once, buffer_bytes_min / 2)));
    auto const read =
        co_await transport_.read_some({static_cast<char*>(space.data()), space.size()});
    buffer_.commit(read.count);
    co_return read.status;
}

Read RequestReader::parse_head(HttpRequest& request, std::string_view head) {
    if (!is_well_formed_head(head, needs_host_)) return refused(ErrorCode::request_malformed);
    parser_.emplace(request);
    parser_->eager(true);
    // The scanner has held the head to its limit; this one also counts the trailer of a body.
    parser_->header_limit(std::numeric_limits<std::uint32_t>::max());
    parser_->body_limit(limits_.body_bytes_max);
    raw_body_bytes_ = 0;
    error_code error;
    auto const used = parser_->put(boost::asio::buffer(head.data(), head.size()), error);
    buffer_.consume(used);
    if (error && error != http::error::need_more) return read_of_error(error);
    return {Outcome::request};
}

asio::awaitable<Read> RequestReader::read_body(HttpRequest const& request) {
    transport_.expires_after(limits_.body_read_max);
    // Chunked framing has no limit of its own: one byte of body may come with a long extension.
    std::size_t const raw_bytes_max = 8 * limits_.body_bytes_max + buffer_.max_size();
    bool is_continue_due = parser_->is_http_11() && buffer_.size() == 0;
    while (!parser_->is_done()) {
        if (buffer_.size() > 0) {
            error_code error;
            auto const used = parser_->put(buffer_.cdata(), error);
            buffer_.consume(used);
            raw_body_bytes_ += used;
            if (error && error != http::error::need_more) co_return read_of_error(error);
            if (parser_->is_done()) break;
            // A chunk header or a trailer that fills the whole buffer.
            if (buffer_.size() == buffer_.max_size()) {
                co_return refused(ErrorCode::request_malformed);
            }
            if (raw_body_bytes_ > raw_bytes_max) co_return refused(ErrorCode::body_too_large);
        }
        if (is_continue_due) {
            is_continue_due = false;
            auto const expectation = request.header("Expect");
            if (expectation && is_same_ignoring_case(*expectation, "100-continue")) {
                auto const status = co_await transport_.write("HTTP/1.1 100 Continue\r\n\r\n");
                if (status != IoStatus::done) co_return Read{};
            }
        }
        auto const status = co_await fill();
        if (status == IoStatus::timed_out) co_return refused(ErrorCode::request_timed_out);
        if (status != IoStatus::done) co_return Read{};
    }
    co_return Read{Outcome::request};
}

}  // namespace roomkey
