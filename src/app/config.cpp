#include "app/config.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>

#include "app/config/config_assignment.hpp"
#include "app/config/config_file.hpp"
#include "app/config/web_values.hpp"
#include "app/installation/data_folder.hpp"
#include "base/file_rights.hpp"
#include "domain/mail_address.hpp"
#include "phone/numbering_plans.hpp"
#include "storage/postgres/tools/postgres_uri.hpp"

namespace roomkey {
namespace {

constexpr std::string_view environment_prefix = "ROOMKEY_";
/// The limits on resets of a day are counted in the audit trail, and a reader needs some days.
constexpr Duration audit_keep_min = std::chrono::days{7};
constexpr char const* file_variable = "ROOMKEY_CONFIG";

/// Two letters that belong to no country would block all messages, and be noticed late.
Status check_regions(std::vector<std::string> const& regions, std::string const& field) {
    NumberingPlans const plans;
    for (auto const& region : regions) {
        if (plans.has_region(region)) continue;
        // The one that people get wrong: ISO 3166 reserves UK, and gives GB.
        auto const hint = region == "UK" ? "GB, which is the code of the United Kingdom"
                                         : "codes of countries with phone numbers, not " + region;
        return invalid_field(field, Fault::unknown_value, hint);
    }
    return Done{};
}

/// The keys that `name` may have meant: those of its group, or of no group.
Error unknown_key(std::string const& name, std::string const& origin) {
    auto const group = name.substr(0, name.find('.'));
    std::string expected;
    for (auto const& key : config_keys()) {
        if (group_name(key) != group) continue;
        expected += (expected.empty() ? "" : ", ") + std::string(key.name);
    }
    if (expected.empty()) expected = "a key listed in docs/configuration.md";
    return invalid_field("unknown key \"" + name + "\" (" + origin + ")", Fault::none, expected);
}

Status apply_values(std::vector<GivenValue> const& values, Config& config) {
    for (auto const& given : values) {
        auto const* const key = find_config_key(given.name);
        if (key == nullptr) return unknown_key(given.name, given.origin);
        TRY(set_value(*key, given, config));
    }
    return Done{};
}

/// The file that the sources name; empty if they name none.
Result<std::filesystem::path> file_of(ConfigSources const& sources) {
    if (sources.file) return *sources.file;
    auto const variable = sources.environment.find(file_variable);
    if (variable == sources.environment.end()) return std::filesystem::path{};
    if (variable->second.empty()) {
        return invalid_field(file_variable, Fault::wrong_format, "the path of a TOML file");
    }
    return std::filesystem::path{variable->second};
}

bool gives_a_secret(GivenValue const& given) {
    auto const* const key = find_config_key(given.name);
    if (key == nullptr || given.text.empty()) return false;
    if (key->name == "database") return shown_postgres_uri(given.text) != given.text;
    return key->is_secret || (key->is_url && without_query(given.text) != given.text);
}

Status apply_file(ConfigSources const& sources, Config& config) {
    auto const file = TRY(file_of(sources));
    if (file.empty()) return Done{};
    auto const values = TRY(read_config_file(file));
    TRY(apply_values(values, config));
    bool const has_secrets = std::any_of(values.begin(), values.end(), gives_a_secret);
    if (has_secrets && strangers_rights(file).can_read) config.exposed_file = file;
    if (belongs_to_stranger(file)) config.foreign_file = file;
    return Done{};
}

Result<std::vector<GivenValue>> values_of_environment(ConfigSources const& sources) {
    std::map<std::string, std::string_view> keys;
    for (auto const& key : config_keys()) keys.emplace(environment_name(key), key.name);
    std::vector<GivenValue> values;
    for (auto const& [name, text] : sources.environment) {
        if (!name.starts_with(environment_prefix) || name == file_variable) continue;
        auto const key = keys.find(name);
        if (key == keys.end()) {
            return invalid_field("unknown variable " + name, Fault::none,
                                 "a variable listed in docs/configuration.md");
        }
        values.push_back({std::string(key->second), text, GivenValue::Form::any, name});
    }
    return values;
}

std::vector<GivenValue> values_of_flags(ConfigSources const& sources) {
    std::vector<GivenValue> values;
    for (auto const& [name, text] : sources.flags) {
        values.push_back({name, text, GivenValue::Form::any, "command line"});
    }
    return values;
}

/// The words that a key lists, each of which has to be one.
Result<std::vector<std::string>> words_of(std::string const& text, bool (*is_one)(std::string_view),
                                          char const* key, char const* expected) {
    std::vector<std::string> found;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (!is_one(word)) return invalid_field(key, Fault::wrong_format, expected);
        found.push_back(std::move(word));
    }
    return found;
}

/// As addresses of web pages have it: an IPv6 address in brackets.
bool is_web_host(std::string_view text) {
    bool const is_in_brackets = text.size() > 2 && text.starts_with('[') && text.ends_with(']');
    return is_in_brackets || is_host_name(text);
}

/// What follows from http.hsts and http.origins.
Status check_web(HttpConfig& http) {
    if (http.hsts != "off" && !is_transport_security(http.hsts)) {
        return invalid_field("http.hsts", Fault::wrong_format,
                             "max-age=SECONDS, with ; includeSubDomains if wanted, or off");
    }
    http.origins = TRY(words_of(http.origins_text, is_web_origin, "http.origins",
                                "origins such as https://portal.example, separated by spaces"));
    return Done{};
}

/// What concerns several keys; then the paths that follow from the data folder.
Status complete(Config& config) {
    auto const& limits = config.http.limits;
    if (limits.request_line_bytes_max > limits.header_bytes_max) {
        return invalid_field("http.request_line_bytes_max", Fault::out_of_range,
                             "at most http.header_bytes_max, because the header includes it");
    }
    if (config.tls.certificate.empty() != config.tls.key.empty()) {
        auto const* const absent = config.tls.key.empty() ? "tls.key" : "tls.certificate";
        return invalid_field(absent, Fault::missing,
                             "tls.certificate and tls.key together, or neither");
    }
    if (config.audit_keep > Duration::zero() && config.audit_keep < audit_keep_min) {
        return invalid_field("audit.keep", Fault::out_of_range, "0, or 7d or more");
    }
    auto proxies = TrustedProxies::parse(config.http.proxies_text);
    if (!proxies) {
        return invalid_field("http.proxies", Fault::wrong_format,
                             "addresses and networks such as 10.0.0.5 10.1.0.0/24 fd00::/8");
    }
    config.http.proxies = std::move(*proxies);
    TRY(check_web(config.http));
    auto& single_sign_on = config.single_sign_on;
    single_sign_on.internal_hosts = TRY(
        words_of(single_sign_on.internal_hosts_text, is_web_host, "single_sign_on.internal_hosts",
                 "host names such as login.example, without https://, separated by spaces"));
    config.guard.sms_regions = TRY(parse_regions(config.guard_countries, "guard.sms_countries"));
    TRY(check_regions(config.guard.sms_regions, "guard.sms_countries"));
    DataLayout const layout{config.data};
    if (config.tls.certificate.empty()) {
        config.tls.certificate = layout.certificate();
        config.tls.key = layout.certificate_key();
    }
    config.tls.is_self_signed = config.tls.certificate == layout.certificate() &&
                                config.tls.key == layout.certificate_key();
    if (config.keys.file.empty()) config.keys.file = layout.key_ring();
    if (config.delivery.spool.empty()) config.delivery.spool = layout.spool();
    if (config.email.templates.empty()) config.email.templates = layout.templates();
    config.sqlite.path = layout.database().string();
    config.postgres.uri = config.database;
    if (config.postgres.connections == 0) config.postgres.connections = config.workers.threads;
    return Done{};
}

}  // namespace

Result<Config> load_config(ConfigSources const& sources) {
    Config config;
    // Follows from the workers unless it is given.
    config.postgres.connections = 0;
    TRY(apply_file(sources, config));
    TRY(apply_values(TRY(values_of_environment(sources)), config));
    TRY(apply_values(values_of_flags(sources), config));
    TRY(complete(config));
    return config;
}

}  // namespace roomkey
