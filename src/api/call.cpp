#include "api/call.hpp"

#include "api/language.hpp"

namespace roomkey {

std::string const& Call::path_parameter(std::string_view name) const {
    static std::string const none;
    for (auto const& [parameter, value] : path_parameters) {
        if (parameter == name) return value;
    }
    return none;
}

RequestContext Call::context() const {
    auto const wishes = request.header("Accept-Language").value_or("");
    return {request.request_id, request.source, message_language(wishes),
            std::string(request.header("User-Agent").value_or("")), stated_language(wishes)};
}

}  // namespace roomkey
