#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "security/password/hashing_process.hpp"

namespace roomkey {
namespace {

constexpr PasswordCost cheap{1, 8192};

/// The processes that this one started and that still run.
std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (auto const& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream list(task.path() / "children");
        for (pid_t child = 0; list >> child;) found.push_back(child);
    }
    return found;
}

TEST(HashingProcesses, MakeAndCheckHashes) {
    HashingProcesses processes(ROOMKEY_PROGRAM);
    EncodedHash encoded{};
    ASSERT_EQ(processes.make(cheap, "пароль", encoded).value(), HashOutcome::done);
    std::string const hash(encoded.data());
    EXPECT_EQ(check_hash(hash, "пароль"), HashOutcome::done);
    EXPECT_EQ(processes.check(hash, "пароль").value(), HashOutcome::done);
    EXPECT_EQ(processes.check(hash, "пароли").value(), HashOutcome::wrong_password);
    EXPECT_EQ(processes.check(hash, "").value(), HashOutcome::wrong_password);
    EXPECT_EQ(processes.check("$2b$10$abc", "пароль").value(), HashOutcome::malformed_hash);
    EXPECT_EQ(processes.check(std::string(500, 'x'), "").value(), HashOutcome::malformed_hash);
    // One after the other, so one process did it all.
    EXPECT_EQ(children().size(), 1U);
}

TEST(HashingProcesses, TakePasswordsOfAnyLength) {
    HashingProcesses processes(ROOMKEY_PROGRAM);
    for (std::size_t const length : {0, 1, 4096, 4097, 100'000}) {
        EncodedHash encoded{};
        std::string const password(length, 'x');
        ASSERT_EQ(processes.make(cheap, password, encoded).value(), HashOutcome::done) << length;
        EXPECT_EQ(processes.check(encoded.data(), password).value(), HashOutcome::done) << length;
        EXPECT_EQ(processes.check(encoded.data(), password + 'x').value(),
                  HashOutcome::wrong_password)
            << length;
    }
}

TEST(HashingProcesses, YieldToEverythingElse) {
    HashingProcesses processes(ROOMKEY_PROGRAM);
    EncodedHash encoded{};
    ASSERT_TRUE(processes.make(cheap, "password", encoded).ok());
    ASSERT_EQ(children().size(), 1U);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(children().front())), 15);
}

TEST(HashingProcesses, AreReplacedWhenTheyAreKilled) {
    HashingProcesses processes(ROOMKEY_PROGRAM);
    EncodedHash encoded{};
    ASSERT_TRUE(processes.make(cheap, "password", encoded).ok());
    auto const killed = children();
    ASSERT_EQ(killed.size(), 1U);
    // A service manager asks all processes of a service to stop, and this one is still needed.
    ::kill(killed.front(), SIGTERM);
    EXPECT_EQ(processes.check(encoded.data(), "password").value(), HashOutcome::done);
    EXPECT_EQ(children(), killed);
    ::kill(killed.front(), SIGKILL);
    EXPECT_EQ(processes.check(encoded.data(), "password").value(), HashOutcome::done);
    EXPECT_NE(children(), killed);
    EXPECT_EQ(children().size(), 1U);
}

TEST(HashingProcesses, AreAsManyAsThereIsWorkAtOnce) {
    HashingProcesses processes(ROOMKEY_PROGRAM);
    EncodedHash encoded{};
    ASSERT_TRUE(processes.make(cheap, "password", encoded).ok());
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 3; ++caller) {
            callers.emplace_back([&] {
                for (int i = 0; i < 20; ++i) {
                    EXPECT_EQ(processes.check(encoded.data(), "password").value(),
                              HashOutcome::done);
                }
            });
        }
    }
    EXPECT_GE(children().size(), 1U);
    EXPECT_LE(children().size(), 3U);
}

TEST(HashingProcesses, EndWithTheirOwner) {
    {
        HashingProcesses processes(ROOMKEY_PROGRAM);
        EncodedHash encoded{};
        ASSERT_TRUE(processes.make(cheap, "password", encoded).ok());
    }
    EXPECT_TRUE(children().empty());
}

TEST(HashingProcesses, SayThatTheyCannotBeStarted) {
    HashingProcesses processes("/nonexistent");
    EncodedHash encoded{};
    auto const outcome = processes.make(cheap, "password", encoded);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().code, ErrorCode::unavailable);
    EXPECT_NE(outcome.error().detail.find("No such file"), std::string::npos);
    HashingProcesses others("/bin/false");
    EXPECT_EQ(others.make(cheap, "password", encoded).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace roomkey
