#include "storage/postgres/transaction/locks.hpp"

namespace roomkey::postgres {

std::int64_t lock_key(LockSpace space, std::string_view name) {
    // FNV-1a (draft-eastlake-fnv), 64 bits. Two names with one key only wait for each other.
    constexpr std::uint64_t prime = 0x100000001B3U;
    std::uint64_t hash = 0xCBF29CE484222325U;
    auto const take = [&](unsigned char byte) { hash = (hash ^ byte) * prime; };
    take(static_cast<unsigned char>(space));
    for (char const byte : name) take(static_cast<unsigned char>(byte));
    return static_cast<std::int64_t>(hash);
}

Status hold(Connection& connection, LockSpace space, std::string_view name) {
    return connection.run("SELECT pg_advisory_xact_lock($1)", lock_key(space, name));
}

}  // namespace roomkey::postgres
