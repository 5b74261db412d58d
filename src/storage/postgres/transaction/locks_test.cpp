#include "storage/postgres/transaction/locks.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roomkey::postgres {
namespace {

TEST(Locks, HaveTheSameKeyInEveryBuild) {
    // Nodes of two versions lock each other out by it: FNV-1a of one byte 3, and of "\x01" "ada".
    EXPECT_EQ(static_cast<std::uint64_t>(lock_key(LockSpace::guess_minute, {})),
              0xAF63BE4C8601B992U);
    EXPECT_EQ(static_cast<std::uint64_t>(lock_key(LockSpace::sign_in, "ada")), 0xCA896C77E9186E58U);
}

TEST(Locks, TellSpacesAndNamesApart) {
    std::set<std::int64_t> keys;
    for (auto const space :
         {LockSpace::sign_in, LockSpace::guess_source, LockSpace::guess_minute,
          LockSpace::send_counters, LockSpace::schema, LockSpace::sign_in_source}) {
        for (auto const* name : {"", "a", "b", "ab", "ba"}) keys.insert(lock_key(space, name));
    }
    EXPECT_EQ(keys.size(), 30U);
}

}  // namespace
}  // namespace roomkey::postgres
