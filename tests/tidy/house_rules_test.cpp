#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/tidy/banned_words.hpp"
#include "tests/tidy/include_rules.hpp"
#include "tests/tidy/named_tests.hpp"
#include "tests/tidy/text_rules.hpp"
#include "tests/tidy/tree_rules.hpp"

namespace roomkey {
namespace {

namespace fs = std::filesystem;

std::vector<TestElsewhere> const tests_elsewhere{
    {"src/app/main.cpp", "tests/e2e", "only starts; the whole program is run there"},
    {"src/app/services.cpp", "tests/api", "only builds; every scenario goes through it"},
    {"src/app/program.cpp", "tests/e2e", "wires commands to the world; the program is run there"},
    {"src/app/server.cpp", "tests/e2e", "wires the rooms; the server is run there"},
    {"src/app/job_worker.cpp", "tests/e2e", "a server that is killed goes on with a job there"},
    {"src/security/password/hashing_process.cpp", "tests/e2e", "is the program itself, run anew"},
    {"src/app/demo", "tests/e2e", "a story over the whole program; it is played there"},
    {"src/app/installation/backup.cpp", "src/app/installation/installation_test.cpp",
     "needs an installation to copy"},
    {"src/app/installation/engine.cpp", "tests/e2e",
     "opens one engine or the other; both are served there"},
    {"src/app/transfer/copy_installation.cpp", "tests/e2e", "installations are moved there"},
    {"src/base/error.cpp", "src/base/result_test.cpp", "makers of errors; tried with results"},
    {"src/cli/command_runner.cpp", "src/cli/command_line_test.cpp", "every command runs by it"},
    {"src/cli/program_commands.cpp", "src/cli/command_line_test.cpp", "tried by the command line"},
    {"src/cli/operator/init_command.cpp", "src/cli/command_line_test.cpp",
     "tried by the command line"},
    {"src/cli/operator", "tests/cli", "commands need a database; all of them are typed there"},
    {"src/cli/terminal/device_report.cpp", "src/cli/terminal/terminal_device_test.cpp",
     "what the device prints"},
    {"src/cli/terminal/device_transport.cpp", "tests/e2e", "the network itself"},
    {"src/domain/error", "src/domain/error/error_catalogue_test.cpp", "parts of the catalogue"},
    {"src/delivery/email/smtp_channel.cpp", "tests/email", "talks to a real mail server there"},
    {"src/net/http_session.cpp", "src/net/http_server_test.cpp", "sessions need a server"},
    {"src/net/self_signed.cpp", "src/net/tls_context_test.cpp", "certificates are loaded there"},
    {"src/net/wire/request_parser.cpp", "src/net/http_smuggling_test.cpp", "over real sockets"},
    {"src/net/wire/request_reader.cpp", "src/net/http_limits_test.cpp", "over real sockets"},
    {"src/net/wire/stream_sender.cpp", "src/net/http_stream_test.cpp", "over real sockets"},
    {"src/security/sodium.cpp", "src/security/sealer_test.cpp", "starts the library"},
    {"src/api", "tests/api", "endpoints have no rules of their own; the scenario tables call all"},
    {"src/operations", "tests/api", "what every door shows; the scenario tables see all of it"},
    {"src/cli/call/call_command.cpp", "tests/cli", "runs operations over the whole service"},
    {"src/cli/text/server_flags.cpp", "src/cli/terminal/terminal_command_test.cpp",
     "addresses are given to a command there"},
    {"src/usecase", "tests/api", "stories over several rooms; the scenario tables tell them all"},
    {"src/net/curl.cpp", "src/net/http_client_test.cpp", "every exchange goes through it"},
    {"src/storage/sql", "tests/contract/store", "one suite for every statement"},
    {"src/storage/sqlite", "tests/contract/store", "one suite for every engine behind the door"},
    {"src/storage/transfer.cpp", "tests/contract/transfer",
     "held against the schema of each engine"},
    {"src/storage/postgres", "tests/contract/store", "one suite for every engine behind the door"},
    {"src/storage/store.cpp", "tests/contract/store", "what an engine need not override"},
};

/// Generated, or not ours: never read.
bool is_left_out(fs::directory_entry const& entry) {
    auto const name = entry.path().filename().string();
    return name == ".git" || name == ".cache" || name == "build" || name == "generated" ||
           name == "node_modules" || entry.is_symlink();
}

std::vector<SourceFile> read_tree(fs::path const& root) {
    std::vector<SourceFile> files;
    fs::recursive_directory_iterator const end;
    for (fs::recursive_directory_iterator at{root}; at != end; ++at) {
        if (is_left_out(*at)) {
            at.disable_recursion_pending();
            continue;
        }
        if (!at->is_regular_file()) continue;
        std::ifstream stream{at->path(), std::ios::binary};
        std::string const text{std::istreambuf_iterator<char>{stream}, {}};
        if (text.find('\0') != std::string::npos) continue;  // Not text: a picture, a database.
        files.push_back(make_source_file(at->path().lexically_relative(root).string(), text));
    }
    std::sort(files.begin(), files.end(),
              [](auto const& one, auto const& other) { return one.path < other.path; });
    return files;
}

class HouseRules : public testing::Test {
protected:
    static std::vector<SourceFile> const& files() {
        static auto const tree = read_tree(ROOMKEY_SOURCE_ROOT);
        return tree;
    }

    template <class Check>
    static void expect_kept_by_each_file(Check check) {
        Findings findings;
        for (auto const& file : files()) check(file, findings);
        expect_none(findings);
    }

    static void expect_none(Findings const& findings) {
        for (auto const& finding : findings) ADD_FAILURE() << to_text(finding);
    }
};

TEST_F(HouseRules, SeeTheTree) {
    auto const has = [](std::string_view path) {
        return std::any_of(files().begin(), files().end(),
                           [&](SourceFile const& file) { return file.path == path; });
    };
    EXPECT_TRUE(has("src/base/result.hpp"));
    EXPECT_TRUE(has("tests/tidy/house_rules_test.cpp"));
    EXPECT_TRUE(has("dev"));
}

TEST_F(HouseRules, IncludesFollowTheTableOfRooms) { expect_kept_by_each_file(check_includes); }
TEST_F(HouseRules, LinesAreShort) { expect_kept_by_each_file(check_line_length); }
TEST_F(HouseRules, FilesAreShort) { expect_kept_by_each_file(check_file_length); }
TEST_F(HouseRules, HeadersAreReadOnce) { expect_kept_by_each_file(check_pragma_once); }
TEST_F(HouseRules, BannedWordsAreNotUsed) { expect_kept_by_each_file(check_banned_words); }
TEST_F(HouseRules, NothingIsMarkedUnfinished) { expect_kept_by_each_file(check_unfinished_marks); }
TEST_F(HouseRules, PathsOfOneMachineStayOut) { expect_kept_by_each_file(check_machine_paths); }

TEST_F(HouseRules, FoldersAreSmall) {
    Findings findings;
    check_folder_sizes(files(), findings);
    expect_none(findings);
}

TEST_F(HouseRules, TestsThatAreSaidToHoldAFindingAreThere) {
    Findings findings;
    check_named_tests(files(), "docs/security-tests.md", findings);
    expect_none(findings);
}

TEST_F(HouseRules, SourcesHaveTestsNextToThem) {
    Findings findings;
    check_tests_beside(files(), tests_elsewhere, findings);
    expect_none(findings);
}

}  // namespace
}  // namespace roomkey
