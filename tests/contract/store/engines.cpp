#include "storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store/store_contract.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::contract {
namespace {

/// A database file in a folder of its own.
class SqliteEngine final : public Engine {
public:
    std::unique_ptr<Store> open() override {
        SqliteOptions options;
        options.path = folder_.file("roomkey.db");
        return valid(open_sqlite_store(options));
    }

private:
    TemporaryFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Engines, StoreContract,
                         testing::Values(EngineCase{
                             "sqlite", [] { return std::make_unique<SqliteEngine>(); }}),
                         [](auto const& engine) { return engine.param.name; });

}  // namespace
}  // namespace roomkey::contract
