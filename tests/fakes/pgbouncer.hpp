#pragma once

#include <sys/types.h>

#include <string>

#include "tests/fakes/postgres_server.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

/// A real PgBouncer (Debian's package pgbouncer) in front of a server, on a free port of 127.0.0.1,
/// with nothing set but what it needs. Gone with this object.
class PgBouncer {
public:
    /// `pool_mode` is "session" or "transaction".
    PgBouncer(PostgresServer const& server, std::string const& database,
              std::string const& pool_mode);
    ~PgBouncer();
    PgBouncer(PgBouncer const&) = delete;
    PgBouncer& operator=(PgBouncer const&) = delete;

    /// libpq's URI of the database behind it.
    [[nodiscard]] std::string uri() const;

private:
    TemporaryFolder folder_;
    std::string database_;
    int port_ = 0;
    pid_t process_ = -1;
};

}  // namespace roomkey
