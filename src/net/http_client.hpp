#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/curl.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// How to reach a server. `ca_file` empty: the system's trust; `is_insecure`: any certificate.
struct HttpClientOptions {
    std::string base_url;  ///< Such as https://127.0.0.1:8443, without a trailing slash.
    std::string ca_file;
    bool is_insecure = false;
    std::chrono::milliseconds connect_max{5'000};
    std::chrono::milliseconds total_max{30'000};  ///< Not for streams.
    /// Called about once a second while a response is awaited; true ends it as `unavailable`.
    std::function<bool()> is_cancelled = {};
    /// Only public addresses (net/address/internal_address), whatever the name resolves to, and no
    /// proxy. For addresses that somebody chose who may not reach what this machine can.
    bool is_public_only = false;
};

/// The `detail` of an answer that did not come because of who the server is.
constexpr std::string_view untrusted_certificate =
    "the server's certificate is not trusted, or is for another name";

struct HttpAnswer {
    int status = 0;
    std::vector<HttpHeader> headers;
    std::string body;
};

/// A blocking HTTP(S) client that keeps its connection (libcurl). One thread at a time.
class HttpClient {
public:
    explicit HttpClient(HttpClientOptions options);

    /// `unavailable` with the reason if no answer came.
    Result<HttpAnswer> send(std::string_view method, std::string_view target,
                            std::vector<HttpHeader> const& headers, std::string_view body = {});

    /// Whether something of the last `send` went out: if it failed, the server may have acted on it
    /// all the same.
    [[nodiscard]] bool was_sent() const { return was_sent_; }

    /// Reads an answer line by line for as long as it lasts and `on_line` says true; the answer's
    /// body is what came with a status other than 200. `silence_max` without a byte ends it as
    /// `unavailable`.
    Result<HttpAnswer> stream(std::string_view target, std::vector<HttpHeader> const& headers,
                              std::chrono::milliseconds silence_max,
                              std::function<bool(std::string_view line)> const& on_line);

private:
    HttpClientOptions options_;
    CurlHandle handle_;
    bool was_sent_ = false;
};

}  // namespace roomkey
