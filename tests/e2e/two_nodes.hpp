#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/e2e/running_server.hpp"
#include "tests/fakes/postgres_server.hpp"

namespace roomkey {

/// The settings of each node of a test; a connection for each of the default 64 workers is more
/// than two of them need here.
inline std::vector<std::string> node_environment(std::vector<std::string> more = {}) {
    more.emplace_back("ROOMKEY_WORKERS_THREADS=16");
    return more;
}

/// Two nodes of one installation on the test program's PostgreSQL, in a database of their own.
class TwoNodes : public testing::Test {
protected:
    TwoNodes() = default;
    explicit TwoNodes(std::vector<std::string> environment)
        : environment_(std::move(environment)) {}

    ~TwoNodes() override {
        // Before the database goes.
        for (auto* server : {&first, &second}) server->kill();
        PostgresServer::shared().drop_database(name);
    }

private:
    std::vector<std::string> environment_ = node_environment();

protected:
    std::string name = PostgresServer::shared().create_database();
    RunningServer first{SharedDatabase{PostgresServer::shared().uri(name)}, environment_};
    RunningServer second{FurtherNode{first}, environment_};
};

}  // namespace roomkey
