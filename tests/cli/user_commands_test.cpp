#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class UserCommands : public OperatorBench {
protected:
    UserCommands() { EXPECT_EQ(run({"user", "add", "ann", "--name", "Ann"}), exit_ok); }

    /// How the state of the first terminal is shown.
    std::string state() {
        auto const list = done({"user", "list", "--kind", "idea-hub"});
        auto const& row = list.at("data").as_array().at(0).as_object();
        return row.at("terminal").as_object().at("state").as_string().c_str();
    }
};

std::string text(boost::json::object const& object, std::string_view name) {
    return object.at(name).as_string().c_str();
}

TEST_F(UserCommands, AddMakesAPasswordAndShowsIt) {
    auto const made = done({"user", "add", "bob"});
    EXPECT_EQ(made.at("account"), "bob");
    EXPECT_EQ(made.at("name"), "bob");
    EXPECT_EQ(text(made, "corpId"), corp());
    EXPECT_EQ(made.at("kind"), "member");
    EXPECT_EQ(made.at("admin"), "none");
    EXPECT_EQ(made.at("terminal"), nullptr);
    EXPECT_EQ(text(made, "password").size(), 20U);
    EXPECT_EQ(password_status("bob", text(made, "password")), 200);
}

TEST_F(UserCommands, AddTakesAllFlags) {
    EXPECT_EQ(run({"user", "add", "--account", "bob", "--corp", corp(), "--name", "Bob",
                   "--third-account", "t-1", "--admin"}),
              exit_ok);
    EXPECT_THAT(out, HasSubstr("Account   bob\nPassword  "));
    EXPECT_THAT(out,
                HasSubstr("\n\nThe password is not shown again; a new one is made with: roomkey "
                          "user password bob\n"));
    auto const bob = user("bob").value();
    EXPECT_EQ(bob.name, "Bob");
    EXPECT_EQ(bob.third_account, "t-1");
    EXPECT_EQ(bob.role, Role::administrator);
}

TEST_F(UserCommands, AddRefusesWhatIsTakenOrWrong) {
    EXPECT_EQ(run({"user", "add", "bob", "--third-account", "t-1"}), exit_ok);
    struct Row {
        std::vector<std::string> words;
        std::string text;
    };
    for (auto const& row : {
             Row{{"ann"}, "the account name is taken: ann\n"},
             Row{{"eve", "--third-account", "t-1"}, "the third-party id is taken: t-1\n"},
             // Nobody could tell it from the other one.
             Row{{"ANN"}, "the account name is taken: ANN\n"},
             Row{{"e:ve"}, "--account has the wrong format; accepted: [0-9A-Za-z_.@-]*\n"},
             Row{{"..@"}, "--account has the wrong format; accepted: a letter or a digit\n"},
             Row{{"12345"}, "--account has the wrong format; accepted: not only digits\n"},
             // It would pass for the one who runs these commands.
             Row{{"Operator"},
                 "--account has the wrong format; accepted: no name that the service itself "
                 "uses\n"},
             Row{{"eve", "--name", "\u3000"},
                 "--name has the wrong format; accepted: a visible character\n"},
             Row{{std::string(65, 'x'), "--name", "X"},
                 "--account has the wrong length; accepted: 0..64 characters\n"},
             Row{{"eve", "--third-account", std::string(65, 'x')},
                 "--third-account has the wrong length; accepted: 0..64 characters\n"},
             Row{{"eve", "--name", std::string(65, 'x')},
                 "--name has the wrong length; accepted: 1..64 characters\n"},
             Row{{"eve", "--name", "a\u200Bb"},
                 "--name has the wrong format; accepted: no control or invisible characters\n"},
         }) {
        auto words = row.words;
        words.insert(words.begin(), {"user", "add"});
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_EQ(err, "roomkey: " + row.text);
    }
    EXPECT_EQ(run({"user", "add", std::string(64, 'x'), "--name", std::string(64, 'x'),
                   "--third-account", std::string(64, 'x')}),
              exit_ok);
    EXPECT_EQ(run({"user", "add", std::string(64, 'y')}), exit_ok);
}

TEST_F(UserCommands, APasswordFromInputIsNotShown) {
    EXPECT_EQ(run({"user", "add", "bob", "--password-stdin"}, "correct-horse\r\nmore\n"), exit_ok);
    EXPECT_EQ(out, "Account  bob\n");
    EXPECT_EQ(password_status("bob", "correct-horse"), 200);
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin", "--json"}, "correct-horse"),
              exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"account", "ann"}}));
    EXPECT_EQ(password_status("ann", "correct-horse"), 200);
    EXPECT_EQ(column({"audit", "--operation", "set_password"}, "account"),
              std::vector<std::string>{"ann"});
}

TEST_F(UserCommands, APasswordIsNeverAnArgument) {
    EXPECT_EQ(run({"user", "add", "bob", "--password", "correct-horse"}), exit_usage);
    EXPECT_EQ(user("bob"), std::nullopt);
    auto const before = user("ann")->password_hash;
    EXPECT_EQ(run({"user", "password", "ann", "correct-horse"}), exit_usage);
    EXPECT_EQ(user("ann")->password_hash, before);
}

TEST_F(UserCommands, RefusesAPasswordThatIsMissingOrOfTheWrongLength) {
    auto const before = user("ann")->password_hash;
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, "\n"), exit_failed);
    EXPECT_EQ(err, "roomkey: --password-stdin is missing; accepted: one line on standard input\n");
    for (std::size_t const length : {7U, 33U}) {
        EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, std::string(length, 'p')),
                  exit_failed);
        EXPECT_EQ(err, "roomkey: password has the wrong length; accepted: 8..32 characters\n");
    }
    EXPECT_EQ(user("ann")->password_hash, before);
    for (std::size_t const length : {8U, 32U}) {
        EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, std::string(length, 'p')),
                  exit_ok);
    }
}

TEST_F(UserCommands, PasswordMakesOneShowsItAndEndsTheSessions) {
    auto const admin = bench.ours.admin_account;
    auto const token = bench.admin_token(bench.ours);
    auto const set = done({"user", "password", admin});
    EXPECT_EQ(text(set, "account"), admin);
    EXPECT_EQ(text(set, "password").size(), 20U);
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member").status, 401);
    EXPECT_EQ(password_status(admin, text(set, "password")), 200);
    auto const hub = bench.make_terminal(bench.ours).account;
    EXPECT_EQ(run({"user", "password", hub}), exit_failed);
    EXPECT_EQ(err, "roomkey: --account is not allowed here; accepted: an account of a person\n");
}

TEST_F(UserCommands, ASecretThatCouldNotBeShownIsToldHowToReplace) {
    is_output_full = true;
    EXPECT_EQ(run({"user", "password", "ann", "--data", "/d", "--json"}), exit_failed);
    EXPECT_EQ(err,
              "roomkey: cannot write to standard output; the changes have been made; a "
              "new password is made with: roomkey user password ann --data /d\n");
    EXPECT_EQ(run({"user", "add", "bob", "--data", "/the data"}), exit_failed);
    EXPECT_THAT(err,
                ::testing::EndsWith("made with: roomkey user password bob --data '/the data'\n"));
    EXPECT_EQ(run({"app", "add", "--name", "sync"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("a new App Key is made with: roomkey app reset-key "));
    EXPECT_EQ(run({"corp", "add", "--name", "Beta"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("roomkey user password admin@"));
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, "correct-horse"), exit_failed);
    EXPECT_EQ(err, "roomkey: cannot write to standard output; the changes have been made\n");
}

TEST_F(UserCommands, DisablesAndEnables) {
    EXPECT_EQ(run({"user", "disable", "ann"}), exit_ok);
    EXPECT_EQ(out, "ann is disabled\n");
    EXPECT_EQ(user("ann")->status, AccountStatus::disabled);
    EXPECT_EQ(done({"user", "enable", "ann"}),
              (boost::json::object{{"account", "ann"}, {"status", "normal"}}));
    EXPECT_EQ(user("ann")->status, AccountStatus::normal);
}

TEST_F(UserCommands, DisablingATerminalUnbindsItForGood) {
    auto const hub = bench.make_terminal(bench.ours);
    bench.bind(hub);
    EXPECT_EQ(state(), "active");
    EXPECT_EQ(run({"user", "disable", hub.account}), exit_ok);
    EXPECT_EQ(run({"user", "enable", hub.account}), exit_ok);
    EXPECT_EQ(state(), "released");
}

TEST_F(UserCommands, NamesTheAccountThatIsNotThere) {
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"user", "disable", "eve"},
          {"user", "enable", "eve"},
          {"user", "delete", "eve"},
          {"user", "password", "eve"},
          {"user", "rename", "eve", "x"},
          {"user", "totp-reset", "eve"}}) {
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_EQ(err, "roomkey: there is no such account: eve\n");
        EXPECT_EQ(out, "");
    }
}

TEST_F(UserCommands, RenamesAndDeletes) {
    EXPECT_EQ(run({"user", "rename", "ann", "--name", "Anna"}), exit_ok);
    EXPECT_EQ(out, "ann is now named Anna\n");
    EXPECT_EQ(user("ann")->name, "Anna");
    EXPECT_EQ(run({"user", "rename", "ann"}), exit_usage);
    EXPECT_EQ(err, "roomkey: --name is required (see: roomkey user rename --help)\n");
    EXPECT_EQ(run({"user", "rename", "ann", std::string(65, 'x')}), exit_failed);
    EXPECT_EQ(run({"user", "rename", "ann", ""}), exit_failed);
    EXPECT_EQ(done({"user", "delete", "ann"}),
              (boost::json::object{{"account", "ann"}, {"status", "deleted"}}));
    EXPECT_EQ(user("ann"), std::nullopt);
}

TEST_F(UserCommands, GivesRoles) {
    EXPECT_EQ(done({"user", "role", "ann", "help_desk", "--department", "1"}),
              (boost::json::object{{"account", "ann"}, {"role", "help_desk"}}));
    EXPECT_EQ(user("ann")->role, Role::help_desk);
    EXPECT_EQ(run({"user", "role", "ann", "auditor", "--department", "none"}), exit_failed);
    EXPECT_EQ(run({"user", "role", "ann", "king"}), exit_usage);
    EXPECT_EQ(run({"user", "role", "eve", "auditor"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such account: eve\n");
    EXPECT_EQ(user("ann")->role, Role::help_desk);
    EXPECT_EQ(run({"user", "role", "ann", "none"}), exit_ok);
    EXPECT_EQ(out, "ann has the role none now\n");
    EXPECT_EQ(user("ann")->role, Role::none);
}

TEST_F(UserCommands, ForgetsTheOneTimePasswordsOfALostPhone) {
    auto ann = *user("ann");
    ann.sealed_totp = {1, 2, 3};
    ann.totp_step = 7;
    ASSERT_TRUE(bench.store->write([&](Transaction& tx) { return update_user(tx, ann); }).ok());
    EXPECT_EQ(done({"user", "totp-reset", "ann"}),
              (boost::json::object{{"account", "ann"}, {"totp", "none"}}));
    EXPECT_TRUE(user("ann")->sealed_totp.empty());
    EXPECT_EQ(user("ann")->totp_step, 0);
    EXPECT_EQ(run({"user", "totp-reset", "ann"}), exit_ok);
    EXPECT_EQ(out, "ann has no one-time passwords now\n");
    EXPECT_EQ(bench.audit().front().operation, "reset_totp");
}

TEST_F(UserCommands, TheDefaultAdministratorIsProtected) {
    auto const admin = bench.ours.admin_account;
    for (auto const* command : {"delete", "disable"}) {
        EXPECT_EQ(run({"user", command, admin}), exit_failed);
        EXPECT_EQ(err, "roomkey: the default administrator cannot be deleted or disabled: " +
                           admin + "\n");
    }
    EXPECT_EQ(user(admin)->status, AccountStatus::normal);
}

TEST_F(UserCommands, ListFindsWhatTheFlagsSay) {
    auto const hub = bench.make_terminal(bench.ours, "Room 7").account;
    auto const tv = bench.make_terminal(bench.ours, "Room 8", DeviceType::huawei_vision).account;
    EXPECT_EQ(run({"user", "disable", "ann"}), exit_ok);
    auto const accounts = [&](std::vector<std::string> flags) {
        flags.insert(flags.begin(), {"user", "list"});
        return column(std::move(flags), "account");
    };
    EXPECT_EQ(accounts({}), (std::vector<std::string>{tv, hub, "ann", bench.ours.admin_account}));
    EXPECT_EQ(accounts({"--search", "room"}), (std::vector<std::string>{tv, hub}));
    EXPECT_EQ(accounts({"--kind", "idea-hub", "--kind", "smart-tv"}),
              (std::vector<std::string>{tv, hub}));
    EXPECT_EQ(accounts({"--kind", "member", "--status", "normal"}),
              std::vector<std::string>{bench.ours.admin_account});
    EXPECT_EQ(accounts({"--status", "disabled"}), std::vector<std::string>{"ann"});
    EXPECT_EQ(accounts({"--offset", "1", "--limit", "1"}), std::vector<std::string>{hub});
}

TEST_F(UserCommands, ListRefusesFlagsOutOfRange) {
    EXPECT_EQ(run({"user", "list", "--limit", "501"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --limit: '501' is not accepted; accepted: a whole number, 1..500 (see: "
              "roomkey user list --help)\n");
    EXPECT_EQ(run({"user", "list", "--limit", "500"}), exit_ok);
    EXPECT_EQ(run({"user", "list", "--limit", "0"}), exit_usage);
    EXPECT_EQ(run({"user", "list", "--offset", "-1"}), exit_usage);
    EXPECT_EQ(run({"user", "list", "--kind", "robot"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("accepted: member, hard-terminal, smart-tv, idea-hub, smart-rooms"));
    EXPECT_EQ(run({"user", "list", "--status", "odd"}), exit_usage);
}

TEST_F(UserCommands, ListShowsTerminalsWithTheirState) {
    auto const hub = bench.make_terminal(bench.ours, "Room 7");
    bench.bind(hub, "SN1");
    EXPECT_EQ(run({"user", "list", "--limit", "1"}), exit_ok);
    EXPECT_EQ(out,
              "ACCOUNT           NAME    KIND      ADMIN  STATUS  TERMINAL  SN   LAST SEEN\n" +
                  hub.account +
                  "  Room 7  idea-hub  none   normal  active    SN1  2025-01-15T08:00:00.000Z\n"
                  "\n"
                  "1..1 of 3; more with --offset 1\n");
    auto const list = done({"user", "list", "--limit", "1"});
    EXPECT_EQ(list.at("count"), 3);
    EXPECT_EQ(list.at("limit"), 1);
    auto const shown = list.at("data").as_array().at(0).as_object().at("terminal").as_object();
    EXPECT_EQ(shown.at("state"), "active");
    EXPECT_EQ(shown.at("devType"), "idea-hub");
    EXPECT_EQ(shown.at("sn"), "SN1");
    EXPECT_EQ(shown.at("snIsPlaceholder"), false);
    EXPECT_EQ(shown.at("snAlsoAt"), boost::json::array{});
    EXPECT_EQ(shown.at("lastSeenTime"), "2025-01-15T08:00:00.000Z");
}

TEST_F(UserCommands, ListShowsWhetherAnUnspentCodeHasLapsed) {
    auto const hub = bench.make_terminal(bench.ours);
    bench.clock.advance(code_validity_default - std::chrono::seconds{1});
    EXPECT_EQ(state(), "issued");
    bench.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(state(), "lapsed");
}

}  // namespace
}  // namespace roomkey
