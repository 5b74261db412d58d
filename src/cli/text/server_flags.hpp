#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "net/http_client.hpp"

namespace roomkey {

/// The flags of a command that speaks to a server.
struct ServerFlags {
    std::string url;
    std::string ca_file;
    bool is_insecure = false;

    /// Returns --server, which the others need.
    CLI::Option* add_to(CLI::App& command, bool is_required);

    /// How to reach the server. `invalid_parameter` naming --server for an address that is not
    /// https://, or http:// with --insecure.
    [[nodiscard]] Result<HttpClientOptions> client_options() const;
};

/// `error`, with what there is to do if the server's certificate is not trusted.
Error with_remedy(Error error);

}  // namespace roomkey
