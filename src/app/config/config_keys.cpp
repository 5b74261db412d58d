#include "app/config/config_keys.hpp"

#include <algorithm>
#include <vector>

#include "app/config/config_place.hpp"
#include "base/ascii.hpp"

namespace roomkey {
namespace {

constexpr ConfigKey rows[] = {
    {.name = "data",
     .kind = PathKey{place<&Config::data>},
     .meaning = "The data folder, DIR below: database, keys, certificate, spool."},
    {.name = "database",
     .kind = DatabaseKey{place<&Config::database>},
     .meaning =
         "The database: PostgreSQL 15 or newer, shared by any number of nodes. Several hosts may "
         "be given; the one that accepts changes is used. Prefer PGPASSWORD or a password file "
         "(PGPASSFILE) for the password. Empty: the embedded database, DIR/roomkey.db.",
     .default_words = "empty",
     .is_secret = true},
    {.name = "listen",
     .kind = AddressKey{place<&Config::listen>},
     .meaning = "Address of the API (HTTPS). Port 0 uses any free port."},
    {.name = "ops_listen",
     .kind = OptionalAddressKey{place<&Config::ops_listen>},
     .meaning = "Address of health checks and metrics (plain HTTP without authentication: keep it "
                "private)."},

    {.name = "tls.certificate",
     .kind = PathKey{place<&Config::tls, &TlsConfig::certificate>},
     .meaning = "Certificate chain (PEM), read again on SIGHUP. Goes with `tls.key`. The default "
                "is self-signed and created at the first start.",
     .default_words = "DIR/tls/server.crt"},
    {.name = "tls.key",
     .kind = PathKey{place<&Config::tls, &TlsConfig::key>},
     .meaning = "Private key (PEM) of `tls.certificate`.",
     .default_words = "DIR/tls/server.key"},
    {.name = "tls.names",
     .kind = TextKey{place<&Config::tls, &TlsConfig::names>},
     .meaning = "Names and addresses, separated by spaces, that the self-made certificate covers "
                "besides those of `listen` and of this machine. A certificate of your own is never "
                "touched.",
     .default_words = "empty"},

    {.name = "keys.file",
     .kind = PathKey{place<&Config::keys, &KeysConfig::file>},
     .meaning = "The secret keys, read again on SIGHUP. All nodes of an installation use the same "
                "file; `init` creates it if it is missing.",
     .default_words = "DIR/keys/keyring"},
    {.name = "keys.command",
     .kind = TextKey{place<&Config::keys, &KeysConfig::command>},
     .meaning =
         "Command (for /bin/sh) that prints the content of the key file; at most 30s and 64 KiB.",
     .default_words = "empty"},

    {.name = "log.format",
     .kind = LogFormatKey{place<&Config::log, &LogOptions::format>},
     .meaning = "One line per event on standard error: `key=value`, or a JSON object."},
    {.name = "log.level",
     .kind = LogLevelKey{place<&Config::log, &LogOptions::level>},
     .meaning = "Less important events are not logged."},

    {.name = "http.body_bytes_max",
     .kind = BytesKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::body_bytes_max>},
     .least = kib,
     .most = 16 * mib,
     .meaning = "Longest request body; a longer one gets 413."},
    {.name = "http.header_bytes_max",
     .kind = BytesKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::header_bytes_max>},
     .least = kib,
     .most = mib,
     .meaning = "Longest request header, including the request line; a longer one gets 431."},
    {.name = "http.request_line_bytes_max",
     .kind =
         BytesKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::request_line_bytes_max>},
     .least = 256,
     .most = mib,
     .meaning = "Longest request line; a longer one gets 414. At most `http.header_bytes_max`."},
    {.name = "http.connections_max",
     .kind = WideCountKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::connections_max>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Simultaneous connections. When all are taken, the one that has been idle longest "
                "is closed for a new one. Each needs a file descriptor: if the system allows "
                "fewer, the log says so and fewer are served."},
    {.name = "http.connections_per_source_max",
     .kind = WideCountKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::per_source_max>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Connections of one IPv4 address or IPv6 network (/64); further ones are closed. "
                "Behind `http.proxies`, the clients are counted instead."},
    {.name = "http.header_read_max",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::header_read_max>},
     .least = 100,
     .most = hour,
     .meaning = "Time for a request's header to arrive, else 408."},
    {.name = "http.body_read_max",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::body_read_max>},
     .least = 100,
     .most = hour,
     .meaning = "Time for a request's body to arrive, else 408."},
    {.name = "http.idle_max",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::idle_max>},
     .least = 100,
     .most = hour,
     .meaning = "How long an idle connection is kept between requests."},
    {.name = "http.write_max",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::write_max>},
     .least = 100,
     .most = hour,
     .meaning = "Time for the client to receive a response."},
    {.name = "http.handshake_max",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::handshake_max>},
     .least = 100,
     .most = hour,
     .meaning = "Time for the TLS handshake."},
    {.name = "http.heartbeat",
     .kind = DurationKey{place<&Config::http, &HttpConfig::limits, &HttpLimits::heartbeat>},
     .least = second,
     .most = hour,
     .meaning = "Interval between keep-alives on event streams."},
    {.name = "http.loop_threads",
     .kind = CountKey{place<&Config::http, &HttpConfig::loop_threads>},
     .least = 1,
     .most = 64,
     .meaning = "Threads for sockets and TLS."},

    {.name = "http.proxies",
     .kind = TextKey{place<&Config::http, &HttpConfig::proxies_text>},
     .meaning = "Load balancers that pass TLS through: addresses and networks separated by spaces. "
                "Their connections must begin with a PROXY protocol header, version 1 or 2 "
                "(HAProxy: send-proxy-v2; nginx: proxy_protocol on), which names the client for "
                "limits and the audit trail; no other source is trusted. Empty: none.",
     .default_words = "empty"},
    {.name = "http.hsts",
     .kind = TextKey{place<&Config::http, &HttpConfig::hsts>},
     .meaning = "Strict-Transport-Security of every response over TLS: `max-age=SECONDS`, with "
                "`; includeSubDomains` where roomkey may decide for all names below its own, or "
                "`off`."},
    {.name = "http.origins",
     .kind = TextKey{place<&Config::http, &HttpConfig::origins_text>},
     .meaning = "Web pages of other origins that may call the API from a browser (CORS), such as "
                "`https://portal.example`, separated by spaces. Empty: none.",
     .default_words = "empty"},

    {.name = "workers.threads",
     .kind = CountKey{place<&Config::workers, &WorkersConfig::threads>},
     .least = 1,
     .most = 1'024,
     .meaning = "Threads for rules and database. They mostly wait for a commit shared by many, so "
                "there are more of them than cores."},
    {.name = "workers.queue",
     .kind = WideCountKey{place<&Config::workers, &WorkersConfig::queue_max>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Requests that may wait for a worker; further ones get 503."},

    {.name = "sqlite.readers",
     .kind = CountKey{place<&Config::sqlite, &SqliteOptions::readers>},
     .least = 1,
     .most = 256,
     .meaning = "Simultaneous read connections of the embedded database."},
    {.name = "sqlite.group_max",
     .kind = CountKey{place<&Config::sqlite, &SqliteOptions::group_max>},
     .least = 1,
     .most = 10'000,
     .meaning = "Maximum number of changes committed together."},
    {.name = "sqlite.busy_timeout",
     .kind = DurationKey{place<&Config::sqlite, &SqliteOptions::busy_timeout>},
     .least = 1,
     .most = 10 * minute,
     .meaning = "How long to wait for another process that is writing, then 503."},

    {.name = "postgres.connections",
     .kind = CountKey{place<&Config::postgres, &PostgresOptions::connections>},
     .least = 1,
     .most = 1'024,
     .meaning = "Maximum number of this node's connections to PostgreSQL (`database`). The sum "
                "over all nodes must stay within the server's max_connections.",
     .default_words = "as `workers.threads`"},
    {.name = "postgres.connect_timeout",
     .kind = DurationKey{place<&Config::postgres, &PostgresOptions::connect_timeout>},
     .least = second,
     .most = 10 * minute,
     .meaning = "How long to wait for a connection to each host."},
    {.name = "postgres.statement_timeout",
     .kind = DurationKey{place<&Config::postgres, &PostgresOptions::statement_timeout>},
     .least = 100,
     .most = hour,
     .meaning = "How long a statement may take; then it is rolled back and the request gets 503."},

    {.name = "guess.per_source",
     .kind = CountKey{place<&Config::guess, &GuessLimits::per_source>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Different wrong codes from an IPv4 address or IPv6 /64 within `guess.window` that "
                "lock it."},
    {.name = "guess.per_network",
     .kind = CountKey{place<&Config::guess, &GuessLimits::per_network>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "The same for an IPv4 /24 or IPv6 /48, and half as many for a /56; then 429."},
    {.name = "guess.window",
     .kind = DurationKey{place<&Config::guess, &GuessLimits::window>},
     .least = second,
     .most = day,
     .meaning = "Window over which a source's wrong codes are counted."},
    {.name = "guess.lock",
     .kind = DurationKey{place<&Config::guess, &GuessLimits::lock>},
     .least = second,
     .most = day,
     .meaning = "How long a source stays locked; it gets 429."},
    {.name = "guess.per_minute",
     .kind = CountKey{place<&Config::guess, &GuessLimits::per_minute>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Wrong codes per minute over all sources; beyond that every code gets 429."},
    {.name = "guess.reserve_percent",
     .kind = CountKey{place<&Config::guess, &GuessLimits::reserve_percent>},
     .most = 90,
     .meaning =
         "The part of `guess.per_minute` reserved for networks without a recent wrong code."},

    {.name = "terminal.credential_validity",
     .kind = DurationKey{place<&Config::credential_validity>},
     .least = minute,
     // A device can learn why it was unbound only as long as that is kept.
     .most = ended_binding_kept.count(),
     .meaning = "How long a terminal's credential lasts without being renewed."},

    {.name = "stop.grace",
     .kind = DurationKey{place<&Config::stop_grace>},
     .least = 0,
     .most = 10 * minute,
     .meaning = "Time for requests already begun when the program is asked to stop."},
};

}  // namespace

std::span<ConfigKey const> config_keys() {
    static auto const keys = [] {
        std::vector<ConfigKey> all(std::begin(rows), std::end(rows));
        for (auto const more : {delivery_keys(), sign_in_keys()}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return keys;
}

ConfigKey const* find_config_key(std::string_view name) {
    auto const keys = config_keys();
    auto const found = std::find_if(keys.begin(), keys.end(),
                                    [&](ConfigKey const& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

std::string_view group_name(ConfigKey const& key) {
    auto const dot = key.name.find('.');
    return dot == std::string_view::npos ? std::string_view{} : key.name.substr(0, dot);
}

std::string environment_name(ConfigKey const& key) {
    std::string name = "ROOMKEY_";
    for (char const c : key.name) name += c == '.' ? '_' : upper(c);
    return name;
}

}  // namespace roomkey
