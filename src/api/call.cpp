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
    return {request.request_id, request.source,
            stated_language(request.header("Accept-Language").value_or("")),
            std::string(request.header("User-Agent").value_or(""))};
}

}  // namespace roomkey
