#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roomkey {

/// A request of a client, and what it has to get. Texts can have {{placeholders}}.
struct ScriptedRequest {
    int line = 0;           ///< In the script.
    std::string operation;  ///< operationId.
    std::string method;
    std::string target;
    std::vector<std::string> headers;  ///< "Name: value", in the order in which they are sent.
    std::optional<std::string> body;   ///< Absent: no Content-Length either.
    std::vector<std::string> expected;
};

/// What a client sends to a server, in one file (see README.md there).
struct ClientScript {
    bool is_connection_per_request = false;
    bool offers_http2 = false;
    std::vector<ScriptedRequest> requests;
};

ClientScript read_script(std::string const& file);

/// The value of a name between double braces.
using PlaceholderValue = std::function<std::string(std::string_view name)>;
std::string filled(std::string text, PlaceholderValue const& value_of);

}  // namespace roomkey
