#include "cli/text/server_flags.hpp"

#include "base/utf8.hpp"

namespace roomkey {
namespace {

bool is_address(std::string_view url, std::string_view scheme) {
    return url.starts_with(scheme) && url.size() > scheme.size() &&
           url.find_first_of(" ?#@") == std::string_view::npos && !has_control_character(url);
}

}  // namespace

CLI::Option* ServerFlags::add_to(CLI::App& command, bool is_required) {
    auto* const server =
        command.add_option("--server", url, "Address of the server, https://HOST:PORT")
            ->type_name("URL")
            ->required(is_required);
    auto* const trusted =
        command
            .add_option("--ca-file", ca_file,
                        "Certificate to trust, such as DIR/tls/server.crt; the system's if omitted")
            ->type_name("FILE")
            ->check(CLI::ExistingFile.description(""))
            ->needs(server);
    command
        .add_flag("--insecure", is_insecure, "Accept any certificate, and http://; for demos only")
        ->excludes(trusted)
        ->needs(server);
    return server;
}

Result<HttpClientOptions> ServerFlags::client_options() const {
    bool const is_safe = is_address(url, "https://");
    if (!is_safe && !(is_insecure && is_address(url, "http://"))) {
        return invalid_field("--server", Fault::wrong_format,
                             "https://HOST:PORT; http:// only with --insecure");
    }
    HttpClientOptions options;
    options.base_url = url;
    while (options.base_url.ends_with('/')) options.base_url.pop_back();
    options.ca_file = ca_file;
    options.is_insecure = is_insecure;
    return options;
}

Error with_remedy(Error error) {
    if (error.detail == untrusted_certificate) {
        error.detail +=
            "; give it with --ca-file FILE (roomkey's own: DIR/tls/server.crt), or, for demos "
            "only, use --insecure";
    }
    return error;
}

}  // namespace roomkey
