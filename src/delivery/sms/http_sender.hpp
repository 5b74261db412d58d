#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "delivery/channel.hpp"
#include "net/http_client.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// True for http:// or https://, a host, and no blank, control character or user name in it.
bool is_http_url(std::string_view url);

/// True for a URL of plain http:// whose host is not this machine itself: in transit anyone can
/// read codes and numbers.
bool is_readable_on_the_way(std::string_view url);

/// What an answer other than "accepted" means, by what statuses mean in general (RFC 9110 section
/// 15). `receiver` begins the reason; `sign_in` is what it rejects with 401.
SendOutcome refused_outcome(std::string_view receiver, std::string_view sign_in, int status);

struct HttpRequestLine {
    std::string_view method;
    std::string_view target;  ///< Appended to the base URL.
};

/// Blocking requests from several threads at once, over connections that are kept for the next
/// one. Thread-safe.
class HttpSender {
public:
    /// Time limits are cut so that no request takes as long as `send_time_max`.
    explicit HttpSender(HttpClientOptions options);

    /// What `outcome_of` says of the answer. If no whole one comes in time, the outcome is
    /// `unanswered` if any of the request went out, else `try_again`; the reason begins with
    /// `receiver` and names neither address nor content.
    SendOutcome send(std::string_view receiver, HttpRequestLine const& line,
                     std::vector<HttpHeader> const& headers, std::string_view body,
                     std::function<SendOutcome(HttpAnswer const&)> const& outcome_of);

    /// Ends requests in progress, and later ones, as `try_again`.
    void cancel() { is_cancelled_ = true; }

private:
    std::unique_ptr<HttpClient> take();
    void give_back(std::unique_ptr<HttpClient> client);

    std::atomic<bool> is_cancelled_{false};
    HttpClientOptions options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<HttpClient>> idle_;
};

}  // namespace roomkey
