#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http_client.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// True for http:// or https://, a host, and no blank, control character or user name in it.
bool is_http_url(std::string_view url);

/// Blocking requests from several threads at once, over connections that are kept for the next
/// one. Thread-safe.
class HttpSender {
public:
    /// Time limits are cut so that no request takes as long as `send_time_max`.
    explicit HttpSender(HttpClientOptions options);

    /// `unavailable` with the reason, which names neither address nor content, if no whole answer
    /// came in time.
    Result<HttpAnswer> send(std::string_view method, std::string_view target,
                            std::vector<HttpHeader> const& headers, std::string_view body);

private:
    std::unique_ptr<HttpClient> take();
    void give_back(std::unique_ptr<HttpClient> client);

    HttpClientOptions options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<HttpClient>> idle_;
};

}  // namespace roomkey
