#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>

#include "net/http_message.hpp"

namespace roomkey {

/// Beast's parser, writing straight into an `HttpRequest` that outlives it. Give it heads that
/// `is_well_formed_head` took; the body limit of `basic_parser` holds for chunked bodies, too.
class RequestParser final : public boost::beast::http::basic_parser<true> {
public:
    explicit RequestParser(HttpRequest& request) : request_(request) {}

    [[nodiscard]] bool is_http_11() const { return is_http_11_; }

private:
    using Field = boost::beast::http::field;
    using ErrorCode = boost::beast::error_code;
    using Text = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb method, Text method_text, Text target,
                         int version, ErrorCode& error) override;
    void on_response_impl(int status, Text reason, int version, ErrorCode& error) override;
    void on_field_impl(Field name, Text name_text, Text value, ErrorCode& error) override;
    void on_header_impl(ErrorCode& error) override;
    void on_body_init_impl(boost::optional<std::uint64_t> const& content_length,
                           ErrorCode& error) override;
    std::size_t on_body_impl(Text body, ErrorCode& error) override;
    void on_chunk_header_impl(std::uint64_t size, Text extensions, ErrorCode& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remaining, Text body, ErrorCode& error) override;
    void on_finish_impl(ErrorCode& error) override;

    HttpRequest& request_;
    std::string_view authority_;  ///< Of a target in absolute form; valid while the head is parsed.
    bool is_http_11_ = false;
    bool is_header_over_ = false;
};

}  // namespace roomkey
