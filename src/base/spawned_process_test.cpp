#include "base/spawned_process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "base/file.hpp"

namespace roomkey {
namespace {

Result<SpawnedProcess> shell(std::string const& script,
                             SpawnedProcess::Descriptors descriptors = {}) {
    return SpawnedProcess::start("/bin/sh", {"sh", "-c", script}, descriptors);
}

/// Two ends of a pipe, for reading and for writing.
std::array<Descriptor, 2> make_pipe() {
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::string read_line(Descriptor const& from) {
    std::string line;
    for (char letter = 0; ::read(from.number(), &letter, 1) == 1 && letter != '\n';) line += letter;
    return line;
}

TEST(SpawnedProcess, TellsItsExitCode) {
    EXPECT_EQ(shell("exit 0").value().wait(), 0);
    EXPECT_EQ(shell("exit 3").value().wait(), 3);
    EXPECT_LT(shell("kill -9 $$").value().wait(), 0);
}

TEST(SpawnedProcess, CannotBeAProgramThatIsMissing) {
    auto const started = SpawnedProcess::start("/nonexistent", {"nonexistent"}, {});
    ASSERT_FALSE(started.ok());
    EXPECT_EQ(started.error().code, ErrorCode::unavailable);
    EXPECT_NE(started.error().detail.find("No such file"), std::string::npos);
}

TEST(SpawnedProcess, ReadsAndWritesWhatItIsGiven) {
    auto const input = make_pipe();
    auto output = make_pipe();
    auto process = shell("read word; echo \"$word!\"", {input[0].number(), output[1].number()});
    ASSERT_TRUE(process.ok());
    ASSERT_EQ(::write(input[1].number(), "room\n", 5), 5);
    EXPECT_EQ(read_line(output[0]), "room!");
    EXPECT_EQ(process->wait(), 0);
}

TEST(SpawnedProcess, ReadsNothingWithoutInput) { EXPECT_EQ(shell("read word").value().wait(), 1); }

TEST(SpawnedProcess, HasNoDescriptorOfThisProgram) {
    auto const ends = make_pipe();
    int const kept = ::fcntl(ends[0].number(), F_DUPFD, 20);
    ASSERT_GE(kept, 20);
    Descriptor const closed_at_the_end(kept);
    EXPECT_EQ(shell("[ ! -e /proc/self/fd/" + std::to_string(kept) + " ]").value().wait(), 0);
}

TEST(SpawnedProcess, EndsWithItsOwnerAndAllItStarted) {
    auto output = make_pipe();
    pid_t grandchild = 0;
    {
        auto const process = shell("sleep 1000 & echo $!; wait", {-1, output[1].number()});
        ASSERT_TRUE(process.ok());
        grandchild = std::stoi(read_line(output[0]));
        EXPECT_EQ(::kill(grandchild, 0), 0);
    }
    // Nobody but them had the other end.
    output[1].close();
    char letter = 0;
    EXPECT_EQ(::read(output[0].number(), &letter, 1), 0);
}

}  // namespace
}  // namespace roomkey
