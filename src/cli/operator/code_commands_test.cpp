#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::_;
using ::testing::HasSubstr;

class CodeCommands : public CommandBench {
protected:
    CodeCommands() {
        ON_CALL(database, insert_terminal).WillByDefault([this](Terminal const& given) {
            terminal = given;
            return Result<bool>(true);
        });
        ON_CALL(database, find_department)
            .WillByDefault([](CorpId const& corp, std::string const& code) {
                Department department;
                department.corp_id = corp;
                department.code = code;
                return Result<std::optional<Department>>(
                    code == "nowhere" ? std::nullopt : std::optional(department));
            });
        ON_CALL(database, find_terminal).WillByDefault([this](std::string const& account) {
            return Result<std::optional<Terminal>>(
                account == terminal.user.account ? std::optional(terminal) : std::nullopt);
        });
        ON_CALL(database, replace_code)
            .WillByDefault([this](UserId const& owner, ActiveCode const& code) {
                issued_to = owner;
                issued = code;
                return Result<bool>(true);
            });
        ON_CALL(database, end_binding).WillByDefault([](UserId const&, UnbindReason, Instant) {
            return Result<std::optional<BindingId>>(std::nullopt);
        });
        ON_CALL(database, insert_notice).WillByDefault([this](Notice const& notice) {
            notices.push_back(notice);
            return Status(Done{});
        });
        ON_CALL(database, search_codes).WillByDefault([this](CodeSearch const& given) {
            search = given;
            return Result<Page<CodeRow>>(page);
        });
        ON_CALL(database, find_terminal_by_code_id)
            .WillByDefault([](CorpId const&, CodeId const& id) {
                Terminal unspent;
                unspent.user.account = "hub";
                unspent.code = ActiveCode{};
                return Result<std::optional<Terminal>>(
                    id.value == "unknown" ? std::nullopt : std::optional(unspent));
            });
    }

    Terminal terminal;
    UserId issued_to;
    ActiveCode issued;
    std::vector<Notice> notices;
    CodeSearch search;
    Page<CodeRow> page;
};

TEST_F(CodeCommands, AddMakesATerminalAndShowsItsCode) {
    EXPECT_EQ(run({"code", "add", "--type", "idea-hub", "--name", "Room 7", "--department", "d1",
                   "--description", "2nd floor", "--json"}),
              exit_ok);
    EXPECT_EQ(terminal.device_type, DeviceType::idea_hub);
    EXPECT_EQ(terminal.user.name, "Room 7");
    EXPECT_EQ(terminal.user.department_code, "d1");
    EXPECT_EQ(terminal.user.description, "2nd floor");
    EXPECT_EQ(json().size(), 3U);
    EXPECT_EQ(json().at("account").as_string(), terminal.user.account);
    EXPECT_EQ(json().at("activeCode").as_string().size(), 11U);
    EXPECT_EQ(json().at("id").as_string(), issued.id().value);
    EXPECT_TRUE(notices.empty());
}

TEST_F(CodeCommands, AddQueuesAMessageForEachContact) {
    EXPECT_EQ(run({"code", "add", "--type", "smart-rooms", "--name", "R", "--email", "a@b.example",
                   "--phone", "17312345678", "--country", "chinaPR", "--language", "en-US"}),
              exit_ok);
    ASSERT_EQ(notices.size(), 2U);
    for (auto const& notice : notices) EXPECT_EQ(notice.language, Language::en_us);
    EXPECT_THAT(out, HasSubstr("Account  room_"));
}

TEST_F(CodeCommands, MessagesAreInChineseUnlessAsked) {
    EXPECT_EQ(
        run({"code", "add", "--type", "smart-rooms", "--name", "R", "--email", "a@b.example"}),
        exit_ok);
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].language, Language::zh_cn);
    EXPECT_EQ(notices[0].channel, Channel::email);
}

TEST_F(CodeCommands, AddRefusesWhatIsWrongNamingTheFlag) {
    EXPECT_CALL(database, insert_terminal(_)).Times(0);
    EXPECT_EQ(run({"code", "add", "--type", "toaster", "--name", "R"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --type: 'toaster' is not accepted; accepted: idea-hub, huawei-vision, "
              "welink-desktop(iwb), smart-rooms (see: roomkey code add --help)\n");
    EXPECT_EQ(run({"code", "add", "--name", "R"}), exit_usage);
    EXPECT_EQ(err, "roomkey: --type is required (see: roomkey code add --help)\n");
    std::vector<std::string> const good{"code", "add", "--type", "idea-hub", "--name", "R"};
    auto const run_with = [&](std::initializer_list<std::string> more) {
        auto words = good;
        words.insert(words.end(), more);
        return run(words);
    };
    EXPECT_EQ(run_with({"--email", "nobody"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --email has the wrong format; accepted: name@domain\n");
    EXPECT_EQ(run_with({"--phone", "12-34"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("roomkey: --phone has the wrong format"));
    EXPECT_EQ(run_with({"--department", "nowhere"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("roomkey: the enterprise has no such department"));
    EXPECT_EQ(run_with({"--language", "fr"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("accepted: zh-CN, en-US"));
}

TEST_F(CodeCommands, FlagsKeepTheRulesOfTheApiDocument) {
    std::vector<std::string> const add{"code", "add", "--type", "idea-hub", "--name"};
    auto const with = [&](std::initializer_list<std::string> more) {
        auto words = add;
        words.insert(words.end(), more);
        return words;
    };
    EXPECT_EQ(run(with({std::string(64, 'n')})), exit_ok);
    EXPECT_EQ(run(with({std::string(65, 'n')})), exit_failed);
    EXPECT_EQ(err, "roomkey: --name has the wrong length; accepted: 1..64 characters\n");
    EXPECT_EQ(run(with({"R", "--description", std::string(256, 'd')})), exit_failed);
    EXPECT_EQ(err, "roomkey: --description has the wrong length; accepted: 0..255 characters\n");
    EXPECT_EQ(run(with({"R", "--department", "a b"})), exit_failed);
    EXPECT_EQ(err, "roomkey: --department has the wrong format; accepted: [0-9A-Za-z_-]*\n");
    EXPECT_EQ(run({"code", "list", "--search", std::string(256, 's')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --search has the wrong length; accepted: 0..255 characters\n");
}

TEST_F(CodeCommands, ResetShowsTheNewCode) {
    terminal.user.id = UserId{"t1"};
    terminal.user.account = "hub_1";
    terminal.user.corp_id = CorpId{"123456789"};
    EXPECT_CALL(database, end_binding(UserId{"t1"}, UnbindReason::reset, _)).Times(2);
    EXPECT_EQ(run({"code", "reset", "hub_1", "--email", "a@b.example", "--json"}), exit_ok);
    EXPECT_EQ(issued_to.value, "t1");
    EXPECT_EQ(json().size(), 2U);
    EXPECT_EQ(json().at("account"), "hub_1");
    EXPECT_EQ(json().at("activeCode").as_string().size(), 11U);
    EXPECT_EQ(notices.size(), 1U);
    EXPECT_EQ(run({"code", "reset", "--account", "hub_1"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("Account  hub_1\nCode     "));
    EXPECT_EQ(run({"code", "reset", "hub_2"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such account: hub_2\n");
}

TEST_F(CodeCommands, ListOpensCodesAndTellsLapsedOnesApart) {
    EXPECT_EQ(run({"code", "add", "--type", "idea-hub", "--name", "Room 7", "--json"}), exit_ok);
    auto const text = std::string(json().at("activeCode").as_string());
    CodeRow row;
    row.code = issued;
    row.code.hash.fill(0xc1);
    row.code.created_at = host.time.now();
    row.code.expires_at = host.time.now() + std::chrono::hours{1};
    row.user_id = issued_to;
    row.account = "hub_1";
    row.name = "Room 7";
    row.department_code = "1";
    row.department_name = "Acme";
    page.data = {row};
    page.count = 1;
    EXPECT_EQ(run({"code", "list", "--json"}), exit_ok);
    std::string const id = row.code.id().value;
    EXPECT_EQ(json(),
              (boost::json::object{
                  {"count", 1},
                  {"data", boost::json::array{{{"id", id},
                                               {"account", "hub_1"},
                                               {"name", "Room 7"},
                                               {"devType", "idea-hub"},
                                               {"deptCode", "1"},
                                               {"deptName", "Acme"},
                                               {"activeCode", text},
                                               {"state", "issued"},
                                               {"createTime", "2025-01-15T08:00:00.000Z"},
                                               {"expireTime", "2025-01-15T09:00:00.000Z"}}}},
                  {"offset", 0},
                  {"limit", 10}}));
    host.time.advance(std::chrono::hours{1});
    EXPECT_EQ(run({"code", "list"}), exit_ok);
    EXPECT_EQ(out,
              "ID                                CODE         ACCOUNT  NAME    TYPE      STATE   "
              "EXPIRES\n" +
                  id + "  " + text +
                  "  hub_1    Room 7  idea-hub  lapsed  2025-01-15T09:00:00.000Z\n");
}

TEST_F(CodeCommands, ListAsksForWhatTheFlagsSay) {
    EXPECT_EQ(run({"code", "list", "--search", "Room", "--type", "welink-desktop(iwb)", "--offset",
                   "7", "--limit", "1"}),
              exit_ok);
    EXPECT_EQ(search.corp_id.value, "123456789");
    EXPECT_EQ(search.text, "Room");
    EXPECT_EQ(search.device_type, DeviceType::welink_desktop);
    EXPECT_EQ(search.page.offset, 7);
    EXPECT_EQ(search.page.limit, 1);
}

TEST_F(CodeCommands, DeletesSeveralCodes) {
    EXPECT_EQ(run({"code", "delete", "c1", "c2", "--json"}), exit_ok);
    EXPECT_EQ(json(), (boost::json::object{{"deleted", boost::json::array{"c1", "c2"}}}));
    EXPECT_EQ(run({"code", "delete", "c1"}), exit_ok);
    EXPECT_EQ(out, "c1 is deleted\n");
}

TEST_F(CodeCommands, DeleteNamesTheCodeThatIsNotThere) {
    EXPECT_EQ(run({"code", "delete", "c1", "unknown"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the enterprise has no unspent code with this id: unknown\n");
    EXPECT_EQ(out, "");
}

TEST_F(CodeCommands, DeleteTakesOneToAHundredIds) {
    std::vector<std::string> words{"code", "delete"};
    EXPECT_EQ(run(words), exit_usage);
    words.resize(102, "c");
    EXPECT_EQ(run(words), exit_ok);
    words.emplace_back("c");
    EXPECT_EQ(run(words), exit_usage);
}

}  // namespace
}  // namespace roomkey
