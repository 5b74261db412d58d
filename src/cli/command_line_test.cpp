#include "cli/command_line.hpp"

#include "cli/testing/command_bench.hpp"
#include "cli/text/moment.hpp"

namespace roomkey {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class CommandLine : public CommandBench {
protected:
    static CreatedCorp made_corp() {
        return {CorpId{"987654321"}, "admin@987654321", Secret("pass word"), AppId{"id1"},
                Secret("key1")};
    }
};

TEST_F(CommandLine, ShowsHelpForTheProgramAndForEachCommand) {
    EXPECT_EQ(run({"--help"}), exit_ok);
    for (auto const* word :
         {"init", "serve", "demo", "config", "errors", "backup", "restore", "copy", "doctor",
          "version", "corp", "user", "app", "code", "audit", "end", "terminal"}) {
        EXPECT_THAT(out, HasSubstr(std::string("\n  ") + word + " "));
    }
    EXPECT_EQ(err, "");
    EXPECT_EQ(run({"corp", "set", "--help"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("--code-validity DURATION"));
    EXPECT_EQ(run({"terminal", "--help"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("3 unbound"));
}

TEST_F(CommandLine, RefusesWhatItDoesNotKnowInOneLine) {
    struct Row {
        std::vector<std::string> words;
        char const* text;
    };
    for (auto const& row : {
             Row{{}, "roomkey: A subcommand is required (see: roomkey --help)\n"},
             Row{{"corp"}, "roomkey: A subcommand is required (see: roomkey corp --help)\n"},
             Row{{"frob"}, "roomkey: there is no command 'frob' (see: roomkey --help)\n"},
             Row{{"sevre", "--data", "d"},
                 "roomkey: there is no command 'sevre'; the nearest is 'serve' (see: roomkey "
                 "--help)\n"},
             Row{{"corp", "ad"},
                 "roomkey: there is no command 'corp ad'; the nearest is 'add' (see: roomkey corp "
                 "--help)\n"},
             Row{{"call", "WatchTerminal"},
                 "roomkey: there is no command 'call WatchTerminal' (see: roomkey call --help)\n"},
             Row{{"f\nb"}, "roomkey: there is no command 'f?b' (see: roomkey --help)\n"},
             Row{{"corp", "list", "--frob"},
                 "roomkey: The following argument was not expected: --frob (see: roomkey corp "
                 "list --help)\n"},
             Row{{"corp", "add"}, "roomkey: --name is required (see: roomkey corp add --help)\n"},
         }) {
        EXPECT_EQ(run(row.words), exit_usage);
        EXPECT_EQ(err, row.text);
        EXPECT_EQ(out, "");
    }
}

TEST_F(CommandLine, TellsTheVersionEitherWay) {
    EXPECT_EQ(run({"version"}), exit_ok);
    EXPECT_EQ(out, "roomkey 1.2.3\n");
    EXPECT_EQ(run({"--version"}), exit_ok);
    EXPECT_EQ(out, "roomkey 1.2.3\n");
}

TEST_F(CommandLine, DemoTakesASeed) {
    EXPECT_EQ(run({"demo", "--data", "/d", "--seed", "seed.json"}), exit_ok);
    EXPECT_EQ(host.asked, "demo seed.json");
    EXPECT_EQ(run({"demo", "--data", "/d"}), exit_ok);
    EXPECT_EQ(host.asked, "demo");
}

TEST_F(CommandLine, InitPrintsExactlyTheFiveMembersAsJson) {
    host.initialised = Initialised{made_corp(), {}};
    EXPECT_EQ(run({"init", "--data", "/d", "--name", "Acme", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"corpId", "987654321"},
                                           {"adminAccount", "admin@987654321"},
                                           {"adminPassword", "pass word"},
                                           {"appId", "id1"},
                                           {"appKey", "key1"}}));
    EXPECT_EQ(err, "");
    EXPECT_EQ(host.place.data, "/d");
    EXPECT_EQ(host.place.database, std::nullopt);
    EXPECT_EQ(host.corp_name, "Acme");
}

TEST_F(CommandLine, InitPrintsForPeople) {
    host.initialised = Initialised{made_corp(), {}};
    EXPECT_EQ(run({"init", "--database", "postgresql://h/d", "--config", "c.toml"}), exit_ok);
    EXPECT_EQ(out,
              "Enterprise     987654321\n"
              "Administrator  admin@987654321\n"
              "Password       pass word\n"
              "App ID         id1\n"
              "App Key        key1\n"
              "\n"
              "Recommended if your programs sign each sign-in anew: roomkey corp set --corp "
              "987654321 --strict-nonces on --database URI --config c.toml\n"
              "\n"
              "The password is not shown again; a new one is made with: roomkey user password "
              "admin@987654321 --database URI --config c.toml\n"
              "The App Key is not shown again; a new one is made with: roomkey app reset-key id1 "
              "--database URI --config c.toml\n");
    EXPECT_EQ(host.place.database, "postgresql://h/d");
    EXPECT_EQ(host.place.config, "c.toml");
    EXPECT_EQ(host.corp_name, "Enterprise");
}

TEST_F(CommandLine, InitIsRefusedWhereThereIsAnInstallation) {
    EXPECT_EQ(run({"init", "--data", "/d", "--json"}), exit_failed);
    EXPECT_EQ(out, "");
    EXPECT_EQ(err,
              "roomkey: --data /d is initialised already; accepted: a folder without an "
              "installation. Another enterprise is made with: roomkey corp add\n");
}

TEST_F(CommandLine, InitSaysThatANodeJoined) {
    host.initialised = Initialised{{}, "postgresql://h/d"};
    EXPECT_EQ(run({"init", "--data", "/d", "--database", "postgresql://u:p@h/d"}), exit_ok);
    EXPECT_EQ(out,
              "This node belongs to the installation at postgresql://h/d, which was initialised "
              "before.\n");
    EXPECT_EQ(run({"init", "--data", "/d", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"joined", "postgresql://h/d"}}));
}

TEST_F(CommandLine, InitPrintsTheReasonOfAFailure) {
    host.initialised = unavailable("cannot make /d: no permission");
    EXPECT_EQ(run({"init", "--data", "/d"}), exit_failed);
    EXPECT_EQ(err, "roomkey: cannot make /d: no permission\n");
}

TEST_F(CommandLine, HandsTheFlagsOfServeAndDemoOn) {
    for (std::string const command : {"serve", "demo"}) {
        EXPECT_EQ(run({command, "--data", "/d", "--database", "u", "--config", "c", "--listen",
                       "0.0.0.0:1", "--ops-listen", "0.0.0.0:2"}),
                  exit_ok);
        EXPECT_EQ(host.asked, command);
        EXPECT_EQ(host.options.place.data, "/d");
        EXPECT_EQ(host.options.place.database, "u");
        EXPECT_EQ(host.options.place.config, "c");
        EXPECT_EQ(host.options.listen, "0.0.0.0:1");
        EXPECT_EQ(host.options.ops_listen, "0.0.0.0:2");
    }
    EXPECT_EQ(run({"serve"}), exit_ok);
    EXPECT_EQ(host.options.listen, std::nullopt);
    EXPECT_EQ(host.options.place.data, std::nullopt);
}

TEST_F(CommandLine, NamesTheBadKeyOfAConfiguration) {
    host.answer = invalid_field("http.listen", Fault::wrong_format, "HOST:PORT");
    for (auto const* command : {"serve", "demo", "config"}) {
        EXPECT_EQ(run({command}), exit_failed);
        EXPECT_EQ(err, "roomkey: http.listen has the wrong format; accepted: HOST:PORT\n");
    }
}

TEST_F(CommandLine, PrintsTheConfigurationInForce) {
    EXPECT_EQ(run({"config", "--data", "/d"}), exit_ok);
    EXPECT_EQ(out, "[http]\nlisten = \"127.0.0.1:8443\"\n");
}

TEST_F(CommandLine, PrintsThePageOfEveryKeyAlone) {
    EXPECT_EQ(run({"config", "--reference"}), exit_ok);
    EXPECT_EQ(out, "every key\n");
}

TEST_F(CommandLine, BacksUpAndRestores) {
    EXPECT_EQ(run({"backup", "--data", "/d", "/copy"}), exit_ok);
    EXPECT_EQ(host.asked, "backup /copy");
    EXPECT_EQ(run({"backup", "--data", "/d", "/copy", "--without-keys"}), exit_ok);
    EXPECT_EQ(host.asked, "backup /copy without keys");
    EXPECT_EQ(host.place.data, "/d");
    EXPECT_EQ(run({"restore", "--data", "/e", "--from", "/copy"}), exit_ok);
    EXPECT_EQ(host.asked, "restore /copy");
    EXPECT_EQ(host.place.data, "/e");
    EXPECT_FALSE(host.ended.sessions || host.ended.bindings);
    EXPECT_EQ(run({"backup"}), exit_usage);
    EXPECT_THAT(err, StartsWith("roomkey: "));
}

TEST_F(CommandLine, SaysWhatLivesAgainAfterARestore) {
    host.restored.access = {3, 12, 2, 1, parse_moment("2026-11-25T12:00:00Z")};
    EXPECT_EQ(run({"restore", "--data", "/e", "/copy"}), exit_ok);
    EXPECT_EQ(out, "");
    for (auto const* part : {"2026-11-25T12:00:00.000Z", "sign-ins", "12", "LIVE", "App Keys",
                             "passwords", "roomkey end --sessions"}) {
        EXPECT_THAT(err, HasSubstr(part));
    }
    EXPECT_THAT(err, Not(HasSubstr("ended now")));
    EXPECT_EQ(run({"restore", "/copy", "--end-sessions"}), exit_ok);
    EXPECT_TRUE(host.ended.sessions && !host.ended.bindings);
    EXPECT_THAT(err, HasSubstr("ended now"));
    EXPECT_EQ(run({"restore", "/copy", "--end-bindings"}), exit_ok);
    EXPECT_TRUE(!host.ended.sessions && host.ended.bindings);
    host.answer = unavailable("no copy");
    EXPECT_EQ(run({"restore", "/copy"}), exit_failed);
    EXPECT_EQ(err, "roomkey: no copy\n");
}

TEST_F(CommandLine, CopiesAndShowsWhatWasCopied) {
    host.copied = {{"corp", 1, "ab12"}, {"users", 120'000, "cd34"}};
    std::vector<std::string> const words{"copy", "--from", "/d", "--to", "postgresql://u:p@h/d"};
    EXPECT_EQ(run(words), exit_ok);
    EXPECT_EQ(host.asked, "copy postgresql://u:p@h/d");
    EXPECT_EQ(host.place.data, "/d");
    // The environment may name a database that is not meant here.
    EXPECT_EQ(host.place.database, "");
    EXPECT_THAT(out, StartsWith("TABLE  ROWS    DIGEST\n"
                                "corp   1       ab12\n"
                                "users  120000  cd34\n"));
    EXPECT_EQ(err, "copied 1 rows of corp\ncopied 120000 rows of users\n");
    auto as_json = words;
    as_json.emplace_back("--json");
    EXPECT_EQ(run(as_json), exit_ok);
    EXPECT_EQ(json()["data"].as_array()[1],
              (boost::json::value{{"table", "users"}, {"rows", 120'000}, {"digest", "cd34"}}));
    EXPECT_EQ(run({"copy", "--from", "/d"}), exit_usage);
    EXPECT_EQ(run({"copy", "--to", "postgresql://h/d"}), exit_usage);
    host.answer = unavailable("the target already holds data");
    EXPECT_EQ(run(words), exit_failed);
    EXPECT_EQ(out, "");
    EXPECT_EQ(err, "roomkey: the target already holds data\n");
}

TEST_F(CommandLine, DoctorFailsIfAnythingIsBad) {
    host.findings = {{"key file", true, "mode 0600"}};
    EXPECT_EQ(run({"doctor"}), exit_ok);
    EXPECT_EQ(out, "SUBJECT   STATE  REMARK\nkey file  good   mode 0600\n");
    host.findings.push_back({"database", false, "cannot be opened"});
    EXPECT_EQ(run({"doctor", "--json"}), exit_failed);
    EXPECT_EQ(json()["good"], false);
    EXPECT_EQ(json()["data"].as_array().size(), 2U);
    EXPECT_EQ(json()["data"].as_array()[1],
              (boost::json::value{
                  {"subject", "database"}, {"good", false}, {"remark", "cannot be opened"}}));
}

TEST_F(CommandLine, LostOutputIsAFailure) {
    is_output_full = true;
    for (std::vector<std::string> const& words : {std::vector<std::string>{"--help"},
                                                  {"--version"},
                                                  {"version"},
                                                  {"code", "add", "--help"},
                                                  {"config"},
                                                  {"config", "--reference"},
                                                  {"errors"},
                                                  {"errors", "--json"},
                                                  {"doctor"},
                                                  {"copy", "--from", "/d", "--to", "u"},
                                                  {"key", "add"}}) {
        EXPECT_EQ(run(words), exit_failed) << words[0];
        EXPECT_THAT(
            err,
            EndsWith("roomkey: cannot write to standard output; the changes have been made\n"));
    }
}

TEST_F(CommandLine, LostSecretsOfInitAreToldHowToReplace) {
    is_output_full = true;
    host.initialised = Initialised{made_corp(), {}};
    for (auto const* form : {"--json", "--name=Acme"}) {
        EXPECT_EQ(
            run({"init", "--data", "/my data", "--database", "postgresql://u:secret@h/d", form}),
            exit_failed);
        EXPECT_EQ(
            err,
            "roomkey: cannot write to standard output; the changes have been made; "
            "a new password is made with: roomkey user password admin@987654321 --data "
            "'/my data' --database URI; a new App Key is made with: roomkey app reset-key id1 "
            "--data '/my data' --database URI\n");
    }
}

TEST_F(CommandLine, ARefusalIsNotLostOutput) {
    is_output_full = true;
    host.answer = unavailable("no installation in /d");
    EXPECT_EQ(run({"corp", "list"}), exit_failed);
    EXPECT_EQ(err, "roomkey: no installation in /d\n");
    EXPECT_EQ(run({"frob"}), exit_usage);
}

TEST_F(CommandLine, OperatorCommandsShareTheFlagsOfThePlace) {
    host.answer = unavailable("no installation in /d; make one with: roomkey init --data /d");
    for (std::vector<std::string> words : {std::vector<std::string>{"corp", "list"},
                                           {"user", "list"},
                                           {"app", "list"},
                                           {"code", "list"},
                                           {"audit"}}) {
        words.insert(words.end(), {"--data", "/d", "--database", "u", "--config", "c", "--json"});
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_EQ(host.place.data, "/d");
        EXPECT_EQ(host.place.database, "u");
        EXPECT_EQ(host.place.config, "c");
        EXPECT_EQ(out, "");
        EXPECT_EQ(err, "roomkey: no installation in /d; make one with: roomkey init --data /d\n");
    }
}

}  // namespace
}  // namespace roomkey
