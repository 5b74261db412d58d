#include "app/installation/page_checkup.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/fakes/recording_log.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class PageCheckupTest : public testing::Test {
protected:
    PageCheckupTest() {
        options_.path = folder_.file("roomkey.db");
        EXPECT_TRUE(open_sqlite_store(options_).ok());
    }

    void destroy_the_last_page() const {
        constexpr std::streamoff page_bytes = 4096;
        auto const size = static_cast<std::streamoff>(std::filesystem::file_size(options_.path));
        std::fstream file(options_.path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(size - page_bytes);
        file << std::string(page_bytes, '\xA5');
    }
    TemporaryFolder folder_;
    SqliteOptions options_;
    RecordingLog log_;
};

TEST_F(PageCheckupTest, SaysNothingOfASoundDatabase) {
    EXPECT_EQ(report_damaged_pages(options_, log_), PageState::sound);
    EXPECT_EQ(log_.text(), "");
}

TEST_F(PageCheckupTest, SaysWhatIsDamaged) {
    destroy_the_last_page();
    EXPECT_EQ(report_damaged_pages(options_, log_), PageState::damaged);
    EXPECT_TRUE(log_.text().starts_with("database_damaged detail=" + options_.path)) << log_.text();
    EXPECT_NE(log_.text().find("restore a backup"), std::string::npos) << log_.text();
}

TEST_F(PageCheckupTest, SaysItAgainEachTime) {
    destroy_the_last_page();
    PageCheckup checkup(options_, log_);
    EXPECT_EQ(checkup.state(), PageState::unread);
    for (std::size_t said = 0; said < 2; ++said) {
        auto const before = log_.text().size();
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
        // It begins nothing while the last one is still at its end.
        while (log_.text().size() == before && std::chrono::steady_clock::now() < end) {
            checkup.begin();
            std::this_thread::yield();
        }
        EXPECT_GT(log_.text().size(), before);
    }
    while (checkup.state() == PageState::unread) std::this_thread::yield();
    EXPECT_EQ(checkup.state(), PageState::damaged);
}

TEST_F(PageCheckupTest, SaysNothingOnceItIsStopped) {
    destroy_the_last_page();
    std::stop_source stopped;
    stopped.request_stop();
    EXPECT_EQ(report_damaged_pages(options_, log_, stopped.get_token()), PageState::unread);
    EXPECT_EQ(log_.text(), "");
}

}  // namespace
}  // namespace roomkey
