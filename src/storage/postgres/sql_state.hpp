#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

// What went wrong, by the five characters of SQLSTATE and never by the words of a message.
namespace roomkey::postgres {

/// What a failure asks for.
enum class Remedy : std::uint8_t {
    none,       ///< Nothing helps: a bug, or a server that lacks something.
    repeat,     ///< Another transaction came between: the same again sees what that did.
    reconnect,  ///< The connection, or its server, is no longer usable; nothing was committed.
    wait,       ///< The server is busy, full or not ready.
};

struct Failure {
    std::string state;   ///< SQLSTATE; empty if the connection was lost without a word.
    std::string detail;  ///< For the log; never with values of a row.
    Remedy remedy = Remedy::none;
    bool is_outcome_unknown = false;  ///< It may have been committed: never to be repeated.
};

/// SQLSTATE 08006, for a connection that went away.
constexpr std::string_view connection_lost = "08006";

/// True if the server does not know a statement that was prepared, or knows it from somebody else:
/// a pooler gave us another session.
bool is_of_another_session(std::string_view state);

/// The remedy for a statement that failed so.
Remedy remedy_for(std::string_view state);

/// As a caller sees it: `internal` if nothing helps, else `unavailable`.
Error error_from(Failure const& failure);

}  // namespace roomkey::postgres
