#include "cli/testing/command_bench.hpp"

#include <fstream>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

using TerminalCommand = CommandBench;

TEST_F(TerminalCommand, NeedsAServerThatIsReachedSafely) {
    EXPECT_EQ(run({"terminal", "--code", "12345678", "--sn", "S"}), exit_usage);
    EXPECT_EQ(err, "roomkey: --server is required (see: roomkey terminal --help)\n");
    for (auto const* server : {"127.0.0.1:8443", "https://", "http://a.example", "ftp://a.example",
                               "https://user@a.example", "https://a.example/?x", "https://a b"}) {
        EXPECT_EQ(run({"terminal", "--server", server, "--code", "12345678", "--sn", "S"}),
                  exit_usage);
        EXPECT_EQ(err,
                  "roomkey: --server has the wrong format; accepted: https://HOST:PORT; http:// "
                  "only with --insecure (see: roomkey terminal --help)\n")
            << server;
    }
}

TEST_F(TerminalCommand, NeedsACodeAndASerialNumberWithoutACredential) {
    TemporaryFolder const folder;
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--sn", "S", "--credential-file",
                   folder.file("credential")}),
              exit_usage);
    EXPECT_EQ(
        err,
        "roomkey: --code is missing; accepted: a code (or --code-stdin), or a --credential-file "
        "written by an earlier run (see: roomkey terminal --help)\n");
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--code", "12345678"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --sn is missing; accepted: the serial number of the device (see: roomkey "
              "terminal --help)\n");
}

TEST_F(TerminalCommand, RefusesAnUnknownKindOfDeviceAndAMissingCertificate) {
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--dev-type", "toaster"}),
              exit_usage);
    EXPECT_THAT(err, HasSubstr("--dev-type: 'toaster' is not accepted; accepted: huawei-vision"));
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--ca-file", "/no/such/file"}),
              exit_usage);
    EXPECT_THAT(err, HasSubstr("--ca-file: "));
}

TEST_F(TerminalCommand, TrustsEitherACertificateOrAnything) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("ca")) << "x";
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--ca-file", folder.file("ca"),
                   "--insecure"}),
              exit_usage);
    EXPECT_THAT(err, HasSubstr("excludes"));
}

TEST_F(TerminalCommand, DoesNotBeginWithABadCredentialFile) {
    TemporaryFolder const folder;
    std::ofstream(folder.file("credential")) << "x";
    EXPECT_EQ(run({"terminal", "--server", "https://a.example", "--credential-file",
                   folder.file("credential")}),
              exit_failed);
    EXPECT_THAT(err, HasSubstr("roomkey: --credential-file: "));
}

}  // namespace
}  // namespace roomkey
