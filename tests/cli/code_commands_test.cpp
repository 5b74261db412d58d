#include <algorithm>
#include <cctype>

#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class CodeCommands : public OperatorBench {
protected:
    /// A terminal that this command made: its account, id and activeCode.
    boost::json::object add(std::string const& name, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"code", "add", "--type", "idea-hub", "--name", name};
        words.insert(words.end(), more.begin(), more.end());
        return done(std::move(words));
    }
};

std::string text(boost::json::object const& object, std::string_view name) {
    return object.at(name).as_string().c_str();
}

TEST_F(CodeCommands, AddMakesATerminalAndShowsItsCode) {
    auto const made = add("Room 7", {"--department", "1", "--description", "2nd floor"});
    EXPECT_EQ(made.size(), 3U);
    EXPECT_EQ(text(made, "activeCode").size(), 11U);
    auto const stored = terminal(text(made, "account")).value();
    EXPECT_EQ(stored.device_type, DeviceType::idea_hub);
    EXPECT_EQ(stored.user.name, "Room 7");
    EXPECT_EQ(stored.user.department_code, "1");
    EXPECT_EQ(stored.user.description, "2nd floor");
    EXPECT_EQ(text(made, "id"), stored.code.value().id().value);
    EXPECT_TRUE(notices(text(made, "account")).empty());
    EXPECT_EQ(bench.notifications, 0);
    EXPECT_EQ(bench.activate(text(made, "activeCode")).status, 200);
}

TEST_F(CodeCommands, AddQueuesAMessageForEachContactAndWakesTheOutbox) {
    EXPECT_EQ(run({"code", "add", "--type", "smart-rooms", "--name", "R", "--email", "a@b.example",
                   "--phone", "17312345678", "--country", "chinaPR", "--language", "en-US"}),
              exit_ok);
    EXPECT_THAT(out, HasSubstr("Account  room_"));
    EXPECT_EQ(column({"notice", "list"}, "language"), (std::vector<std::string>(2, "en-US")));
    EXPECT_EQ(bench.notifications, 1);
    EXPECT_EQ(column({"audit", "--operation", "create_code"}, "detail"),
              std::vector<std::string>{"***@b.example +86173****5678"});
}

TEST_F(CodeCommands, MessagesAreInChineseUnlessAsked) {
    auto const queued = notices(text(add("R", {"--email", "a@b.example"}), "account"));
    ASSERT_EQ(queued.size(), 1U);
    EXPECT_EQ(queued[0].language, Language::zh_cn);
    EXPECT_EQ(queued[0].channel, Channel::email);
}

TEST_F(CodeCommands, AddRefusesWhatIsWrongNamingTheFlag) {
    EXPECT_EQ(run({"code", "add", "--type", "toaster", "--name", "R"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --type: 'toaster' is not accepted; accepted: huawei-vision, idea-hub, "
              "welink-desktop(iwb), smart-rooms (see: roomkey code add --help)\n");
    EXPECT_EQ(run({"code", "add", "--name", "R"}), exit_usage);
    EXPECT_EQ(err, "roomkey: --type is required (see: roomkey code add --help)\n");
    auto const run_with = [&](std::initializer_list<std::string> more) {
        std::vector<std::string> words{"code", "add", "--type", "idea-hub", "--name", "R"};
        words.insert(words.end(), more);
        return run(words);
    };
    EXPECT_EQ(run_with({"--email", "nobody"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --email has the wrong format; accepted: name@domain\n");
    EXPECT_EQ(run_with({"--phone", "12-34"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("roomkey: --phone has the wrong format"));
    EXPECT_EQ(run_with({"--department", "nowhere"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the enterprise has no such department: nowhere\n");
    EXPECT_EQ(run_with({"--department", "a b"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --department has the wrong format; accepted: [0-9A-Za-z_-]*\n");
    EXPECT_EQ(run_with({"--department", std::string(33, '1')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --department has the wrong length; accepted: 0..32 characters\n");
    EXPECT_EQ(run_with({"--description", std::string(256, 'x')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --description has the wrong length; accepted: 0..255 characters\n");
    EXPECT_EQ(run_with({"--language", "fr"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("accepted: zh-CN, en-US"));
    EXPECT_EQ(done({"code", "list"}).at("count"), 0);
}

TEST_F(CodeCommands, ANameHas1To64Characters) {
    EXPECT_EQ(text(add(std::string(64, 'n')), "activeCode").size(), 11U);
    EXPECT_EQ(run({"code", "add", "--type", "idea-hub", "--name", std::string(65, 'n')}),
              exit_failed);
    EXPECT_EQ(err, "roomkey: --name has the wrong length; accepted: 1..64 characters\n");
    EXPECT_EQ(run({"code", "add", "--type", "idea-hub", "--name", ""}), exit_failed);
    EXPECT_EQ(err, "roomkey: --name is missing\n");
}

TEST_F(CodeCommands, ResetReplacesTheCodeAndUnbindsTheDevice) {
    auto const made = bench.make_terminal(bench.ours);
    bench.bind(made);
    auto const fresh = done({"code", "reset", made.account, "--email", "a@b.example"});
    EXPECT_EQ(fresh.size(), 2U);
    EXPECT_EQ(text(fresh, "account"), made.account);
    EXPECT_EQ(terminal(made.account)->binding, std::nullopt);
    EXPECT_EQ(notices(made.account).size(), 1U);
    EXPECT_EQ(bench.notifications, 1);
    EXPECT_NE(bench.activate(made.code.reveal()).status, 200);
    EXPECT_EQ(bench.activate(text(fresh, "activeCode")).status, 200);
    EXPECT_EQ(run({"code", "reset", "--account", made.account}), exit_ok);
    EXPECT_THAT(out, ::testing::StartsWith("Account  " + made.account + "\nCode     "));
    EXPECT_EQ(bench.notifications, 1);
}

TEST_F(CodeCommands, ResetNamesWhatIsNoTerminal) {
    for (std::string const& account : {std::string("hub_2"), bench.ours.admin_account}) {
        EXPECT_EQ(run({"code", "reset", account}), exit_failed);
        EXPECT_EQ(err, "roomkey: there is no such account: " + account + "\n");
    }
}

TEST_F(CodeCommands, ListOpensCodesAndTellsLapsedOnesApart) {
    EXPECT_EQ(run({"corp", "set", "--code-validity", "1h"}), exit_ok);
    auto const made = add("Room 7");
    auto const account = text(made, "account");
    EXPECT_EQ(done({"code", "list"}),
              (boost::json::object{
                  {"count", 1},
                  {"data", boost::json::array{{{"id", text(made, "id")},
                                               {"account", account},
                                               {"name", "Room 7"},
                                               {"devType", "idea-hub"},
                                               {"deptCode", "1"},
                                               {"deptName", "Ours"},
                                               {"activeCode", text(made, "activeCode")},
                                               {"state", "issued"},
                                               {"createTime", "2025-01-15T08:00:00.000Z"},
                                               {"expireTime", "2025-01-15T09:00:00.000Z"}}}},
                  {"offset", 0},
                  {"limit", 100}}));
    bench.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(run({"code", "list"}), exit_ok);
    EXPECT_EQ(out,
              "ID                                CODE         ACCOUNT           NAME    TYPE      "
              "STATE   EXPIRES\n" +
                  text(made, "id") + "  " + text(made, "activeCode") + "  " + account +
                  "  Room 7  idea-hub  lapsed  2025-01-15T09:00:00.000Z\n");
}

TEST_F(CodeCommands, ListFindsWhatTheFlagsSay) {
    for (auto const* name : {"Room 1", "Room 2", "Hall"}) add(name);
    EXPECT_EQ(run({"code", "add", "--type", "welink-desktop(iwb)", "--name", "Room 3"}), exit_ok);
    auto const names = [&](std::vector<std::string> flags) {
        flags.insert(flags.begin(), {"code", "list"});
        return column(std::move(flags), "name");
    };
    EXPECT_EQ(names({"--search", "Room"}),
              (std::vector<std::string>{"Room 3", "Room 2", "Room 1"}));
    EXPECT_EQ(names({"--type", "welink-desktop(iwb)"}), std::vector<std::string>{"Room 3"});
    EXPECT_EQ(names({"--search", "Room", "--offset", "1", "--limit", "1"}),
              std::vector<std::string>{"Room 2"});
}

TEST_F(CodeCommands, ListFindsACodeOrAPartAsTheNetworkDoorDoes) {
    auto const decimal = add("Decimal");
    add("Other");
    EXPECT_EQ(run({"corp", "set", "--code-format", "crockford"}), exit_ok);
    auto const letters = add("Letters");
    auto const token = bench.admin_token(bench.ours);
    auto const in_groups = [](std::string code) { return code.insert(3, "-"); };
    struct Row {
        std::string key;
        std::vector<std::string> names;
    };
    for (auto const& row :
         {Row{text(decimal, "activeCode"), {"Decimal"}},
          Row{in_groups(text(decimal, "activeCode")), {"Decimal"}},
          Row{text(letters, "activeCode"), {"Letters"}},
          Row{text(decimal, "activeCode").substr(1), {"Decimal"}},
          Row{text(letters, "activeCode").substr(4, 9), {"Letters"}}, Row{"nosuch", {}}}) {
        EXPECT_EQ(column({"code", "list", "--search", row.key}, "name"), row.names) << row.key;
        auto const answer =
            bench.send_as(token, "GET", "/v1/usg/dcs/corp/vision/activecode?searchKey=" + row.key);
        ASSERT_EQ(answer.status, 200);
        std::vector<std::string> names;
        for (auto const& found : answer.json.at("data").as_array()) {
            names.emplace_back(found.at("devName").as_string().c_str());
        }
        EXPECT_EQ(names, row.names) << row.key;
    }
}

TEST_F(CodeCommands, ASearchHasAtMost255Characters) {
    for (auto const* noun : {"code", "user"}) {
        EXPECT_EQ(run({noun, "list", "--search", std::string(255, 'x')}), exit_ok);
        EXPECT_EQ(run({noun, "list", "--search", std::string(256, 'x')}), exit_failed);
        EXPECT_EQ(err, "roomkey: --search has the wrong length; accepted: 0..255 characters\n");
        EXPECT_EQ(run({noun, "list", "--search", "a\nb"}), exit_failed);
        EXPECT_THAT(err, HasSubstr("roomkey: --search has the wrong format"));
    }
}

TEST_F(CodeCommands, DeletesSeveralCodes) {
    auto const first = text(add("First"), "id");
    auto const second = text(add("Second"), "id");
    auto const third = text(add("Third"), "id");
    auto ids = std::vector<std::string>{first, second};
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(done({"code", "delete", first, second}),
              (boost::json::object{{"deleted", boost::json::array{ids[0], ids[1]}}}));
    EXPECT_EQ(run({"code", "delete", "--id", third}), exit_ok);
    EXPECT_EQ(out, third + " is deleted\n");
    EXPECT_EQ(done({"code", "list"}).at("count"), 0);
    EXPECT_EQ(column({"audit", "--operation", "delete_code"}, "actor"),
              (std::vector<std::string>(3, "operator")));
}

TEST_F(CodeCommands, AnIdGivenTwiceCountsOnce) {
    auto const id = text(add("Room"), "id");
    EXPECT_EQ(run({"code", "delete", id, id}), exit_ok);
    EXPECT_EQ(out, id + " is deleted\n");
    auto const other = text(add("Room"), "id");
    auto const third = text(add("Room"), "id");
    auto capitals = other;
    std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    EXPECT_EQ(run({"code", "delete", other, third, capitals, third}), exit_ok);
    EXPECT_EQ(done({"code", "list"}).at("count"), 0);
    EXPECT_EQ(done({"audit", "--operation", "delete_code"}).at("count"), 3);
}

TEST_F(CodeCommands, DeleteNamesTheCodeThatIsNotThereAndDeletesNone) {
    auto const id = text(add("Room"), "id");
    for (std::string const& unknown : {std::string(32, '0'), std::string("unknown")}) {
        EXPECT_EQ(run({"code", "delete", id, unknown}), exit_failed);
        EXPECT_EQ(err,
                  "roomkey: the enterprise has no unspent code with this id: " + unknown + "\n");
        EXPECT_EQ(out, "");
    }
    EXPECT_EQ(done({"code", "list"}).at("count"), 1);
}

TEST_F(CodeCommands, DeleteTakesOneToAHundredIds) {
    std::vector<std::string> words{"code", "delete"};
    EXPECT_EQ(run(words), exit_usage);
    words.resize(103, text(add("Room"), "id"));
    EXPECT_EQ(run(words), exit_usage);
    words.pop_back();
    EXPECT_EQ(run(words), exit_ok);
}

}  // namespace
}  // namespace roomkey
