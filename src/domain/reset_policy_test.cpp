#include "domain/reset_policy.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

Terminal terminal_of(std::string corp, UserType type) {
    Terminal terminal;
    terminal.user.corp_id = CorpId{std::move(corp)};
    terminal.user.type = type;
    return terminal;
}

TEST(ResetPolicy, AllowsEveryTerminalOfTheOwnEnterpriseInAnyState) {
    for (auto const type : {UserType::smart_tv, UserType::idea_hub, UserType::smart_rooms}) {
        auto terminal = terminal_of("1", type);
        EXPECT_TRUE(allow_reset(terminal, CorpId{"1"}).ok());
        terminal.user.status = AccountStatus::disabled;
        terminal.binding = Binding{};
        EXPECT_TRUE(allow_reset(terminal, CorpId{"1"}).ok());
    }
}

TEST(ResetPolicy, ShowsNoDifferenceBetweenUnknownForeignAndOrdinaryAccounts) {
    auto const unknown = allow_reset(std::nullopt, CorpId{"1"});
    auto const foreign = allow_reset(terminal_of("2", UserType::idea_hub), CorpId{"1"});
    auto const person = allow_reset(terminal_of("1", UserType::member), CorpId{"1"});
    // The code of a hard terminal is for nobody to see.
    auto const hard = allow_reset(terminal_of("1", UserType::hard_terminal), CorpId{"1"});
    for (auto const* status : {&unknown, &foreign, &person, &hard}) {
        ASSERT_FALSE(status->ok());
        EXPECT_EQ(status->error().code, ErrorCode::account_unknown);
        EXPECT_TRUE(status->error().field.empty());
    }
}

}  // namespace
}  // namespace roomkey
