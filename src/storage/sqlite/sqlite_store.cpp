#include "storage/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include "storage/sql/directory/corps.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/group_writer.hpp"
#include "storage/sqlite/migrations.hpp"
#include "storage/sqlite/reader_pool.hpp"

namespace roomkey {
namespace sqlite {
namespace {

class Store final : public roomkey::Store {
public:
    Store(std::unique_ptr<Connection> writer, std::unique_ptr<Connection> checkpoints,
          std::vector<std::unique_ptr<Connection>> readers, std::size_t group_max)
        : writer_(std::move(writer), std::move(checkpoints), group_max),
          readers_(std::move(readers)) {}

    Status check() override {
        TRY(readers_.run([](Reader& reader) -> Status {
            TRY(find_corp(reader, CorpId{}));
            return Done{};
        }));
        return writer_.check();
    }

    Result<ForeignChanges> take_foreign_changes() override {
        auto const version = TRY(writer_.foreign_changes());
        // SQLite reports that something changed, not what.
        return ForeignChanges{seen_version_.exchange(version) != version, {}};
    }

    [[nodiscard]] bool resets_later() const override { return true; }

protected:
    Status run_read(ReadWork const& work) override { return readers_.run(work); }
    Status run_write(WriteWork const& work) override { return writer_.run(work); }
    bool run_write_later(WriteWork work, WriteReport report) override {
        return writer_.try_post(std::move(work), std::move(report));
    }

private:
    GroupWriter writer_;
    ReaderPool readers_;
    std::atomic<std::int64_t> seen_version_{-1};
};

ConnectionOptions connection_options(SqliteOptions const& options, bool is_reader) {
    return {options.path, static_cast<int>(options.busy_timeout.count()), options.cache_kib,
            options.pages_max, is_reader};
}

}  // namespace
}  // namespace sqlite

Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions const& options) {
    auto writer =
        TRY(sqlite::Connection::open(sqlite::connection_options(options, /*is_reader=*/false)));
    TRY(sqlite::migrate(*writer));
    TRY(sqlite::check_schema(*writer));
    auto checkpoints =
        TRY(sqlite::Connection::open(sqlite::connection_options(options, /*is_reader=*/false)));
    std::vector<std::unique_ptr<sqlite::Connection>> readers;
    for (int i = 0; i < std::max(options.readers, 1); ++i) {
        readers.push_back(
            TRY(sqlite::Connection::open(sqlite::connection_options(options, /*is_reader=*/true))));
    }
    auto const group_max = static_cast<std::size_t>(std::max(options.group_max, 1));
    return std::unique_ptr<Store>{std::make_unique<sqlite::Store>(
        std::move(writer), std::move(checkpoints), std::move(readers), group_max)};
}

}  // namespace roomkey
