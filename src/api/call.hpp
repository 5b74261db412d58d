#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/target.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "net/http_message.hpp"
#include "usecase/caller.hpp"
#include "usecase/request_context.hpp"

namespace roomkey {

/// One request on its way to an endpoint. Borrows the request.
struct Call {
    HttpRequest const& request;
    Query query;
    std::vector<std::pair<std::string_view, std::string>> path_parameters;  ///< Decoded.
    Language language = Language::zh_cn;
    AccessProof proof = {};  ///< Who sends it, where the operation asks for that.

    [[nodiscard]] std::string const& path_parameter(std::string_view name) const;
    [[nodiscard]] Secret const& access_token() const { return proof.secret; }
    [[nodiscard]] RequestContext context() const;
};

}  // namespace roomkey
