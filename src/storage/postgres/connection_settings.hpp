#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/postgres/postgres_store.hpp"

// As libpq-fe.h has it, which only sources of this folder include.
struct pg_conn;

namespace roomkey::postgres {

/// What libpq is given to connect, in its own words.
class ConnectionSettings {
public:
    /// Takes the URI apart and adds what it leaves out: a writable server, keepalives that notice
    /// a dead one in seconds. `internal` if it is malformed.
    static Result<ConnectionSettings> from(PostgresOptions const& options);

    using Pairs = std::vector<std::pair<std::string, std::string>>;
    [[nodiscard]] Pairs const& pairs() const { return pairs_; }
    /// Hosts, port and database, for messages; nothing secret.
    [[nodiscard]] std::string const& server() const { return server_; }
    [[nodiscard]] std::chrono::milliseconds answer_timeout() const { return answer_timeout_; }

    /// What is to be executed at the beginning of each session.
    [[nodiscard]] std::string const& session_statements() const { return session_statements_; }

    /// A connection with these, for its user to finish; null without memory.
    [[nodiscard]] pg_conn* connect() const;

    /// The value of `keyword`, or nothing.
    [[nodiscard]] std::string const* find(std::string const& keyword) const;

private:
    void add_missing(std::string const& keyword, std::string const& value);

    Pairs pairs_;
    std::string server_;
    std::string session_statements_;
    std::chrono::milliseconds answer_timeout_{};
};

}  // namespace roomkey::postgres
