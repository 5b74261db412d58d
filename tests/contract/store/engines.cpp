#include "storage/postgres/postgres_store.hpp"

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store/plans.hpp"
#include "tests/contract/store/store_contract.hpp"
#include "tests/fakes/postgres_server.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::contract {
namespace {

/// A database file in a folder of its own.
class SqliteEngine final : public Engine {
public:
    std::unique_ptr<Store> open() override {
        SqliteOptions options;
        options.path = folder_.file("roomkey.db");
        return observe(valid(open_sqlite_store(options)), sqlite_statements());
    }

private:
    TemporaryFolder folder_;
};

/// A database of its own on the one server of this program.
class PostgresEngine final : public Engine {
public:
    PostgresEngine() : name_(server().create_database_like(model())) {}
    ~PostgresEngine() override { server().drop_database(name_); }
    PostgresEngine(PostgresEngine const&) = delete;
    PostgresEngine& operator=(PostgresEngine const&) = delete;

    std::unique_ptr<Store> open() override {
        PostgresOptions options;
        options.uri = server().uri(name_);
        return observe(valid(open_postgres_store(options)), postgres_statements());
    }

private:
    static PostgresServer& server() { return PostgresServer::shared(); }

    /// A database with the schema, from which the others are copied.
    static std::string const& model() {
        static std::string const name = [] {
            auto fresh = server().create_database();
            PostgresOptions options;
            options.uri = server().uri(fresh);
            valid(open_postgres_store(options));
            return fresh;
        }();
        return name;
    }

    std::string name_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, StoreContract,
    testing::Values(EngineCase{"sqlite", [] { return std::make_unique<SqliteEngine>(); }},
                    EngineCase{"postgres", [] { return std::make_unique<PostgresEngine>(); }}),
    [](auto const& engine) { return engine.param.name; });

}  // namespace
}  // namespace roomkey::contract
