#include "domain/terminal.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

TEST(DeviceType, ReadsEveryWireNameBack) {
    for (auto const& row : device_types) {
        EXPECT_EQ(device_type_named(wire_name(row.type)), row.type);
        EXPECT_TRUE(is_terminal(user_type_of(row.type)));
    }
    EXPECT_FALSE(device_type_named("welink-desktop"));
    EXPECT_FALSE(device_type_named(""));
}

TEST(ListedState, IsFoundByItsName) {
    EXPECT_EQ(listed_state_named("issued"), ListedState::issued);
    EXPECT_EQ(listed_state_named("expiring"), ListedState::expiring);
    EXPECT_EQ(listed_state_named("lapsed"), ListedState::lapsed);
    EXPECT_EQ(listed_state_named("active"), ListedState::active);
    EXPECT_EQ(listed_state_named("gone"), ListedState::gone);
    EXPECT_EQ(listed_state_named("released"), ListedState::released);
    EXPECT_EQ(listed_state_named("disabled"), ListedState::disabled);
    EXPECT_FALSE(listed_state_named("bound"));
}

TEST(CodeId, IsTheStartOfTheHash) {
    ActiveCode code;
    code.hash.fill(0xab);
    EXPECT_EQ(code.id().value, "abababababababababababababababab");
    code.hash.back() = 0;
    EXPECT_EQ(code.id().value, "abababababababababababababababab");
    code.hash.front() = 0;
    EXPECT_EQ(code.id().value, "00ababababababababababababababab");
}

TEST(CodeId, NamesTheHashesThatCanHaveIt) {
    ActiveCode code;
    code.hash.fill(0x7f);
    auto const range = hashes_of(code.id());
    ASSERT_TRUE(range);
    EXPECT_LT(range->first, code.hash);
    EXPECT_GT(range->last, code.hash);
    code.hash[15] = 0x80;
    EXPECT_LT(range->last, code.hash);
    code.hash[15] = 0x7e;
    EXPECT_GT(range->first, code.hash);
}

TEST(CodeId, IsOfNoCodeWhenMalformed) {
    for (auto const* id :
         {"", "x", "7f", "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7", "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7g",
          "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f"}) {
        EXPECT_FALSE(hashes_of(CodeId{id})) << id;
    }
}

TEST(Online, IsADeviceThatWasSeenLatelyByAClockThatWasRight) {
    Instant const now = from_unix_milliseconds(1'000'000'000);
    Binding binding;
    auto const was_seen_at = [&](Instant at) {
        binding.last_seen_at = at;
        return was_seen_lately(binding, now);
    };
    EXPECT_TRUE(was_seen_at(now));
    EXPECT_TRUE(was_seen_at(now - online_within));
    EXPECT_FALSE(was_seen_at(now - online_within - Duration{1}));
    EXPECT_TRUE(was_seen_at(now + std::chrono::hours{1}));
    EXPECT_FALSE(was_seen_at(now + std::chrono::days{100}));
}

TEST(TerminalState, FollowsCodeAndBinding) {
    Instant const now = from_unix_milliseconds(1'000'000);
    Terminal terminal;
    EXPECT_EQ(state_of(terminal, now), TerminalState::released);
    terminal.code = ActiveCode{};
    terminal.code->expires_at = now + Duration{1};
    EXPECT_EQ(state_of(terminal, now), TerminalState::issued);
    terminal.code->expires_at = now;
    EXPECT_EQ(state_of(terminal, now), TerminalState::lapsed);
    terminal.code.reset();
    terminal.binding = Binding{};
    EXPECT_EQ(state_of(terminal, now), TerminalState::active);
}

}  // namespace
}  // namespace roomkey
