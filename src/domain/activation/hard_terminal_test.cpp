#include "domain/activation/hard_terminal.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roomkey {
namespace {

TEST(HardTerminalModels, AreFoundWhateverTheCase) {
    EXPECT_EQ(hard_terminal_model("te20")->name, "TE20");
    EXPECT_EQ(hard_terminal_model("Huawei box 300")->name, "HUAWEI Box 300");
    EXPECT_EQ(hard_terminal_model("POLYCOM")->family(), "3rd");
    for (auto const* const name : {"", "TE", "TE200", "toaster"}) {
        EXPECT_EQ(hard_terminal_model(name), nullptr) << name;
    }
}

TEST(HardTerminalModels, OfOtherMakersHaveNoCode) {
    std::set<std::string_view> names;
    for (auto const& model : hard_terminal_models()) {
        names.insert(model.name);
        EXPECT_EQ(model.has_code(), model.family() == "TE") << model.name;
    }
    EXPECT_EQ(names.size(), hard_terminal_models().size());
    EXPECT_FALSE(hard_terminal_model("cisco")->has_code());
    EXPECT_FALSE(hard_terminal_model("polycom")->has_code());
}

TEST(NumberOf, IsAFunctionOfTheId) {
    EXPECT_EQ(number_of(UserId{"00000000000000000000000000000000"}), "+990000000000000");
    EXPECT_EQ(number_of(UserId{"00000000000000a00000000000000000"}), "+990000000000010");
    EXPECT_EQ(number_of(UserId{"ffffffffffffffffffffffffffffffff"}), "+991504606846975");
    EXPECT_NE(number_of(UserId{"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}),
              number_of(UserId{"0f1e2d3c4b5a69888796a5b4c3d2e1f0"}));
}

TEST(CodeValidityOf, IsFixedForHardTerminalsAndTheEnterprisesForOthers) {
    for (auto const validity : {code_validity_min, code_validity_default, code_validity_max}) {
        CorpPolicy policy;
        policy.code_validity = validity;
        EXPECT_EQ(code_validity_of(UserType::hard_terminal, policy), std::chrono::days{10});
        for (auto const other : {UserType::smart_tv, UserType::idea_hub, UserType::smart_rooms}) {
            EXPECT_EQ(code_validity_of(other, policy), validity);
        }
    }
}

TEST(IsMeantFor, ComparesTheSerialNumber) {
    User device;
    device.serial_number = "2102310WWP";
    EXPECT_TRUE(is_meant_for(device, "2102310WWP"));
    for (auto const* const other : {"2102310WWQ", "2102310wwp", "2102310WW", ""}) {
        EXPECT_FALSE(is_meant_for(device, other)) << other;
    }
}

TEST(IsMeantFor, TakesAnyThatAPathCanNameIfNoneWasGiven) {
    User const device;
    EXPECT_TRUE(is_meant_for(device, "SN_1"));
    EXPECT_TRUE(is_meant_for(device, std::string(30, 'a')));
    EXPECT_FALSE(is_meant_for(device, std::string(31, 'a')));
    EXPECT_FALSE(is_meant_for(device, "5CG/1234"));
    EXPECT_FALSE(is_meant_for(device, "序列号"));
}

TEST(IsRegistered, AsLongAsTheDeviceWasSeenLately) {
    Instant const now{std::chrono::hours{100}};
    Terminal terminal;
    EXPECT_FALSE(is_registered(terminal, now));
    terminal.binding.emplace();
    terminal.binding->last_seen_at = now - seen_lately + std::chrono::milliseconds{1};
    EXPECT_TRUE(is_registered(terminal, now));
    terminal.binding->last_seen_at = now - seen_lately;
    EXPECT_FALSE(is_registered(terminal, now));
    // By a clock that ran ahead.
    terminal.binding->last_seen_at = now + std::chrono::days{100};
    EXPECT_FALSE(is_registered(terminal, now));
}

}  // namespace
}  // namespace roomkey
