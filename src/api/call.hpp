#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/target.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "net/http_message.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// One request on its way to an endpoint. Borrows the request.
struct Call {
    HttpRequest const& request;
    Query query;
    std::vector<std::pair<std::string_view, std::string>> path_parameters;  ///< Decoded.
    Language language = Language::zh_cn;

    [[nodiscard]] std::string const& path_parameter(std::string_view name) const;
    /// X-Access-Token, or X-Auth-Token as older clients spell it. Empty if neither is there.
    [[nodiscard]] Secret access_token() const;
    [[nodiscard]] RequestContext context() const;
};

}  // namespace roomkey
