#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "storage/sql/directory/corps.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

constexpr std::size_t page_bytes = 4096;

class PageCheck : public testing::Test {
protected:
    PageCheck() {
        options_.path = folder_.file("roomkey.db");
        auto const store = open_sqlite_store(options_).value();
        EXPECT_TRUE(store
                        ->write([](Transaction& tx) -> Status {
                            for (int i = 0; i < 500; ++i) {
                                Corp corp;
                                corp.id = CorpId{std::to_string(100'000'000 + i)};
                                corp.name = "Example " + std::to_string(i);
                                TRY(insert_corp(tx, corp));
                            }
                            return Done{};
                        })
                        .ok());
    }

    [[nodiscard]] std::size_t pages() const {
        return std::filesystem::file_size(options_.path) / page_bytes;
    }
    void write_at(std::size_t offset, std::string const& bytes) const {
        std::fstream file(options_.path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(offset));
        file << bytes;
    }
    void expect_damaged() const {
        auto const status = check_sqlite_pages(options_);
        ASSERT_FALSE(status.ok());
        EXPECT_NE(status.error().detail, "");
    }

    TemporaryFolder folder_;
    SqliteOptions options_;
};

TEST_F(PageCheck, FindsNothingInASoundDatabase) { EXPECT_TRUE(check_sqlite_pages(options_).ok()); }

TEST_F(PageCheck, FindsAPageOfZeros) {
    write_at((pages() - 1) * page_bytes, std::string(page_bytes, '\0'));
    expect_damaged();
}

TEST_F(PageCheck, FindsAPageOfNoise) {
    write_at((pages() / 2) * page_bytes, std::string(page_bytes, '\xA5'));
    expect_damaged();
}

TEST_F(PageCheck, FindsAFileThatWasCutShort) {
    std::filesystem::resize_file(options_.path, (pages() - 2) * page_bytes);
    expect_damaged();
}

}  // namespace
}  // namespace roomkey
