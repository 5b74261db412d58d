#include <stdexcept>
#include <string>

#include "storage/postgres/postgres_store.hpp"
#include "tests/api/bench_engine.hpp"
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

private:
    std::string name_ = PostgresServer::shared().create_database_like(template_database());
};

}  // namespace

std::unique_ptr<BenchEngine> make_bench_engine() { return std::make_unique<PostgresEngine>(); }

}  // namespace roomkey
