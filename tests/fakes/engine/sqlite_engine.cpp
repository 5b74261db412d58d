#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
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

    void fail_updates(std::string const& table, bool is_failing) override {
        sqlite::ConnectionOptions options;
        options.path = folder_.file("roomkey.db");
        auto const connection = sqlite::Connection::open(options);
        if (!connection.ok()) throw std::runtime_error(connection.error().detail);
        auto const script = is_failing ? "CREATE TRIGGER failing BEFORE UPDATE ON " + table +
                                             " BEGIN SELECT raise(ABORT, 'on purpose'); END"
                                       : std::string("DROP TRIGGER failing");
        auto const changed = (*connection)->execute(script.c_str());
        if (!changed.ok()) throw std::runtime_error(changed.error().detail);
    }

    std::string stolen() override {
        std::string all;
        for (auto const& entry : std::filesystem::directory_iterator(folder_.path())) {
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }

private:
    TemporaryFolder folder_;
};

}  // namespace

std::unique_ptr<BenchEngine> make_bench_engine() { return std::make_unique<SqliteEngine>(); }

}  // namespace roomkey
