#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

/// A real PostgreSQL (Debian's package postgresql, the newest from 15 on) on a free port of
/// 127.0.0.1, with a cluster of its own in a temporary folder. Everything of it goes away with
/// this object. As root it is run as the user `postgres`, because it refuses root.
class PostgresServer {
public:
    static constexpr char const* user = "roomkey";
    static constexpr char const* password = "s3cret&pass%word";

    /// Lines for postgresql.conf. Without `is_durable` nothing is flushed to the disk, which is
    /// good enough for a test that does not cut the power, and faster.
    explicit PostgresServer(std::vector<std::string> settings = {}, bool is_durable = false);
    ~PostgresServer();
    PostgresServer(PostgresServer const&) = delete;
    PostgresServer& operator=(PostgresServer const&) = delete;

    /// The one server of a test program: started when first asked for, stopped at its end.
    static PostgresServer& shared();

    /// Returns when it takes connections. May be called again after `stop` or `kill`.
    void start();
    /// A start as a standby, which takes no changes until `promote`, and answers nobody before that
    /// unless it `answers`. Then it returns when it takes connections.
    void start_as_standby(bool answers);
    /// Makes a primary of the standby.
    void promote() const;
    /// Ends every session and shuts down ("fast").
    void stop();
    /// SIGKILL to the postmaster, which takes the sessions with it, as a crash would.
    void kill();
    /// Has it read its settings again.
    void reload() const;
    /// One more line for postgresql.conf, effective from the next start or reload.
    void set(std::string const& line) const;

    /// Archives the log of changes from now on, and copies the cluster as it is now. Restarts it.
    void keep_history();
    /// Puts that copy in place of the cluster and replays the archive up to `moment`, an instant
    /// as PostgreSQL writes it, after which something must have been committed. What was there
    /// before is kept next to it. Returns when the server accepts changes.
    void go_back_to(std::string const& moment);

    [[nodiscard]] int port() const { return port_; }
    /// libpq's URI of this database, with user and password.
    [[nodiscard]] std::string uri(std::string const& database) const;
    /// An empty database with a name that none had before; returns the name.
    std::string create_database();
    /// A copy of `source`, to which nobody may be connected.
    std::string create_database_like(std::string const& source);
    void drop_database(std::string const& name) const;
    /// Runs `sql` as superuser; returns a line for each row of its last result, with `|` between
    /// columns. Aborts the test if it fails.
    std::string run(std::string const& sql, std::string const& database = "postgres") const;

private:
    [[nodiscard]] std::string data_folder() const { return folder_.file("data"); }
    void launch();
    void make_cluster(std::vector<std::string> const& settings, bool is_durable) const;

    TemporaryFolder folder_;
    int port_ = 0;
    pid_t postmaster_ = -1;
    int databases_ = 0;
};

}  // namespace roomkey
