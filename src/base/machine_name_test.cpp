#include "base/machine_name.hpp"

#include <gtest/gtest.h>
#include <sys/utsname.h>

namespace roomkey {
namespace {

TEST(MachineName, IsWhatTheSystemCallsItself) {
    utsname system{};
    ASSERT_EQ(::uname(&system), 0);
    EXPECT_EQ(machine_name(), system.nodename);
}

}  // namespace
}  // namespace roomkey
