#include <gtest/gtest.h>

#include "base/ascii.hpp"
#include "fields/operation_rules.hpp"
#include "operations/served_operations.hpp"
#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

class CallCommand : public OperatorBench {
protected:
    /// The JSON that `call` with these words prints.
    boost::json::value called(std::vector<std::string> words) {
        words.insert(words.begin(), "call");
        EXPECT_EQ(run(words), exit_ok) << err;
        boost::json::error_code code;
        auto value = boost::json::parse(out, code);
        EXPECT_FALSE(code) << out;
        return value;
    }
    /// What `call` with these words is refused with.
    std::string refused(std::vector<std::string> words, int code = exit_failed) {
        words.insert(words.begin(), "call");
        EXPECT_EQ(run(words), code) << out;
        return err;
    }
};

TEST_F(CallCommand, DoesAnOperationAsTheOperator) {
    auto const made = called({"AddDepartment", "--deptName", "Sales", "--deptCode", "sales"});
    EXPECT_EQ(made.at("value").as_string(), "sales");
    EXPECT_EQ(run({"call", "UpdateDepartment", "--dept_code", "sales", "--note", "Third floor"}),
              exit_ok)
        << err;
    EXPECT_EQ(out, "done\n");
    auto const shown = called({"ShowDeptAndChildDept", "--dept_code", "1"});
    EXPECT_EQ(shown.at("childDepts").as_array().at(0).at("note").as_string(), "Third floor");
    auto const entry = bench.audit().front();
    EXPECT_EQ(entry.actor, "operator");
    EXPECT_EQ(entry.operation, "update_department");
    EXPECT_EQ(entry.source, "cli");
}

TEST_F(CallCommand, ReadsSecretsFromStandardInputAlone) {
    std::vector<std::string> const add{"call", "AddUser", "--name", "Ann",        "--account",
                                       "ann",  "--email", "a@b.c",  "--pwd-stdin"};
    EXPECT_EQ(run(add, "Bluebird-22\r\nmore\n"), exit_ok) << err;
    auto const signed_in = [&](std::string const& password) {
        return bench
            .send("POST", "/v1/usg/acs/auth/account", R"({"account":"ann","clientType":72})",
                  {{"Authorization", "Basic " + to_base64("ann:" + password)}})
            .status;
    };
    EXPECT_EQ(signed_in("Bluebird-22"), 200);
    EXPECT_EQ(
        refused({"AddUser", "--name", "B", "--email", "a@b.c", "--pwd", "Bluebird-22"}, exit_usage)
                .find("--pwd") == std::string::npos,
        false);
    // The rules hold, and the flag is named.
    auto again = add;
    again[5] = "bob";
    EXPECT_EQ(run(again, "short\n"), exit_failed);
    EXPECT_NE(err.find("--pwd-stdin has the wrong length"), std::string::npos) << err;
    EXPECT_EQ(run(again, ""), exit_failed);
    EXPECT_NE(err.find("--pwd-stdin is missing"), std::string::npos) << err;
    EXPECT_EQ(run({"call", "UpdatePwd", "--help"}), exit_ok);
    EXPECT_NE(out.find("--oldPwd-stdin REQUIRED"), std::string::npos) << out;
    EXPECT_NE(out.find("--newPwd-stdin REQUIRED"), std::string::npos) << out;
    EXPECT_EQ(out.find("--newPwd TEXT"), std::string::npos) << out;
    EXPECT_EQ(run({"call", "BatchShowUserDetails", "--help"}), exit_ok);
    EXPECT_NE(out.find("User id or third-party user id, 1..200 of them"), std::string::npos) << out;
}

// A list of processes shows what a flag takes. One-time passwords are flags all the same: the call
// itself spends them.
TEST_F(CallCommand, TakesNoPasswordAndNoTokenAsAFlag) {
    int secrets = 0;
    for (auto const* const operation : operations::all) {
        for (auto const& rule : operation->rules) {
            auto const name = lower_text(rule.name);
            bool is_named_so = false;
            for (auto const* const part : {"pwd", "password", "token"}) {
                is_named_so = is_named_so || name.ends_with(part);
            }
            if (!is_named_so || rule.type != FieldType::text) continue;
            ++secrets;
            EXPECT_TRUE(rule.is_secret) << operation->name << ' ' << rule.name;
        }
    }
    EXPECT_GE(secrets, 6);
    EXPECT_EQ(run({"call", "CheckToken", "--help"}), exit_ok);
    EXPECT_NE(out.find("--token-stdin REQUIRED"), std::string::npos) << out;
    EXPECT_EQ(out.find("--token "), std::string::npos) << out;
}

TEST_F(CallCommand, KeepsNoAnswersForOperators) {
    auto const text = refused({"AddDepartment", "--deptName", "Labs", "--Idempotency-Key", "k"});
    EXPECT_NE(text.find("--Idempotency-Key is not allowed here"), std::string::npos) << text;
    EXPECT_EQ(called({"SearchDepartmentByName", "--deptName", "Labs"}).as_array().size(), 0U);
}

TEST_F(CallCommand, TakesListsAndNumbers) {
    auto const first = bench.make_terminal(bench.ours);
    auto const second = bench.make_terminal(bench.ours);
    auto const page = called(
        {"SearchUsers", "--userType", "12,13", "14", "--containsUnActive", "true", "--limit", "1"});
    EXPECT_EQ(page.at("count").as_int64(), 2);
    EXPECT_EQ(page.at("data").as_array().size(), 1U);
    EXPECT_EQ(run({"call", "DeleteVisionActiveCode", "--body", first.code_id.value,
                   second.code_id.value, "--json"}),
              exit_ok)
        << err;
    EXPECT_EQ(out, "null\n");
    EXPECT_FALSE(terminal(first.account));
}

TEST_F(CallCommand, NeedsNoContactForACode) {
    auto const made =
        called({"CreateVisionActiveCode", "--devType", "idea-hub", "--devName", "Hall"});
    EXPECT_EQ(bench.activate(made.at("activeCode").as_string().c_str()).status, 200);
}

TEST_F(CallCommand, RefusesByTheRulesOfTheDocument) {
    EXPECT_EQ(refused({"AddDepartment", "--deptName", std::string(129, 'n')}),
              "roomkey: --deptName has the wrong length; accepted: 1..128 characters\n");
    EXPECT_EQ(run({"call", "AddDepartment", "--deptName", std::string(128, 'n')}), exit_ok) << err;
    EXPECT_EQ(refused({"AddDepartment"}, exit_usage),
              "roomkey: --deptName is required (see: roomkey call AddDepartment --help)\n");
    EXPECT_EQ(refused({"ShowDepartment", "--dept_code", "none"}),
              "roomkey: the enterprise has no such department: none\n");
    EXPECT_NE(refused({"NoSuchOperation"}, exit_usage).find("roomkey: "), std::string::npos);
}

TEST_F(CallCommand, NeedsAServerForWhatIsNotForOperators) {
    EXPECT_EQ(refused({"ShowTerminal"}, exit_usage),
              "roomkey: --server is missing; accepted: URL; this operation is not for operators\n");
    EXPECT_EQ(refused({"ShowTerminal", "--server", "localhost"}),
              "roomkey: --server has the wrong format; accepted: https://HOST:PORT; http:// only "
              "with --insecure\n");
    EXPECT_EQ(refused({"ShowTerminal", "--server", "https://localhost:1", "--header", "none"}),
              "roomkey: --header has the wrong format; accepted: NAME: VALUE\n");
}

TEST_F(CallCommand, HasAFlagForEachFieldOfEachOperation) {
    for (auto const* const operation : operations::all) {
        if (operation == &operations::watch_terminal) continue;
        EXPECT_EQ(run({"call", std::string(operation->name), "--help"}), exit_ok) << err;
        for (auto const& rule : operation->rules) {
            auto const last = rule.name.substr(
                rule.name.rfind("[].") == std::string_view::npos ? 0 : rule.name.rfind("[].") + 3);
            EXPECT_NE(out.find("--" + std::string(last)), std::string::npos)
                << operation->name << ' ' << rule.name;
        }
    }
}

}  // namespace
}  // namespace roomkey
