#include "app/config/process_environment.hpp"

#include <gtest/gtest.h>
#include <cstdlib>

namespace roomkey {
namespace {

TEST(ProcessEnvironment, HasTheVariablesOfTheProcess) {
    ::setenv("ROOMKEY_TEST_VARIABLE", "a=b", 1);
    auto variables = process_environment();
    EXPECT_EQ(variables["ROOMKEY_TEST_VARIABLE"], "a=b");
    ::unsetenv("ROOMKEY_TEST_VARIABLE");
    EXPECT_FALSE(process_environment().contains("ROOMKEY_TEST_VARIABLE"));
}

}  // namespace
}  // namespace roomkey
