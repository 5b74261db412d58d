#include "app/config/config_place.hpp"

namespace roomkey {
namespace {

constexpr ConfigKey rows[] = {
    {.name = "passwords.threads",
     .kind = CountKey{place<&Config::passwords, &PasswordsConfig::threads>},
     .least = 1,
     .most = 64,
     .meaning =
         "Passwords checked at the same time, 64 MiB each; on threads separate from `workers`."},
    {.name = "passwords.queue",
     .kind = WideCountKey{place<&Config::passwords, &PasswordsConfig::queue_max>},
     .least = 1,
     .most = 10'000,
     .meaning = "Password sign-ins that may wait; further ones get 503."},

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
};

}  // namespace

std::span<ConfigKey const> sign_in_keys() { return rows; }

}  // namespace roomkey
