#include "net/overload_log.hpp"

#include <gtest/gtest.h>

#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

TEST(OverloadLog, WritesOneLineAMinuteThatCountsTheOthers) {
    RecordingLog log;
    OverloadLog::Time now{};
    OverloadLog overload(log, [&] { return now; });
    std::string const first =
        "overloaded refused=1 first_route=CreateToken first_source=192.0.2.x\n";
    overload.note("CreateToken", "192.0.2.x");
    EXPECT_EQ(log.text(), first);

    now += OverloadLog::log_period - std::chrono::milliseconds{1};
    for (auto const* source : {"198.51.100.x", "203.0.113.x"}) overload.note("", source);
    EXPECT_EQ(log.text(), first);

    now += std::chrono::milliseconds{1};
    overload.note("UpdatePwd", "192.0.2.x");
    EXPECT_EQ(log.text(), first + "overloaded refused=3 first_route=- first_source=198.51.100.x\n");
}

}  // namespace
}  // namespace roomkey
