#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/keys/key_source.hpp"
#include "app/log/spdlog_log.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "domain/lockout.hpp"
#include "domain/send_limits.hpp"
#include "domain/session.hpp"
#include "net/http_server.hpp"
#include "storage/postgres/postgres_store.hpp"
#include "storage/records.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace roomkey {

struct ListenAddress {
    std::string host;        ///< An IPv6 address without its brackets.
    std::uint16_t port = 0;  ///< 0: any free port.

    friend bool operator==(ListenAddress const&, ListenAddress const&) = default;
};

struct TlsConfig {
    std::filesystem::path certificate;
    std::filesystem::path key;
    /// What the self-made certificate covers besides the listen address and this machine's names.
    std::string names;
    /// Both are in the data folder: made there if they are missing. Others have to exist.
    bool is_self_signed = true;
};

struct HttpConfig {
    HttpLimits limits;
    int loop_threads = 1;
    std::string proxies_text;
    TrustedProxies proxies;  ///< What proxies_text says.
    std::string hsts = "max-age=31536000";
    std::string origins_text;
    std::vector<std::string> origins;  ///< What origins_text says.
};

struct WorkersConfig {
    /// Many more than cores, because a worker mostly waits for the commit of its group.
    int threads = 64;
    std::size_t queue_max = 1'024;
};

/// The threads that check passwords. Each check takes a core for a tenth of a second, and 64 MiB.
struct PasswordsConfig {
    int threads = 2;
    int change_threads = 1;      ///< For what signed-in users have hashed.
    std::size_t queue_max = 16;  ///< Of each of the two.
};

struct DeliveryConfig {
    std::filesystem::path spool;
    int workers = 2;
    Duration poll = std::chrono::seconds{1};
};

/// Mail; see docs/delivery.md. The texts are checked when the channels are opened.
struct EmailConfig {
    std::string server;  ///< Empty: email goes to the spool.
    std::string starttls = "required";
    std::string helo;  ///< Empty: as this machine is called.
    std::string username;
    std::string password;
    std::string token_command;
    std::string from;
    std::string from_name;
    std::string ca_file;
    std::string activation_link = "roomkey://activate?code={code}";
    std::filesystem::path templates;
};

/// Text messages; likewise.
struct SmsConfig {
    std::string kannel_sendsms_url;  ///< If this and the webhook are empty, they go to the spool.
    std::string kannel_username;
    std::string kannel_password;
    std::string kannel_sender;
    std::string kannel_parameters;
    std::string report_url;
    std::string webhook_url;
    std::string webhook_secrets;
    std::string ca_file;
};

/// OpenID Connect providers.
struct SingleSignOnConfig {
    std::string ca_file;  ///< Empty: the system's trust.
    std::string internal_hosts_text;
    std::vector<std::string> internal_hosts;  ///< What internal_hosts_text says.
};

/// All settings, checked and complete: paths that depend on the data folder are
/// filled in. The defaults of the service are the defaults here and in the structs inside.
struct Config {
    std::filesystem::path data = "/var/lib/roomkey";
    /// Where the database is, as a URI of PostgreSQL; may hold a password. Empty: the embedded
    /// database in the data folder.
    std::string database;
    ListenAddress listen{"127.0.0.1", 8443};
    std::optional<ListenAddress> ops_listen = ListenAddress{"127.0.0.1", 9464};
    TlsConfig tls;
    KeysConfig keys;
    LogOptions log;
    HttpConfig http;
    WorkersConfig workers;
    PasswordsConfig passwords;
    SqliteOptions sqlite;
    PostgresOptions postgres;
    GuessLimits guess;
    LockoutPolicy sign_in;
    SessionLimits sessions;
    Duration audit_keep{};  ///< Zero: for ever.
    Duration credential_validity = std::chrono::days{90};
    DeliveryConfig delivery;
    SendLimits guard;
    std::string guard_countries;  ///< The text of guard.sms_regions.
    EmailConfig email;
    SmsConfig sms;
    SingleSignOnConfig single_sign_on;
    Duration stop_grace = std::chrono::seconds{10};
    /// The file that gave secrets although strangers can read it; empty if there is none.
    std::filesystem::path exposed_file;
    /// The same if it belongs to another user (base/file_rights).
    std::filesystem::path foreign_file;
};

/// Where values come from; the later ones win.
struct ConfigSources {
    /// A TOML file, which then must exist. Absent: what ROOMKEY_CONFIG names, if anything.
    std::optional<std::filesystem::path> file;
    /// Names that do not begin with ROOMKEY_ are ignored.
    std::map<std::string, std::string> environment;
    /// Names of keys and what the flags gave for them.
    std::vector<std::pair<std::string, std::string>> flags;
};

/// `invalid_parameter` for a bad value or an unknown key: its `field` names the key, what was given
/// (unless that is secret) and where; its `expected` says what is accepted. `unavailable` if the
/// file cannot be read.
Result<Config> load_config(ConfigSources const& sources);

/// The configuration as a TOML file that would reproduce it, without secrets.
std::string config_text(Config const& config);

/// The text of docs/configuration.md.
std::string configuration_reference();

}  // namespace roomkey
