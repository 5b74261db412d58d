#include <gtest/gtest.h>
#include <signal.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/e2e/child_process.hpp"
#include "tests/fakes/mail_server.hpp"
#include "tests/fakes/script_process.hpp"
#include "tests/fakes/temporary_folder.hpp"

// What someone sees who has just cloned this: `./dev run` is `roomkey demo`.
namespace roomkey {
namespace {

std::vector<std::string> demo_in(TemporaryFolder const& folder) {
    return {"demo",       "--data",      (folder.path() / "data").string(),
            "--listen",   "127.0.0.1:0", "--ops-listen",
            "127.0.0.1:0"};
}

/// What the shell prints for a line that was pasted into it.
std::string pasted(std::string const& line) {
    ScriptProcess paste(ROOMKEY_SOURCE_ROOT "/tests/e2e/paste.py", {line});
    auto const printed = paste.line();
    return printed.empty() ? std::string{} : std::string(boost::json::parse(printed).as_string());
}

TEST(Demo, PrintsACurlThatResetsTheCodeOfADeviceThatIsWatched) {
    TemporaryFolder const folder;
    ChildProcess demo(demo_in(folder));
    auto const curl = demo.wait_for("curl -k");
    ASSERT_NE(curl, "") << demo.out() << demo.err();
    for (auto const* method : {"PUT", "POST"}) {
        auto line = curl;
        line.replace(line.find("-X PUT"), 6, std::string("-X ") + method);
        auto const answer = pasted(line);
        EXPECT_NE(answer.find("HTTP/1.1 200"), std::string::npos) << line << answer;
        auto const at = answer.find(R"({"activeCode":")");
        ASSERT_NE(at, std::string::npos) << answer;
        auto const code = answer.substr(at + 15, 11);
        // The device lost its binding and is bound again with this very code.
        EXPECT_NE(demo.wait_for("someone types the new code " + code), "") << demo.out();
        EXPECT_NE(demo.wait_for("  activated: "), "") << demo.out();
    }
    EXPECT_NE(demo.wait_for("[outbox] sms to +86173****9092: accepted by the spool"), "");
    demo.signal(SIGINT);
    EXPECT_EQ(demo.wait(), 0) << demo.err();
}

TEST(Demo, HasACodeForAScreenOfOnesOwn) {
    TemporaryFolder const folder;
    ChildProcess demo(demo_in(folder));
    EXPECT_NE(demo.wait_for("/console   for administrators"), "");
    auto const line = demo.wait_for("/device    makes a browser a terminal: enter ");
    ASSERT_NE(line, "") << demo.out() << demo.err();
    auto const url = line.substr(2, line.find("/device") - 2);
    auto const code = line.substr(line.find("enter ") + 6, 11);
    auto const answer = pasted(
        "curl -s -k -i -H 'X-Roomkey-Device: 1' -H 'content-type: application/json' -d "
        "'{\"activeCode\":\"" +
        code + "\",\"sn\":\"WEB-1\"}' " + url + "/v1/terminal/activation");
    EXPECT_NE(answer.find("HTTP/1.1 200"), std::string::npos) << answer;
    EXPECT_NE(answer.find("Set-Cookie: __Secure-roomkey-terminal="), std::string::npos) << answer;
    demo.signal(SIGINT);
    EXPECT_EQ(demo.wait(), 0) << demo.err();
}

TEST(Demo, ShowsAMailThatWentThroughAMailServer) {
    MailServer mail;
    TemporaryFolder const folder;
    ChildProcess demo(demo_in(folder),
                      {"ROOMKEY_EMAIL_SERVER=smtp://127.0.0.1:" + mail.port(),
                       "ROOMKEY_EMAIL_STARTTLS=off", "ROOMKEY_EMAIL_FROM=roomkey@example.com"});
    auto const shown = demo.wait_for("[outbox] email to ");
    EXPECT_NE(shown.find(": accepted by smtp://127.0.0.1:" + mail.port()), std::string::npos)
        << shown << demo.err();
    auto const message = mail.message();
    ASSERT_TRUE(message.contains("to"));
    EXPECT_EQ(message.at("to").as_string(), "email@example.com");
    demo.signal(SIGINT);
    EXPECT_EQ(demo.wait(), 0) << demo.err();
}

}  // namespace
}  // namespace roomkey
