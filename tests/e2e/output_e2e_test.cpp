#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

#include "tests/e2e/child_process.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

/// A command as a shell runs it, its standard output going where `redirection` says.
Finished run_in_shell(std::string const& command, std::string const& redirection = {}) {
    return run_program({"-c", std::string(ROOMKEY_PROGRAM) + " " + command + " " + redirection}, {},
                       "/bin/bash");
}

/// A command of an installation whose output is lost.
class LostOutput : public testing::Test {
protected:
    /// The command failed, and the one that it names creates a new secret.
    void expect_remedy(std::string const& command, std::string const& redirection) {
        auto const lost = run_in_shell(command + " --data " + data, redirection);
        EXPECT_EQ(lost.code, 1) << command << redirection << lost.err;
        EXPECT_EQ(lost.out, "");
        std::string const introduction = "is made with: roomkey ";
        auto const begin = lost.err.find(introduction);
        ASSERT_NE(begin, std::string::npos) << command << redirection << lost.err;
        auto const start = begin + introduction.size();
        auto const remedy = lost.err.substr(start, lost.err.find_first_of(";\n", start) - start);
        auto const found = run_in_shell(remedy);
        EXPECT_EQ(found.code, 0) << remedy << found.err;
        EXPECT_NE(found.out.find("is not shown again"), std::string::npos) << found.out;
    }

    void expect_remedies(std::string const& redirection) {
        expect_remedy("init --json", redirection);
        expect_remedy("user add ann", redirection);
        expect_remedy("user password ann --json", redirection);
        expect_remedy("app add --name sync", redirection);
        auto const list = run_in_shell("user list --data " + data, redirection);
        EXPECT_EQ(list.code, 1);
        EXPECT_EQ(list.err,
                  "roomkey: cannot write to standard output; the changes have been made\n");
        // Nothing of it went into a file of the installation.
        EXPECT_EQ(run_in_shell("doctor --data " + data).code, 0);
    }

    TemporaryFolder folder;
    std::string data = folder.file("data");
};

TEST_F(LostOutput, OnAFullDevice) { expect_remedies("> /dev/full"); }

TEST_F(LostOutput, WhereItIsClosed) { expect_remedies(">&-"); }

TEST_F(LostOutput, WhereItCanOnlyBeRead) { expect_remedies("1< /dev/null"); }

TEST_F(LostOutput, InAPipeWithoutReader) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    ::close(ends[0]);
    expect_remedy("init --json", ">&" + std::to_string(ends[1]));
    expect_remedy("user add ann", ">&" + std::to_string(ends[1]));
    ::close(ends[1]);
}

TEST_F(LostOutput, OfWhatNeedsNoInstallation) {
    for (auto const* command :
         {"--help", "version", "config", "errors --json", "code add --help"}) {
        EXPECT_EQ(run_in_shell(command, "> /dev/full").code, 1) << command;
        EXPECT_EQ(run_in_shell(command, "> /dev/null").code, 0) << command;
    }
}

}  // namespace
}  // namespace roomkey
