#include "net/wire/request_parser.hpp"

#include <boost/beast/http/error.hpp>
#include <string_view>

#include "net/wire/request_shape.hpp"

namespace roomkey {
namespace {

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void RequestParser::on_request_impl(boost::beast::http::verb /*method*/, Text method_text,
                                    Text target, int version, ErrorCode& error) {
    auto const parts = split_target(view(target));
    if (!parts) {
        error = boost::beast::http::error::bad_target;
        return;
    }
    request_.method.assign(view(method_text));
    request_.target.clear();
    if (!parts->path.starts_with('/')) request_.target.push_back('/');
    request_.target.append(parts->path);
    authority_ = parts->authority;
    is_http_11_ = version == 11;
}

void RequestParser::on_response_impl(int /*status*/, Text /*reason*/, int /*version*/,
                                     ErrorCode& /*error*/) {}

void RequestParser::on_field_impl(Field name, Text name_text, Text value, ErrorCode& /*error*/) {
    // Fields of a trailer come late and unasked; none of them may pass for a header.
    if (is_header_over_) return;
    // The target in absolute form overrules the Host header (RFC 9112 section 3.2.2).
    bool const is_overruled = name == Field::host && !authority_.empty();
    request_.headers.push_back(
        {std::string(view(name_text)), std::string(is_overruled ? authority_ : view(value))});
}

void RequestParser::on_header_impl(ErrorCode& /*error*/) {
    is_header_over_ = true;
    authority_ = {};
}

void RequestParser::on_body_init_impl(boost::optional<std::uint64_t> const& content_length,
                                      ErrorCode& /*error*/) {
    // The parser has held the length to the limit before it calls this.
    if (content_length) request_.body.reserve(static_cast<std::size_t>(*content_length));
}

std::size_t RequestParser::on_body_impl(Text body, ErrorCode& /*error*/) {
    request_.body.append(view(body));
    return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t /*size*/, Text extensions,
                                         ErrorCode& error) {
    // The parser takes them in quotes; a proxy that takes LF as the end of a line reads another
    // body.
    if (has_forbidden_control(view(extensions))) {
        error = boost::beast::http::error::bad_chunk_extension;
    }
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remaining*/, Text body,
                                              ErrorCode& /*error*/) {
    request_.body.append(view(body));
    return body.size();
}

void RequestParser::on_finish_impl(ErrorCode& /*error*/) {}

}  // namespace roomkey
