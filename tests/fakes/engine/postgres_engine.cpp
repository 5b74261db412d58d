#include <sstream>
#include <stdexcept>
#include <string>

#include "storage/postgres/postgres_store.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
#include "tests/fakes/postgres_server.hpp"

namespace roomkey {
namespace {

// Fewer than some tests have threads, so that they wait for one another here, too.
constexpr int connections = 8;

std::unique_ptr<Store> open_database(std::string const& name) {
    PostgresOptions options;
    options.uri = PostgresServer::shared().uri(name);
    options.connections = connections;
    auto opened = open_postgres_store(options);
    if (!opened.ok()) throw std::runtime_error(opened.error().detail);
    return std::move(opened).value();
}

/// A database with the tables and nothing in them; copying it is faster than making them again.
std::string const& template_database() {
    static auto const name = [] {
        auto made = PostgresServer::shared().create_database();
        open_database(made).reset();
        return made;
    }();
    return name;
}

class PostgresEngine final : public BenchEngine {
public:
    ~PostgresEngine() override { PostgresServer::shared().drop_database(name_); }

    std::unique_ptr<Store> open() override { return open_database(name_); }

    void fail_updates(std::string const& table, bool is_failing) override {
        auto const& server = PostgresServer::shared();
        if (!is_failing) {
            server.run("DROP TRIGGER failing ON " + table, name_);
            return;
        }
        server.run(
            "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'on purpose'; END $$",
            name_);
        server.run("CREATE TRIGGER failing BEFORE UPDATE ON " + table +
                       " FOR EACH ROW EXECUTE FUNCTION fail()",
                   name_);
    }

    std::string stolen() override {
        auto const& server = PostgresServer::shared();
        std::string all;
        std::istringstream tables(
            server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name_));
        for (std::string table; std::getline(tables, table);) {
            // Values of bytes as they are, not as their hex.
            all += server.run("SET bytea_output = 'escape'; SELECT * FROM \"" + table + '"', name_);
        }
        return all;
    }

private:
    std::string name_ = PostgresServer::shared().create_database_like(template_database());
};

}  // namespace

std::unique_ptr<BenchEngine> make_bench_engine() { return std::make_unique<PostgresEngine>(); }

}  // namespace roomkey
