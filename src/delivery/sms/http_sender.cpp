#include "delivery/sms/http_sender.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "delivery/channel.hpp"

namespace roomkey {
namespace {

/// More than the outbox has workers; what is beyond is closed.
constexpr std::size_t idle_max = 16;
/// For what comes before and after the request.
constexpr std::chrono::seconds margin{5};

}  // namespace

bool is_http_url(std::string_view url) {
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (!url.starts_with(scheme)) continue;
        auto const rest = url.substr(scheme.size());
        auto const host = rest.substr(0, rest.find_first_of("/?#"));
        bool const is_clean =
            std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < '\x7f'; });
        return is_clean && !host.empty() && host.find('@') == std::string_view::npos &&
               rest.find('#') == std::string_view::npos;
    }
    return false;
}

HttpSender::HttpSender(HttpClientOptions options) : options_(std::move(options)) {
    options_.total_max = std::min(options_.total_max, send_time_max - margin);
    options_.connect_max = std::min(options_.connect_max, options_.total_max);
}

Result<HttpAnswer> HttpSender::send(std::string_view method, std::string_view target,
                                    std::vector<HttpHeader> const& headers, std::string_view body) {
    auto client = take();
    auto answer = client->send(method, target, headers, body);
    // After a failure the connection is of no use to the next one.
    if (answer.ok()) give_back(std::move(client));
    return answer;
}

std::unique_ptr<HttpClient> HttpSender::take() {
    {
        std::lock_guard const lock(mutex_);
        if (!idle_.empty()) {
            auto client = std::move(idle_.back());
            idle_.pop_back();
            return client;
        }
    }
    return std::make_unique<HttpClient>(options_);
}

void HttpSender::give_back(std::unique_ptr<HttpClient> client) {
    std::lock_guard const lock(mutex_);
    if (idle_.size() < idle_max) idle_.push_back(std::move(client));
}

}  // namespace roomkey
