#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::_;
using ::testing::HasSubstr;
using ::testing::Not;

class UserCommands : public CommandBench {
protected:
    UserCommands() {
        User known;
        known.id = UserId{"u1"};
        known.corp_id = CorpId{"123456789"};
        known.account = "ann";
        known.name = "Ann";
        user = known;
        ON_CALL(database, insert_user).WillByDefault([this](User const& given) {
            saved = given;
            return Result<bool>(true);
        });
        ON_CALL(database, update_user).WillByDefault([this](User const& given) {
            saved = given;
            return Status(Done{});
        });
        ON_CALL(database, end_binding).WillByDefault([](UserId const&, UnbindReason, Instant) {
            return Result<std::optional<BindingId>>(std::nullopt);
        });
        ON_CALL(database, find_terminal_by_user).WillByDefault([](UserId const&) {
            return Result<std::optional<Terminal>>(std::nullopt);
        });
        ON_CALL(database, search_users).WillByDefault([this](UserSearch const& given) {
            search = given;
            return Result<Page<UserRow>>(page);
        });
    }

    User saved;
    UserSearch search;
    Page<UserRow> page;
};

TEST_F(UserCommands, AddMakesAPasswordAndShowsIt) {
    EXPECT_EQ(run({"user", "add", "bob", "--json"}), exit_ok);
    EXPECT_EQ(json().at("account"), "bob");
    EXPECT_EQ(json().at("name"), "bob");
    EXPECT_EQ(json().at("kind"), "member");
    EXPECT_EQ(json().at("admin"), "none");
    EXPECT_EQ(json().at("terminal"), nullptr);
    EXPECT_EQ(json().at("password").as_string().size(), 20U);
    EXPECT_EQ(saved.corp_id.value, "123456789");
}

TEST_F(UserCommands, AddTakesAllFlags) {
    EXPECT_EQ(run({"user", "add", "--account", "bob", "--corp", "123456789", "--name", "Bob",
                   "--third-account", "t-1", "--admin"}),
              exit_ok);
    EXPECT_EQ(saved.account, "bob");
    EXPECT_EQ(saved.name, "Bob");
    EXPECT_EQ(saved.third_account, "t-1");
    EXPECT_EQ(saved.admin_type, AdminType::admin);
    EXPECT_THAT(out, HasSubstr("Account   bob\nPassword  "));
    EXPECT_THAT(out, HasSubstr("The password is not shown again."));
}

TEST_F(UserCommands, APasswordFromInputIsNotShown) {
    EXPECT_EQ(run({"user", "add", "bob", "--password-stdin"}, "correct horse\r\nmore\n"), exit_ok);
    EXPECT_EQ(out, "Account  bob\n");
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin", "--json"}, "correct horse"),
              exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"account", "ann"}}));
    EXPECT_EQ(audited.operation, "set_password");
}

TEST_F(UserCommands, APasswordIsNeverAnArgument) {
    EXPECT_EQ(run({"user", "add", "bob", "--password", "correct horse"}), exit_usage);
    EXPECT_EQ(run({"user", "password", "ann", "correct horse"}), exit_usage);
    EXPECT_EQ(saved.account, "");
}

TEST_F(UserCommands, RefusesAPasswordThatIsMissingOrOfTheWrongLength) {
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, "\n"), exit_failed);
    EXPECT_EQ(err, "roomkey: --password-stdin is missing; accepted: one line on standard input\n");
    EXPECT_EQ(run({"user", "password", "ann", "--password-stdin"}, "short\n"), exit_failed);
    EXPECT_EQ(err, "roomkey: password has the wrong length; accepted: 8..32 characters\n");
    EXPECT_EQ(saved.account, "");
}

TEST_F(UserCommands, PasswordMakesOneAndShowsIt) {
    EXPECT_CALL(database, end_sessions(UserId{"u1"}));
    EXPECT_EQ(run({"user", "password", "ann", "--json"}), exit_ok);
    EXPECT_EQ(json().at("account"), "ann");
    EXPECT_EQ(json().at("password").as_string().size(), 20U);
}

TEST_F(UserCommands, DisablesAndEnables) {
    EXPECT_EQ(run({"user", "disable", "ann"}), exit_ok);
    EXPECT_EQ(saved.status, AccountStatus::disabled);
    EXPECT_EQ(out, "ann is disabled\n");
    EXPECT_EQ(run({"user", "enable", "ann", "--json"}), exit_ok);
    EXPECT_EQ(saved.status, AccountStatus::normal);
    EXPECT_EQ(json(), (boost::json::object{{"account", "ann"}, {"status", "normal"}}));
}

TEST_F(UserCommands, NamesTheAccountThatIsNotThere) {
    for (std::vector<std::string> const& words :
         {std::vector<std::string>{"user", "disable", "eve"},
          {"user", "enable", "eve"},
          {"user", "delete", "eve"},
          {"user", "password", "eve"},
          {"user", "rename", "eve", "x"}}) {
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_EQ(err, "roomkey: there is no such account: eve\n");
        EXPECT_EQ(out, "");
    }
}

TEST_F(UserCommands, DeletesAndRenames) {
    EXPECT_CALL(database, delete_user(UserId{"u1"}));
    EXPECT_EQ(run({"user", "delete", "ann", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"account", "ann"}, {"status", "deleted"}}));
    EXPECT_EQ(run({"user", "rename", "ann", "--name", "Anna"}), exit_ok);
    EXPECT_EQ(saved.name, "Anna");
    EXPECT_EQ(out, "ann is now named Anna\n");
    EXPECT_EQ(run({"user", "rename", "ann"}), exit_usage);
    EXPECT_EQ(err, "roomkey: --name is required (see: roomkey user rename --help)\n");
}

TEST_F(UserCommands, TheDefaultAdministratorIsProtected) {
    user->admin_type = AdminType::default_admin;
    EXPECT_CALL(database, delete_user(_)).Times(0);
    EXPECT_EQ(run({"user", "delete", "ann"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the default administrator cannot be deleted or disabled: ann\n");
}

TEST_F(UserCommands, ListAsksForWhatTheFlagsSay) {
    EXPECT_EQ(run({"user", "list", "--search", "room", "--kind", "idea-hub", "--kind", "member",
                   "--status", "disabled", "--offset", "20", "--limit", "500"}),
              exit_ok);
    EXPECT_EQ(search.corp_id.value, "123456789");
    EXPECT_EQ(search.text, "room");
    EXPECT_EQ(search.types, (std::vector<UserType>{UserType::idea_hub, UserType::member}));
    EXPECT_EQ(search.status, AccountStatus::disabled);
    EXPECT_EQ(search.page.offset, 20);
    EXPECT_EQ(search.page.limit, 500);
    EXPECT_TRUE(search.with_inactive_terminals);
}

TEST_F(UserCommands, ListRefusesFlagsOutOfRange) {
    EXPECT_EQ(run({"user", "list", "--limit", "501"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --limit: '501' is not accepted; accepted: a whole number, 1..500 (see: "
              "roomkey user list --help)\n");
    EXPECT_EQ(run({"user", "list", "--limit", "0"}), exit_usage);
    EXPECT_EQ(run({"user", "list", "--offset", "-1"}), exit_usage);
    EXPECT_EQ(run({"user", "list", "--kind", "robot"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("accepted: member, smart-tv, idea-hub, smart-rooms"));
    EXPECT_EQ(run({"user", "list", "--status", "odd"}), exit_usage);
}

TEST_F(UserCommands, ListShowsTerminalsWithTheirState) {
    UserRow row;
    row.user = *user;
    row.user.type = UserType::idea_hub;
    Terminal terminal;
    terminal.binding = Binding{};
    terminal.binding->sn = "SN1";
    terminal.binding->last_seen_at = host.time.now();
    row.terminal = terminal;
    page.data = {row};
    page.count = 3;
    EXPECT_EQ(run({"user", "list"}), exit_ok);
    EXPECT_EQ(out,
              "ACCOUNT  NAME  KIND      ADMIN  STATUS  TERMINAL  SN   LAST SEEN\n"
              "ann      Ann   idea-hub  none   normal  active    SN1  2025-01-15T08:00:00.000Z\n"
              "\n"
              "1..1 of 3; more with --offset 1\n");
    EXPECT_EQ(run({"user", "list", "--json"}), exit_ok);
    EXPECT_EQ(json().at("count"), 3);
    EXPECT_EQ(json().at("limit"), 10);
    auto const shown = json().at("data").as_array().at(0).as_object().at("terminal").as_object();
    EXPECT_EQ(shown.at("state"), "active");
    EXPECT_EQ(shown.at("devType"), "idea-hub");
    EXPECT_EQ(shown.at("sn"), "SN1");
    EXPECT_EQ(shown.at("lastSeenTime"), "2025-01-15T08:00:00.000Z");
}

TEST_F(UserCommands, ListShowsWhetherAnUnspentCodeHasLapsed) {
    UserRow row;
    row.user = *user;
    row.terminal = Terminal{};
    row.terminal->code = ActiveCode{};
    row.terminal->code->expires_at = host.time.now() + std::chrono::seconds{1};
    page.data = {row};
    auto const state = [&] {
        EXPECT_EQ(run({"user", "list", "--json"}), exit_ok);
        return json()
            .at("data")
            .as_array()
            .at(0)
            .as_object()
            .at("terminal")
            .as_object()
            .at("state");
    };
    EXPECT_EQ(state(), "issued");
    host.time.advance(std::chrono::seconds{1});
    EXPECT_EQ(state(), "lapsed");
    page.data[0].terminal->code.reset();
    EXPECT_EQ(state(), "released");
}

}  // namespace
}  // namespace roomkey
