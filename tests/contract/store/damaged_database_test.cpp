#include <gtest/gtest.h>

#include <string>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store/store_contract.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey::contract {
namespace {

// What manual changes or an interrupted copy left must not look sound and then fail here and there.
TEST(DamagedDatabase, StopsTheStartAndIsNamed) {
    TemporaryFolder const folder;
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    valid(open_sqlite_store(options)).reset();
    {
        sqlite::ConnectionOptions raw;
        raw.path = options.path;
        ASSERT_TRUE(valid(sqlite::Connection::open(raw))->execute("DROP TABLE send_count").ok());
    }
    auto const store = open_sqlite_store(options);
    ASSERT_FALSE(store.ok());
    EXPECT_NE(store.error().detail.find("send_count.count"), std::string::npos)
        << store.error().detail;
}

}  // namespace
}  // namespace roomkey::contract
