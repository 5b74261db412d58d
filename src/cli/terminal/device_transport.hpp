#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "net/http_client.hpp"

namespace roomkey {

/// What a device needs of HTTP; tests put a script in its place. One thread at a time.
class DeviceTransport {
public:
    virtual ~DeviceTransport() = default;

    /// `unavailable` with the reason if no answer came.
    virtual Result<HttpAnswer> send(std::string_view method, std::string_view target,
                                    std::vector<HttpHeader> const& headers,
                                    std::string_view body) = 0;

    /// Gives the lines of an answer with status 200, without their ends, to `on_line` until that
    /// says false. An answer of another status is given back with its body.
    virtual Result<HttpAnswer> stream(
        std::string_view target, std::vector<HttpHeader> const& headers,
        std::function<bool(std::string_view line)> const& on_line) = 0;
};

class HttpDeviceTransport final : public DeviceTransport {
public:
    explicit HttpDeviceTransport(HttpClientOptions options) : client_(std::move(options)) {}

    Result<HttpAnswer> send(std::string_view method, std::string_view target,
                            std::vector<HttpHeader> const& headers, std::string_view body) override;
    Result<HttpAnswer> stream(std::string_view target, std::vector<HttpHeader> const& headers,
                              std::function<bool(std::string_view line)> const& on_line) override;

private:
    HttpClient client_;
};

}  // namespace roomkey
