#include "storage/postgres/tools/postgres_uri.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

struct OptionsDeleter {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

using Parameters = std::map<std::string, std::string, std::less<>>;

bool has_scheme(std::string_view uri) {
    return uri.starts_with("postgresql://") || uri.starts_with("postgres://");
}

/// The parameters that the address gives. Empty if libpq cannot read it; why not it says in words
/// that repeat the address, so they are dropped.
std::optional<Parameters> parse(std::string const& uri) {
    if (!has_scheme(uri) || uri.find('\0') != std::string::npos) return std::nullopt;
    char* words = nullptr;
    std::unique_ptr<PQconninfoOption, OptionsDeleter> const options(
        PQconninfoParse(uri.c_str(), &words));
    PQfreemem(words);
    if (!options) return std::nullopt;
    Parameters given;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) given.emplace(option->keyword, option->val);
    }
    return given;
}

std::string value_of(Parameters const& parameters, std::string_view name) {
    auto const found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
}

std::vector<std::string> split(std::string const& list) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (auto comma = list.find(','); comma != std::string::npos; comma = list.find(',', start)) {
        parts.push_back(list.substr(start, comma - start));
        start = comma + 1;
    }
    parts.push_back(list.substr(start));
    return parts;
}

bool is_port(std::string const& text) { return consists_of(text, is_digit); }

/// A password that is not percent-encoded where it has to be ends up, in part, as a host, a port or
/// the name, and would be shown as such by whatever cannot be reached there.
bool holds_a_torn_password(Parameters const& parameters) {
    auto const ports = split(value_of(parameters, "port"));
    return value_of(parameters, "host").find('@') != std::string::npos ||
           value_of(parameters, "dbname").find_first_of("@/:") != std::string::npos ||
           !std::all_of(ports.begin(), ports.end(), is_port);
}

/// Empty and paths mean a socket of this machine.
bool is_this_machine(std::string const& host) {
    return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "localhost" ||
           host == "::1" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

bool takes_changes(std::string const& session_attributes) {
    return session_attributes.empty() || session_attributes == "any" ||
           session_attributes == "read-write" || session_attributes == "primary";
}

}  // namespace

Status check_postgres_uri(std::string const& uri) {
    auto const parameters = parse(uri);
    if (!parameters || holds_a_torn_password(*parameters)) {
        return invalid_field("database", Fault::wrong_format, postgres_uri_form);
    }
    if (!takes_changes(value_of(*parameters, "target_session_attrs"))) {
        return invalid_field("database", Fault::not_allowed, postgres_uri_form);
    }
    return Done{};
}

bool is_verified_postgres_uri(std::string const& uri) {
    auto const given = parse(uri);
    if (!given) return false;
    auto parameters = *given;
    // libpq's own defaults include the environment (PGHOST, PGSSLMODE).
    std::unique_ptr<PQconninfoOption, OptionsDeleter> const defaults(PQconndefaults());
    for (auto const* option = defaults.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->val != nullptr) parameters.emplace(option->keyword, option->val);
    }
    if (value_of(parameters, "sslmode") == "verify-full") return true;
    // An address to connect to takes precedence over the name.
    auto const addresses = value_of(parameters, "hostaddr");
    auto const hosts = split(addresses.empty() ? value_of(parameters, "host") : addresses);
    return std::all_of(hosts.begin(), hosts.end(), is_this_machine);
}

std::string shown_postgres_uri(std::string const& uri) {
    auto const parameters = parse(uri);
    if (!parameters || holds_a_torn_password(*parameters)) return {};
    std::string text = "postgresql://";
    auto const user = value_of(*parameters, "user");
    if (!user.empty()) text += user + '@';
    auto const hosts = split(value_of(*parameters, "host"));
    auto const ports = split(value_of(*parameters, "port"));
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        // One port is for all hosts.
        auto const& port = ports.size() == 1 ? ports[0] : i < ports.size() ? ports[i] : "";
        if (i > 0) text += ',';
        text += hosts[i];
        if (!port.empty()) text += ':' + port;
    }
    auto const name = value_of(*parameters, "dbname");
    if (!name.empty()) text += '/' + name;
    return text;
}

}  // namespace roomkey
