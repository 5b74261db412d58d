#include "security/token_maker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "security/system_randomness.hpp"

namespace roomkey {
namespace {

struct Kind {
    char const* name;
    std::string prefix;
    std::size_t length;
    std::string alphabet;
    std::function<std::string(TokenMaker const&)> make;
};

std::vector<Kind> kinds() {
    std::string const digits = "0123456789";
    std::string const lower = "abcdefghijklmnopqrstuvwxyz";
    std::string const all = digits + lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string clear = all;
    std::erase_if(clear,
                  [](char c) { return std::string_view{"0O1lI"}.find(c) != std::string::npos; });
    return {
        {"access", "stb", 40, all, [](auto& maker) { return maker.access_token().reveal(); }},
        {"refresh", "stb", 40, all, [](auto& maker) { return maker.refresh_token().reveal(); }},
        {"console", "ses", 48, all, [](auto& maker) { return maker.console_secret().reveal(); }},
        {"credential", "trm", 48, all,
         [](auto& maker) { return maker.terminal_credential().reveal(); }},
        {"app key", "", 64, all, [](auto& maker) { return maker.app_key().reveal(); }},
        {"password", "", 20, clear, [](auto& maker) { return maker.password().reveal(); }},
        {"id", "", 32, digits + "abcdef", [](auto& maker) { return maker.id(); }},
        {"corp id", "", 9, digits, [](auto& maker) { return maker.corp_id(); }},
    };
}

TEST(TokenMaker, KeepsToTheFormOfEachKind) {
    SystemRandomness randomness;
    TokenMaker const maker{randomness};
    for (auto const& kind : kinds()) {
        auto const token = kind.make(maker);
        EXPECT_EQ(token.size(), kind.length) << kind.name;
        EXPECT_TRUE(token.starts_with(kind.prefix)) << kind.name;
        EXPECT_EQ(token.find_first_not_of(kind.alphabet), std::string::npos) << kind.name;
    }
}

TEST(TokenMaker, UsesTheWholeAlphabetOfEachKind) {
    SystemRandomness randomness;
    TokenMaker const maker{randomness};
    for (auto const& kind : kinds()) {
        // 500 tokens miss one given character less than once in 10^38.
        std::set<char> seen;
        for (int i = 0; i < 500; ++i) {
            auto const token = kind.make(maker);
            seen.insert(token.begin() + static_cast<std::ptrdiff_t>(kind.prefix.size()),
                        token.end());
        }
        EXPECT_EQ(seen.size(), kind.alphabet.size()) << kind.name;
    }
}

TEST(TokenMaker, NeverRepeatsASecretOrAnId) {
    SystemRandomness randomness;
    TokenMaker const maker{randomness};
    for (auto const& kind : kinds()) {
        if (kind.length < 20) continue;  // A corp id is not a secret, and short enough to recur.
        std::set<std::string> seen;
        for (int i = 0; i < 1000; ++i) seen.insert(kind.make(maker));
        EXPECT_EQ(seen.size(), 1000U) << kind.name;
    }
}

TEST(TokenMaker, MakesKeysOfOneTimePasswordsOfAllBytes) {
    SystemRandomness randomness;
    TokenMaker const maker{randomness};
    std::set<std::string> keys;
    std::set<char> seen;
    // A given byte is missed less than once in 10^33.
    for (int i = 0; i < 1000; ++i) {
        auto const key = maker.totp_key().reveal();
        EXPECT_EQ(key.size(), 20U);
        seen.insert(key.begin(), key.end());
        keys.insert(key);
    }
    EXPECT_EQ(seen.size(), 256U);
    EXPECT_EQ(keys.size(), 1000U);
}

TEST(TokenMaker, NeverBeginsACorpIdWithZero) {
    SystemRandomness randomness;
    TokenMaker const maker{randomness};
    for (int i = 0; i < 1000; ++i) EXPECT_NE(maker.corp_id().front(), '0');
}

}  // namespace
}  // namespace roomkey
