#include "usecase/terminal/activation_key.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(ActivationKey, IsLongAndAnotherEachTime) {
    auto const key = make_activation_key();
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(key.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(make_activation_key(), key);
}

}  // namespace
}  // namespace roomkey
