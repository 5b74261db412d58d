#include "app/log/spdlog_log.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/fakes/fake_clock.hpp"

namespace roomkey {
namespace {

class SpdlogLogTest : public testing::Test {
protected:
    ~SpdlogLogTest() override { std::fclose(target_); }

    void open(LogOptions options) { log_.emplace(options, clock_, target_); }

    /// Ends the log, and with it the wait for its thread.
    std::vector<std::string> lines() {
        log_.reset();
        std::rewind(target_);
        std::string text;
        for (int byte = std::fgetc(target_); byte != EOF; byte = std::fgetc(target_)) {
            text += static_cast<char>(byte);
        }
        std::vector<std::string> lines;
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) lines.push_back(line);
        return lines;
    }

    // 2026-11-23 13:40:00.123 UTC.
    FakeClock clock_{from_unix_milliseconds(1'795'441'200'123)};
    std::FILE* target_ = std::tmpfile();
    std::optional<SpdlogLog> log_;
};

TEST_F(SpdlogLogTest, WritesOneLinePerEvent) {
    open({});
    log_->write(LogLevel::info, "request", {{"route", "reset_code"}, {"note", "{} %v"}});
    log_->write(LogLevel::error, "refused", {});
    EXPECT_EQ(lines(),
              (std::vector<std::string>{
                  "2026-11-23T13:40:00.123Z info event=request route=reset_code note=\"{} %v\"",
                  "2026-11-23T13:40:00.123Z error event=refused"}));
}

TEST_F(SpdlogLogTest, WritesOneJsonObjectPerLine) {
    open({.format = LogFormat::json});
    log_->write(LogLevel::warning, "not_ready", {{"detail", "a \"b\"\n\xFF"}});
    auto const written = lines();
    ASSERT_EQ(written.size(), 1U);
    auto const object = boost::json::parse(written.front()).as_object();
    EXPECT_EQ(object.at("time").as_string(), "2026-11-23T13:40:00.123Z");
    EXPECT_EQ(object.at("level").as_string(), "warning");
    EXPECT_EQ(object.at("event").as_string(), "not_ready");
    EXPECT_EQ(object.at("detail").as_string(), "a \"b\"\n\xEF\xBF\xBD");
    EXPECT_EQ(object.size(), 4U);
}

TEST_F(SpdlogLogTest, LeavesOutWhatIsLessImportantThanItsLevel) {
    open({.level = LogLevel::warning});
    log_->write(LogLevel::debug, "a", {});
    log_->write(LogLevel::info, "b", {});
    log_->write(LogLevel::warning, "c", {});
    log_->write(LogLevel::error, "d", {});
    auto const written = lines();
    ASSERT_EQ(written.size(), 2U);
    EXPECT_TRUE(written.front().ends_with("warning event=c")) << written.front();
}

TEST_F(SpdlogLogTest, ShowsDebugLinesIfAsked) {
    open({.level = LogLevel::debug});
    log_->write(LogLevel::debug, "a", {});
    EXPECT_EQ(lines().size(), 1U);
}

TEST_F(SpdlogLogTest, WritesALongValueWhole) {
    open({});
    std::string const value(10'000, 'x');
    log_->write(LogLevel::info, "e", {{"value", value}});
    auto const written = lines();
    ASSERT_EQ(written.size(), 1U);
    EXPECT_TRUE(written.front().ends_with("value=" + value));
}

TEST_F(SpdlogLogTest, KeepsLinesOfManyThreadsWholeAndWritesAllBeforeItEnds) {
    open({});
    constexpr int threads = 4;
    constexpr int events = 250;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < threads; ++writer) {
            writers.emplace_back([this, writer] {
                for (int event = 0; event < events; ++event) {
                    log_->write(LogLevel::info, "e",
                                {{"id", std::to_string(writer) + "-" + std::to_string(event)}});
                }
            });
        }
    }
    auto const written = lines();
    EXPECT_EQ(written.size(), std::size_t{threads} * events);
    std::set<std::string> const different(written.begin(), written.end());
    EXPECT_EQ(different.size(), written.size());
}

TEST(SpdlogLogQueue, DropsTheOldestLinesAndSaysHowManyIfNobodyReads) {
    // A pipe that is full stands still until someone reads from it.
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    std::FILE* const target = ::fdopen(ends[1], "w");
    std::string const long_value(100'000, 'x');
    std::string text;
    FakeClock const clock;
    std::jthread reader;
    {
        SpdlogLog log({.queue_max = 4}, clock, target);
        // More than the pipe holds, so the log's thread waits; then more than the queue holds.
        log.write(LogLevel::info, "first", {{"value", long_value}});
        pollfd begun{ends[0], POLLIN, 0};
        ASSERT_EQ(::poll(&begun, 1, 10'000), 1);
        for (int event = 0; event < 100; ++event) {
            log.write(LogLevel::info, "e", {{"id", std::to_string(event)}});
        }
        EXPECT_EQ(log.dropped_count(), 96U);
        reader = std::jthread([&] {
            char buffer[4096];
            for (auto count = ::read(ends[0], buffer, sizeof buffer); count > 0;
                 count = ::read(ends[0], buffer, sizeof buffer)) {
                text.append(buffer, static_cast<std::size_t>(count));
            }
        });
    }
    std::fclose(target);
    reader.join();
    ::close(ends[0]);
    EXPECT_NE(text.find("id=99\n"), std::string::npos);
    EXPECT_EQ(text.find("id=50\n"), std::string::npos);
    EXPECT_NE(text.find("event=log_lines_dropped count="), std::string::npos);
}

TEST_F(SpdlogLogTest, DoesNotWaitForEverForAReaderThatIsStuck) {
    int ends[2] = {-1, -1};
    ASSERT_EQ(::pipe(ends), 0);
    std::FILE* const stuck = ::fdopen(ends[1], "w");
    std::setvbuf(stuck, nullptr, _IONBF, 0);
    SpdlogLog log({}, clock_, stuck);
    std::string const kilobyte(1024, 'x');
    // More than any pipe holds by default (pipe(7): 64 KiB).
    for (int i = 0; i < 100; ++i) log.write(LogLevel::info, "event", {{"text", kilobyte}});
    EXPECT_FALSE(log.close(std::chrono::milliseconds{50}));

    // Somebody reads after all.
    std::size_t lines = 0;
    std::thread reader([&] {
        std::array<char, 4096> buffer{};
        for (auto count = ::read(ends[0], buffer.data(), buffer.size()); count > 0;
             count = ::read(ends[0], buffer.data(), buffer.size())) {
            lines +=
                static_cast<std::size_t>(std::count(buffer.begin(), buffer.begin() + count, '\n'));
        }
    });
    EXPECT_TRUE(log.close(std::chrono::seconds{60}));
    std::fclose(stuck);
    reader.join();
    ::close(ends[0]);
    EXPECT_EQ(lines, 100U);
}

}  // namespace
}  // namespace roomkey
