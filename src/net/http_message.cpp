#include "net/http_message.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace roomkey {
std::optional<std::string_view> find_header(std::vector<HttpHeader> const& headers,
                                            std::string_view name) {
    for (auto const& header : headers) {
        if (is_same_ignoring_case(header.name, name)) return header.value;
    }
    return std::nullopt;
}

std::optional<std::string_view> HttpRequest::header(std::string_view name) const {
    return find_header(headers, name);
}

std::size_t HttpRequest::header_count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(),
        [&](HttpHeader const& header) { return is_same_ignoring_case(header.name, name); }));
}

std::optional<HttpReply> HttpHandler::answer_at_once(HttpRequest const& /*request*/) {
    return std::nullopt;
}

bool HttpHandler::answer_later(HttpRequest const& /*request*/, Executor const& /*executor*/,
                               LaterReply done) {
    // Not kept.
    done = nullptr;
    return false;
}

Workers* HttpHandler::workers_for(HttpRequest const& /*request*/) { return nullptr; }

HttpAdmission HttpHandler::admit(HttpRequest const& /*request*/) { return {}; }

}  // namespace roomkey
