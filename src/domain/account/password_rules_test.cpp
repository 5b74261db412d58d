#include "domain/account/password_rules.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::string outcome(Status const& status) {
    return status.ok() ? "ok" : std::string(reason_name(status.error().code));
}

std::string first(std::string const& password, std::string const& account = "ann@example") {
    return outcome(check_first_password(Secret(password), account));
}

std::string next(std::string const& password, std::string const& old = "------------",
                 std::string const& account = "Ann@Ex") {
    return outcome(check_next_password(Secret(password), Secret(old), account));
}

TEST(PasswordRules, WantTwoKindsOfCharacters) {
    for (auto const* simple : {"abcdefgh", "ABCDEFGH", "12345678", "!#%/()=?"}) {
        EXPECT_EQ(first(simple), "password_too_simple") << simple;
        EXPECT_EQ(next(simple), "password_too_simple") << simple;
    }
    for (auto const* good : {"abcdefgH", "ABCDEFG1", "1234567!", "#abcdefg", "abcd efgh"}) {
        EXPECT_EQ(first(good), "ok") << good;
        EXPECT_EQ(next(good), "ok") << good;
    }
}

TEST(PasswordRules, KeepTheAccountOut) {
    EXPECT_EQ(first("ann@example"), "password_contains_account");
    EXPECT_EQ(first("elpmaxe@nna"), "password_contains_account");
    EXPECT_EQ(first("ann@example1"), "ok");
    EXPECT_EQ(next("xxaNN@eX1"), "password_contains_account");
    EXPECT_EQ(next("1XE@nnAxx"), "password_contains_account");
    EXPECT_EQ(next("1ann@e1x"), "ok");
}

TEST(PasswordRules, LetACharacterFollowItselfUpToThreeTimes) {
    EXPECT_EQ(next("1aaabbbc"), "ok");
    EXPECT_EQ(next("1aaaabbc"), "password_repetitive");
    EXPECT_EQ(next("abc12333 3"), "ok");
    EXPECT_EQ(next("abc123333"), "password_repetitive");
}

TEST(PasswordRules, WantTwoDifferencesToTheOldOne) {
    EXPECT_EQ(next("password1", "password1"), "password_too_similar");
    EXPECT_EQ(next("password2", "password1"), "password_too_similar");
    EXPECT_EQ(next("password12", "password1"), "password_too_similar");
    EXPECT_EQ(next("passWord2", "password1"), "ok");
    EXPECT_EQ(next("password123", "password1"), "ok");
}

TEST(PasswordRules, WantFiveMinutesBetweenTwoChanges) {
    User user;
    Instant const now{std::chrono::hours{1}};
    EXPECT_EQ(outcome(check_password_pause(user, now)), "ok");
    user.password_changed_at = now - password_change_pause + Duration{1};
    EXPECT_EQ(outcome(check_password_pause(user, now)), "password_changed_recently");
    user.password_changed_at = now - password_change_pause;
    EXPECT_EQ(outcome(check_password_pause(user, now)), "ok");
}

TEST(PasswordRules, KnowNoPauseAfterAChangeByAClockAhead) {
    User user;
    Instant const now{std::chrono::days{20'000}};
    user.password_changed_at = now + std::chrono::hours{1};
    EXPECT_EQ(outcome(check_password_pause(user, now)), "password_changed_recently");
    user.password_changed_at += Duration{1};
    EXPECT_EQ(outcome(check_password_pause(user, now)), "ok");
    user.password_changed_at = now + std::chrono::days{100};
    EXPECT_EQ(outcome(check_password_pause(user, now)), "ok");
}

TEST(PasswordRules, RememberThreePasswordsBeforeThePresentOne) {
    User user;
    EXPECT_TRUE(recent_passwords(user).empty());
    for (auto const* hash : {"a", "b", "c", "d", "e"}) replace_password(user, hash);
    EXPECT_EQ(recent_passwords(user), (std::vector<std::string>{"e", "d", "c", "b"}));
    EXPECT_EQ(user.password_hash, "e");
}

}  // namespace
}  // namespace roomkey
