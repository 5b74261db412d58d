#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.hpp"

namespace roomkey {

/// Who may call. The use cases decide; this row lets a refusal of a bad request wait until the
/// caller is known, so that strangers learn nothing about fields.
enum class Access : std::uint8_t {
    open,           ///< Carries its own proof, or needs none.
    signed_in,      ///< A live access or refresh token.
    administrator,  ///< Of type 0 or 1.
    terminal,       ///< A terminal's credential.
};

/// Which threads it runs on. Whatever checks or hashes a password takes a tenth of a second of a
/// core and 64 MiB, so it has few threads of its own and keeps none from other requests.
enum class Pool : std::uint8_t { api, passwords };

using Endpoint = std::function<Result<HttpReply>(Call const&)>;

/// A route is a row.
struct Route {
    std::string_view method;
    std::string_view path;  ///< Template, such as /v1/.../{account}/reset.
    std::string_view name;  ///< operationId, for logs, metrics and documents.
    Access access = Access::open;
    Endpoint endpoint;
    Pool pool = Pool::api;
};

/// Finds the row for a path and method.
class Router {
public:
    explicit Router(std::vector<Route> routes);

    struct Match {
        Route const* route = nullptr;  ///< Null: no such path, or not with this method.
        std::string
            allowed;  ///< Methods that the path takes, for the Allow header; empty: no path.
        std::vector<std::pair<std::string_view, std::string_view>> parameters;  ///< Still encoded.
    };

    /// `path` is the raw path, without query. HEAD finds the row of GET.
    [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

    [[nodiscard]] std::vector<Route> const& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
};

}  // namespace roomkey
