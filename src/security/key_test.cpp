#include "security/key.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace roomkey {
namespace {

/// The flags of the mapping that `address` lies in, as proc(5) has them ("VmFlags").
std::string flags_of(void const* address) {
    auto const wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps("/proc/self/smaps");
    bool is_ours = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char dash = 0;
        std::istringstream head(line);
        if (head >> std::hex >> begin >> dash >> end && dash == '-') {
            is_ours = begin <= wanted && wanted < end;
        } else if (is_ours && line.starts_with("VmFlags:")) {
            return line;
        }
    }
    return {};
}

TEST(Key, HoldsItsBytesOutsideOfCoreDumps) {
    Key const key(std::string(32, '\xA5'));
    EXPECT_EQ(key.reveal(), std::string(32, '\xA5'));
    EXPECT_FALSE(key.empty());
    // dd: do not include area into core dump.
    EXPECT_NE(flags_of(key.reveal().data()).find(" dd"), std::string::npos);
    std::string const plain(5000, 'x');
    EXPECT_EQ(flags_of(plain.data()).find(" dd"), std::string::npos);
}

TEST(Key, IsSharedByItsCopies) {
    Key copy;
    EXPECT_TRUE(copy.empty());
    {
        Key const key("secret");
        copy = key;
        EXPECT_EQ(copy.reveal().data(), key.reveal().data());
    }
    EXPECT_EQ(copy.reveal(), "secret");
    EXPECT_TRUE(Key("").empty());
}

}  // namespace
}  // namespace roomkey
