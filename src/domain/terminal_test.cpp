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
