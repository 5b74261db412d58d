#include "app/config/config_place.hpp"

namespace roomkey {
namespace {

constexpr ConfigKey rows[] = {
    {.name = "passwords.threads",
     .kind = CountKey{place<&Config::passwords, &PasswordsConfig::threads>},
     .least = 1,
     .most = 64,
     .meaning = "Sign-ins by password checked at the same time, 64 MiB each; on threads separate "
                "from `workers`."},
    {.name = "passwords.change_threads",
     .kind = CountKey{place<&Config::passwords, &PasswordsConfig::change_threads>},
     .least = 1,
     .most = 64,
     .meaning = "The same for what signed-in users have hashed: new users, changed and reset "
                "passwords."},
    {.name = "passwords.queue",
     .kind = WideCountKey{place<&Config::passwords, &PasswordsConfig::queue_max>},
     .least = 1,
     .most = 10'000,
     .meaning =
         "Password sign-ins that may wait, half of them from one source; and as many changes "
         "of passwords, a quarter of them from one source or enterprise, one from an "
         "account. Further ones get 503."},

    {.name = "sign_in.failures_max",
     .kind = CountKey{place<&Config::sign_in, &LockoutPolicy::failures_max>},
     .least = 1,
     .most = 1'000,
     .meaning = "Wrong passwords in a row from one source (an IPv4 address, an IPv6 /64) that lock "
                "an account name for it."},
    {.name = "sign_in.lock",
     .kind = DurationKey{place<&Config::sign_in, &LockoutPolicy::lock>},
     .least = second,
     .most = hour,
     .meaning = "How long it stays locked; doubles with each further round, up to 1h."},
    {.name = "sign_in.name_failures_max",
     .kind = CountKey{place<&Config::sign_in, &LockoutPolicy::name_failures_max>},
     .least = 1,
     .most = 1'000,
     .meaning = "Wrong passwords for a name from all sources it has never signed in from; beyond "
                "that they share one attempt every 10s."},
    {.name = "sign_in.per_source",
     .kind = CountKey{place<&Config::sign_in, &LockoutPolicy::per_source>},
     .least = 1,
     .most = 1'000'000,
     .meaning = "Wrong passwords from one source, for any names, that lock its password sign-ins; "
                "counted and locked for `sign_in.source_window`."},
    {.name = "sign_in.source_window",
     .kind = DurationKey{place<&Config::sign_in, &LockoutPolicy::source_window>},
     .least = second,
     .most = day,
     .meaning = "See `sign_in.per_source`."},

    {.name = "sessions.idle",
     .kind = DurationKey{place<&Config::sessions, &SessionLimits::idle>},
     .least = 5 * minute,
     .most = 7 * day,
     .meaning = "How long a session of the console lives without a request; counted to the "
                "minute."},
    {.name = "sessions.longest",
     .kind = DurationKey{place<&Config::sessions, &SessionLimits::longest>},
     .least = 5 * minute,
     .most = 90 * day,
     .meaning = "When it ends at the latest, however much it is used."},

    {.name = "single_sign_on.ca_file",
     .kind = TextKey{place<&Config::single_sign_on, &SingleSignOnConfig::ca_file>},
     .meaning =
         "Certificates (PEM) that OpenID Connect providers are checked against. Empty: those "
         "that the system trusts.",
     .default_words = "empty"},
    {.name = "single_sign_on.internal_hosts",
     .kind = TextKey{place<&Config::single_sign_on, &SingleSignOnConfig::internal_hosts_text>},
     .meaning = "Host names, separated by spaces, that providers may have although their addresses "
                "are not public; requests to them take the proxy of the environment, if there is "
                "one. All others are reached at public addresses alone, without a proxy, because "
                "enterprises choose their provider themselves.",
     .default_words = "empty"},

    {.name = "tokens.longest",
     .kind = DurationKey{place<&Config::sessions, &SessionLimits::tokens_longest>},
     .least = minute,
     .most = 3'650 * day,
     .meaning = "How long a sign-in lasts at most, however often its token is extended."},

    {.name = "audit.keep",
     .kind = DurationKey{place<&Config::audit_keep>},
     .least = 0,
     .most = 36'500 * day,
     .meaning =
         "Records of the audit trail that are older are removed, and a record says how many. "
         "At least 7d; 0 keeps all of them."},
};

}  // namespace

std::span<ConfigKey const> sign_in_keys() { return rows; }

}  // namespace roomkey
