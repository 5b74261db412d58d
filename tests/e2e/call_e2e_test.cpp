#include <gtest/gtest.h>

#include <algorithm>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

TEST(Call, GoesToAServerWithAToken) {
    RunningServer server;
    auto const token = server.admin_token();
    std::string account;
    auto const code = server.make_terminal(account);
    auto const call = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "call");
        words.insert(words.end(),
                     {"--server", server.url(), "--ca-file", server.certificate(), "--json"});
        return server.run(std::move(words));
    };
    auto const reset = call({"ResetVisionActiveCode", "--account", account, "--token", token,
                             "--Idempotency-Key", "once"});
    ASSERT_EQ(reset.code, 0) << reset.err;
    EXPECT_NE(member(reset.out, "activeCode"), code);
    auto const again = call({"ResetVisionActiveCode", "--account", account, "--token", token,
                             "--Idempotency-Key", "once"});
    EXPECT_EQ(again.out, reset.out);

    auto const found = call({"SearchUsers", "--userType", "13", "--containsUnActive", "true",
                             "--searchKey", "Room", "--token", token});
    ASSERT_EQ(found.code, 0) << found.err;
    EXPECT_NE(found.out.find(account), std::string::npos) << found.out;
    // What the path holds is percent-encoded.
    auto const unknown = call({"ResetVisionActiveCode", "--account", "a/b c?", "--token", token});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_NE(unknown.err.find("USG.201040000"), std::string::npos) << unknown.err;
    EXPECT_NE(unknown.err.find("; request "), std::string::npos) << unknown.err;

    auto const check = [&](std::vector<std::string> trust) {
        std::vector<std::string> words{"-c",
                                       R"(printf '%s\n' "$0" | "$@")",
                                       token,
                                       ROOMKEY_PROGRAM,
                                       "call",
                                       "CheckToken",
                                       "--token-stdin",
                                       "--server",
                                       server.url()};
        words.insert(words.end(), trust.begin(), trust.end());
        return run_program(std::move(words), {}, "/bin/sh");
    };
    auto const checked = check({"--ca-file", server.certificate()});
    ASSERT_EQ(checked.code, 0) << checked.err;
    EXPECT_NE(checked.out.find(token), std::string::npos) << checked.out;
    auto const strange = call({"ShowDepartment", "--dept_code", "1", "--token", "nonsense"});
    EXPECT_EQ(strange.code, 1);
    EXPECT_NE(strange.err.find("401"), std::string::npos) << strange.err;
    auto const untrusted = check({});
    EXPECT_EQ(untrusted.code, 1) << untrusted.out;
    EXPECT_EQ(untrusted.err,
              "roomkey: the server's certificate is not trusted, or is for another name; give it "
              "with --ca-file FILE (roomkey's own: DIR/tls/server.crt), or, for demos only, use "
              "--insecure\n");
    // In the language of the command line.
    auto const nameless = call({"ShowDepartment", "--dept_code", "1"});
    EXPECT_EQ(nameless.code, 1);
    EXPECT_NE(nameless.err.find("token"), std::string::npos) << nameless.err;
    EXPECT_NE(nameless.err.find("; give a token with --token-stdin\n"), std::string::npos)
        << nameless.err;
    EXPECT_TRUE(std::all_of(nameless.err.begin(), nameless.err.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
    })) << nameless.err;
    auto const in_chinese = call({"ShowDepartment", "--dept_code", "1", "--language", "zh-CN"});
    EXPECT_NE(in_chinese.err.find("缺少"), std::string::npos) << in_chinese.err;
}

}  // namespace
}  // namespace roomkey
