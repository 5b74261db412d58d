#include "storage/sqlite/sqlite_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/user_search.hpp"
#include "storage/sql/directory/users.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

SqliteOptions options_in(TemporaryFolder const& folder) {
    SqliteOptions options;
    options.path = folder.file("roomkey.db");
    return options;
}

std::unique_ptr<Store> open(SqliteOptions const& options) {
    auto store = open_sqlite_store(options);
    EXPECT_TRUE(store.ok()) << store.error().detail;
    return std::move(store).value();
}

void add_corp(Store& store, std::string const& id) {
    Corp corp;
    corp.id = CorpId{id};
    corp.name = "Example";
    auto const added = store.write([&](Transaction& tx) { return insert_corp(tx, corp); });
    EXPECT_TRUE(added.ok() && *added);
}

bool has_corp(Store& store, std::string const& id) {
    auto const found = store.read([&](Reader& reader) { return find_corp(reader, CorpId{id}); });
    return found.ok() && found->has_value();
}

TEST(SqliteStore, RefusesAFileThatIsNotADatabase) {
    TemporaryFolder const folder;
    auto const options = options_in(folder);
    std::ofstream{options.path} << std::string(10'000, 'x');
    auto const store = open_sqlite_store(options);
    ASSERT_FALSE(store.ok());
    EXPECT_EQ(store.error().code, ErrorCode::unavailable);
}

TEST(SqliteStore, ServesMoreThreadsThanItHasReaders) {
    TemporaryFolder const folder;
    auto options = options_in(folder);
    options.readers = 1;
    auto const store = open(options);
    add_corp(*store, "1");
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) EXPECT_TRUE(has_corp(*store, "1"));
        });
    }
}

TEST(SqliteStore, ServesReadersWhileAWriterIsAtWork) {
    TemporaryFolder const folder;
    auto const store = open(options_in(folder));
    add_corp(*store, "1");
    auto const status = store->write([&](Transaction& tx) -> Status {
        Corp corp;
        corp.id = CorpId{"2"};
        TRY(insert_corp(tx, corp));
        std::jthread{[&] {
            EXPECT_TRUE(has_corp(*store, "1"));
            EXPECT_FALSE(has_corp(*store, "2"));
        }}.join();
        return Done{};
    });
    EXPECT_TRUE(status.ok());
    EXPECT_TRUE(has_corp(*store, "2"));
}

TEST(SqliteStore, LendsItsReaderAgainAfterAReadingThatThrew) {
    TemporaryFolder const folder;
    auto options = options_in(folder);
    options.readers = 1;
    auto const store = open(options);
    add_corp(*store, "1");
    auto const status = store->read([](Reader&) -> Status { throw std::runtime_error{"a bug"}; });
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::internal);
    EXPECT_TRUE(has_corp(*store, "1"));
}

TEST(SqliteBackup, CopiesADatabaseInUse) {
    TemporaryFolder const folder;
    auto const options = options_in(folder);
    auto const store = open(options);
    add_corp(*store, "1");
    auto const target = folder.file("backup.db");
    auto const status = back_up_sqlite_store(options, target);
    ASSERT_TRUE(status.ok()) << status.error().detail;
    add_corp(*store, "2");
    struct stat facts {};
    ASSERT_EQ(::stat(target.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    auto copy_options = options;
    copy_options.path = target;
    auto const copy = open(copy_options);
    EXPECT_TRUE(has_corp(*copy, "1"));
    EXPECT_FALSE(has_corp(*copy, "2"));
    EXPECT_TRUE(has_corp(*store, "2"));
}

TEST(SqliteBackup, KeepsTheSearchIndex) {
    TemporaryFolder const folder;
    auto options = options_in(folder);
    {
        auto const store = open(options);
        add_corp(*store, "1");
        User user;
        user.id = UserId{"u"};
        user.corp_id = CorpId{"1"};
        user.account = user.name = "findable";
        ASSERT_TRUE(store->write([&](Transaction& tx) { return insert_user(tx, user); }).ok());
    }
    auto const target = folder.file("backup.db");
    ASSERT_TRUE(back_up_sqlite_store(options, target).ok());
    options.path = target;
    UserSearch search;
    search.reach = CorpId{"1"};
    search.text = "dabl";
    auto const found =
        open(options)->read([&](Reader& reader) { return search_users(reader, search); });
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->count, 1);
}

TEST(SqliteBackup, IsPutBackUnderADatabaseInUse) {
    TemporaryFolder const folder;
    auto const options = options_in(folder);
    auto const store = open(options);
    auto const add = [&](std::string const& name) {
        User user;
        user.id = UserId{name};
        user.corp_id = CorpId{"1"};
        user.account = user.name = name;
        return store->write([&](Transaction& tx) { return insert_user(tx, user); }).ok();
    };
    auto const found = [&](std::string const& text) {
        UserSearch search;
        search.reach = CorpId{"1"};
        search.text = text;
        return store->read([&](Reader& reader) { return search_users(reader, search); })->count;
    };
    add_corp(*store, "1");
    ASSERT_TRUE(add("kept"));
    auto const copy = folder.file("backup.db");
    ASSERT_TRUE(back_up_sqlite_store(options, copy).ok());
    for (int round = 0; round < 2; ++round) {
        ASSERT_TRUE(add("forgotten"));
        add_corp(*store, "2");
        EXPECT_EQ(found("e"), 2);
        ASSERT_TRUE(store->take_foreign_changes().ok());
        auto const status = put_back_sqlite_store(options, copy);
        ASSERT_TRUE(status.ok()) << status.error().detail;
        EXPECT_TRUE(store->take_foreign_changes()->is_everything);
        EXPECT_FALSE(has_corp(*store, "2"));
        EXPECT_EQ(found("e"), 1);
        EXPECT_EQ(found("forg"), 0);
    }
    EXPECT_FALSE(put_back_sqlite_store(options, folder.file("missing.db")).ok());
    EXPECT_EQ(found("kept"), 1);
}

TEST(SqliteBackup, RefusesAnExistingFileAndLeavesItAlone) {
    TemporaryFolder const folder;
    auto const options = options_in(folder);
    auto const store = open(options);
    auto const target = folder.file("backup.db");
    std::ofstream{target} << "precious";
    EXPECT_FALSE(back_up_sqlite_store(options, target).ok());
    EXPECT_EQ(std::filesystem::file_size(target), 8U);
}

TEST(SqliteBackup, RefusesToBackUpWhatIsNotThere) {
    TemporaryFolder const folder;
    auto const options = options_in(folder);
    EXPECT_FALSE(back_up_sqlite_store(options, folder.file("backup.db")).ok());
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace roomkey
