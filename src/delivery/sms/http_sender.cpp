#include "delivery/sms/http_sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace roomkey {
namespace {

/// More than the outbox has workers; further ones are closed.
constexpr std::size_t idle_max = 16;
/// For what comes before and after the request.
constexpr std::chrono::seconds margin{5};
constexpr char const* cancelled_reason = "stopped before it responded";
constexpr char const* unanswered_reason =
    "took the request and did not answer; the message may have arrived";

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

bool is_readable_on_the_way(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) return false;
    auto const authority =
        url.substr(scheme.size(), url.find_first_of("/?#", scheme.size()) - scheme.size());
    auto const is_ipv6 = authority.starts_with('[');
    auto const host = authority.substr(0, is_ipv6 ? authority.find(']') + 1 : authority.find(':'));
    bool const is_ipv4_loopback =
        host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
    return !is_ipv4_loopback && host != "localhost" && host != "[::1]";
}

SendOutcome refused_outcome(std::string_view receiver, std::string_view sign_in, int status) {
    using Kind = SendOutcome::Kind;
    auto const outcome = [&](Kind kind, std::string_view reason, std::string_view to_mend = {}) {
        return SendOutcome{kind,
                           fmt::format("{}: {}{} (HTTP {})", receiver, reason,
                                       to_mend.empty() ? "" : "; check the configuration", status),
                           to_mend};
    };
    switch (status) {
        case 400:
        case 422:
            return outcome(Kind::refused, "refuses the message");
        case 401:
        case 407:
            return outcome(Kind::try_again, fmt::format("rejects the {}", sign_in), "sign_in");
        case 403:
            return outcome(
                Kind::try_again,
                fmt::format("rejects the {}, or a firewall in front of it rejects this service",
                            sign_in),
                "sign_in");
        case 404:
        case 405:
        case 410:
            return outcome(Kind::try_again, "is not at this address", "address");
        case 408:
        case 425:
        case 429:
            return outcome(Kind::try_again, "is busy");
        case 504:
            // A proxy that waited for the receiver in vain.
            return outcome(Kind::unanswered, unanswered_reason);
        default:
            break;
    }
    if (status >= 500) return outcome(Kind::try_again, "temporary failure");
    return outcome(Kind::try_again, "unexpected answer", "answer");
}

HttpSender::HttpSender(HttpClientOptions options) : options_(std::move(options)) {
    options_.total_max = std::min(options_.total_max, send_time_max - margin);
    options_.connect_max = std::min(options_.connect_max, options_.total_max);
    options_.is_cancelled = [this] { return is_cancelled_.load(); };
}

SendOutcome HttpSender::send(std::string_view receiver, HttpRequestLine const& line,
                             std::vector<HttpHeader> const& headers, std::string_view body,
                             std::function<SendOutcome(HttpAnswer const&)> const& outcome_of) {
    using Kind = SendOutcome::Kind;
    auto const stopped = [&] {
        return SendOutcome{Kind::try_again, fmt::format("{}: {}", receiver, cancelled_reason)};
    };
    if (is_cancelled_) return stopped();
    auto client = take();
    auto const answer = client->send(line.method, line.target, headers, body);
    if (answer.ok()) {
        // After a failure the connection cannot be used for the next one.
        give_back(std::move(client));
        return outcome_of(*answer);
    }
    if (is_cancelled_) return stopped();
    auto const& reason = answer.error().detail;
    if (!client->was_sent()) return {Kind::try_again, fmt::format("{}: {}", receiver, reason)};
    return {Kind::unanswered, fmt::format("{}: {} ({})", receiver, unanswered_reason, reason)};
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
