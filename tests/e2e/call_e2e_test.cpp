#include <gtest/gtest.h>

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

    auto const checked = call({"CheckToken", "--token", token});
    ASSERT_EQ(checked.code, 0) << checked.err;
    auto const strange = call({"ShowDepartment", "--dept_code", "1", "--token", "nonsense"});
    EXPECT_EQ(strange.code, 1);
    EXPECT_NE(strange.err.find("401"), std::string::npos) << strange.err;
    auto const untrusted =
        server.run({"call", "CheckToken", "--token", token, "--server", server.url()});
    EXPECT_EQ(untrusted.code, 1) << untrusted.out;
}

}  // namespace
}  // namespace roomkey
