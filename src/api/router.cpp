#include "api/router.hpp"

#include <optional>

namespace roomkey {
namespace {

using Parameters = std::vector<std::pair<std::string_view, std::string_view>>;

std::string_view next_segment(std::string_view& path) {
    auto const slash = path.find('/');
    auto const segment = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    return segment;
}

/// The parameters if `path` has the form of `pattern`. Segments are compared raw: %2F in an
/// account is no separator.
std::optional<Parameters> parameters_of(std::string_view pattern, std::string_view path) {
    Parameters parameters;
    auto const segments = [](std::string_view text) {
        std::size_t count = 0;
        for (char const c : text) count += c == '/' ? 1U : 0U;
        return count;
    };
    if (segments(pattern) != segments(path)) return std::nullopt;
    while (!pattern.empty()) {
        auto const expected = next_segment(pattern);
        auto const given = next_segment(path);
        if (expected.starts_with('{')) {
            parameters.emplace_back(expected.substr(1, expected.size() - 2), given);
        } else if (expected != given) {
            return std::nullopt;
        }
    }
    return parameters;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

Router::Match Router::find(std::string_view method, std::string_view path) const {
    Match match;
    for (auto const& route : routes_) {
        auto parameters = parameters_of(route.operation->path, path);
        if (!parameters) continue;
        bool const is_head_of_get = method == "HEAD" && route.operation->method == "GET";
        if (route.operation->method == method || is_head_of_get) {
            match.route = &route;
            match.parameters = std::move(*parameters);
            return match;
        }
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += route.operation->method;
        if (route.operation->method == "GET") match.allowed += ", HEAD";
    }
    return match;
}

}  // namespace roomkey
