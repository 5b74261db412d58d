#include "api/call.hpp"

namespace roomkey {

std::string const& Call::path_parameter(std::string_view name) const {
    static std::string const none;
    for (auto const& [parameter, value] : path_parameters) {
        if (parameter == name) return value;
    }
    return none;
}

Secret Call::access_token() const {
    auto const token = request.header("X-Access-Token");
    if (token && !token->empty()) return Secret(std::string(*token));
    auto const older = request.header("X-Auth-Token");
    return older ? Secret(std::string(*older)) : Secret();
}

RequestContext Call::context() const { return {request.request_id, request.source, language}; }

}  // namespace roomkey
