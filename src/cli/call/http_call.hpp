#pragma once

#include <string>
#include <vector>

#include "fields/binding.hpp"
#include "fields/operation.hpp"
#include "net/http_message.hpp"

namespace roomkey {

/// A request for an operation, as HTTP carries it.
struct HttpCall {
    std::string target;  ///< Path and query, percent-encoded.
    std::vector<HttpHeader> headers;
    std::string body;
};

/// Puts every field that `source` has where the API document has it. The refusal of the first
/// field that breaks its rule.
Result<HttpCall> make_http_call(Operation const& operation, FieldSource const& source);

}  // namespace roomkey
