#include <gmock/gmock.h>

#include <algorithm>

#include "cli/errors/errors_page.hpp"
#include "cli/testing/command_bench.hpp"
#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ErrorsCommand : public CommandBench {};

TEST_F(ErrorsCommand, ListsEveryEntry) {
    EXPECT_EQ(run({"errors"}), exit_ok);
    EXPECT_THAT(out, ::testing::StartsWith("CODE           HTTP  REASON "));
    EXPECT_THAT(out, HasSubstr("USG.201040000  400   account_unknown "));
    EXPECT_THAT(out, HasSubstr("The user account does not exist\n"));
    EXPECT_EQ(static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n')),
              error_catalogue().size() + 1);
}

TEST_F(ErrorsCommand, ExplainsACodeInFull) {
    EXPECT_EQ(run({"errors", "USG.201030006"}), exit_ok);
    EXPECT_EQ(out,
              "Code        USG.201030006\nHTTP        400\nReason      root_department_protected\n"
              "Message     The top-level department cannot be deleted\n"
              "When        It is the root department, 1.\n"
              "What to do  Leave it; every enterprise has its root department.\n"
              "Operations  DeleteDepartment\n"
              "Origin      vendor. Published by the vendor in this form and with this meaning.\n");
}

TEST_F(ErrorsCommand, ExplainsEveryReasonOfACode) {
    EXPECT_EQ(run({"errors", "USG.201050012"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("code_unknown\n"));
    EXPECT_THAT(out, HasSubstr("\n\nCode        USG.201050012\n"));
    EXPECT_THAT(out, HasSubstr("code_id_unknown\n"));
}

TEST_F(ErrorsCommand, SpeaksChinese) {
    EXPECT_EQ(run({"errors", "--lang", "zh-CN", "account_unknown"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("错误描述  用户帐号不存在\n"));
    EXPECT_THAT(out, Not(HasSubstr("does not exist")));
    EXPECT_EQ(run({"errors", "--lang", "zh-CN"}), exit_ok);
    EXPECT_THAT(out, ::testing::StartsWith("错误码         HTTP  原因名称 "));
}

TEST_F(ErrorsCommand, FindsWordsOfBothLanguagesInAnyCase) {
    for (auto const* const word : {"201040031", "LAPSED", "code_lapsed", "激活码过期"}) {
        EXPECT_EQ(run({"errors", word}), exit_ok) << word;
        EXPECT_THAT(out, HasSubstr("USG.201040031\n")) << word;
    }
    EXPECT_EQ(run({"errors", "429"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("too_many_wrong_codes\n"));
}

TEST_F(ErrorsCommand, SaysThatItKnowsNoSuchCode) {
    EXPECT_EQ(run({"errors", "USG.99999999"}), exit_failed);
    EXPECT_EQ(out, "");
    EXPECT_EQ(err, "roomkey: no error has this code or word: USG.99999999 (see: roomkey errors)\n");
    EXPECT_EQ(run({"errors", "--json", "\x1b[2J"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("?[2J"));
}

TEST_F(ErrorsCommand, PrintsTheServersDocumentAsJson) {
    host.errors =
        R"({"errors":[{"reason":"code_unknown","code":"1"},{"reason":"code_id_unknown"}]})";
    EXPECT_EQ(run({"errors", "--json"}), exit_ok);
    EXPECT_EQ(json(), boost::json::parse(host.errors));
    EXPECT_EQ(run({"errors", "--json", "code_unknown"}), exit_ok);
    EXPECT_EQ(json(), boost::json::parse(R"({"errors":[{"reason":"code_unknown","code":"1"}]})"));
}

TEST_F(ErrorsCommand, PrintsThePageAlone) {
    EXPECT_EQ(run({"errors", "--reference"}), exit_ok);
    EXPECT_EQ(out, errors_page());
}

TEST_F(ErrorsCommand, RefusesOtherLanguages) {
    EXPECT_EQ(run({"errors", "--lang", "de"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("accepted: zh-CN, en-US"));
}

}  // namespace
}  // namespace roomkey
