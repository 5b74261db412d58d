#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "storage/postgres/postgres_store.hpp"
#include "storage/sql/directory/users.hpp"
#include "tests/contract/store/samples.hpp"
#include "tests/fakes/postgres_server.hpp"
#include "tests/fakes/valid.hpp"

namespace roomkey {

/// A database on the server of this program, and a store on it.
class PostgresBench : public testing::Test {
protected:
    PostgresBench() : name_(server().create_database()) { options_.uri = server().uri(name_); }
    ~PostgresBench() override {
        store_.reset();
        server().drop_database(name_);
    }

    static PostgresServer& server() { return PostgresServer::shared(); }

    void open() { store_ = valid(open_postgres_store(options_)); }

    Status add_user(std::string const& account) const {
        return store_->write([&](Transaction& tx) -> Status {
            TRY(insert_user(tx, contract::sample_member("100000001", account)));
            return Done{};
        });
    }
    [[nodiscard]] bool has_user(std::string const& account) const {
        return valid(store_->read(
                         [&](Reader& reader) { return find_user_by_account(reader, account); }))
            .has_value();
    }
    /// Ends every session of this database but those that listen or notify; returns how many.
    std::string terminate_sessions() const {
        return server().run(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '" +
            name_ + "'");
    }

    std::string name_;
    PostgresOptions options_;
    std::unique_ptr<Store> store_;
};

}  // namespace roomkey
