#include "domain/session.hpp"

namespace roomkey {
namespace {

/// Enough that no two sessions share an id; half of what a session is found by.
constexpr std::size_t session_id_bytes = 16;

}  // namespace

SessionId Session::id() const { return SessionId{to_hex(access_hash.data(), session_id_bytes)}; }

}  // namespace roomkey
