#include <stdexcept>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/api/bench_engine.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class SqliteEngine final : public BenchEngine {
public:
    std::unique_ptr<Store> open() override {
        SqliteOptions options;
        options.path = folder_.file("roomkey.db");
        auto opened = open_sqlite_store(options);
        if (!opened.ok()) throw std::runtime_error(opened.error().detail);
        return std::move(opened).value();
    }

private:
    TemporaryFolder folder_;
};

}  // namespace

std::unique_ptr<BenchEngine> make_bench_engine() { return std::make_unique<SqliteEngine>(); }

}  // namespace roomkey
