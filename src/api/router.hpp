#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.hpp"
#include "fields/operation.hpp"

namespace roomkey {

/// Which threads it runs on. Whatever checks or hashes a password takes a tenth of a second of a
/// core and 64 MiB, so it has few threads of its own and keeps none from other requests. What
/// signed-in users have hashed keeps none from those who want to sign in. Whatever asks an identity
/// provider waits for that, for some seconds if the provider likes.
enum class Pool : std::uint8_t { api, passwords, password_changes, providers };

using Endpoint = std::function<Result<HttpReply>(Call const&)>;
/// An endpoint that no thread waits for, see `HttpHandler::answer_later`.
using LaterEndpoint = std::function<bool(
    Call const&, Executor const&, std::function<void(std::optional<Result<HttpReply>>)> done)>;

/// A route is a row.
struct Route {
    Operation const* operation = nullptr;  ///< Method, path and access.
    Endpoint endpoint;
    Pool pool = Pool::api;
    LaterEndpoint later = {};  ///< Tried first, where there is one.
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
