#include <utility>

#include "storage/sql/terminal/terminals.hpp"
#include "tests/api/role_bench.hpp"
#include "usecase/audit_trail.hpp"

// What a terminal's page says of what happened to it, and that looking at a code is on record.
namespace roomkey {
namespace {

using Texts = std::vector<std::string>;

class TerminalHistory : public RoleBench {
protected:
    static std::string path_of(std::string const& account) {
        return "/v1/roomkey/terminals/" + account;
    }
    /// "operation actor source outcome" of each record, newest first.
    Texts history(std::string const& token, std::string const& account,
                  std::string const& query = {}) {
        auto const page = as(token, "GET", path_of(account) + "/history?limit=100" + query);
        EXPECT_EQ(page.status, 200) << page.text;
        Texts found;
        for (auto const& record : page.json.at("data").as_array()) {
            EXPECT_EQ(std::string(record.at("account").as_string()), account);
            std::string text;
            for (auto const* const name : {"operation", "actor", "source", "outcome"}) {
                text += text.empty() ? "" : " ";
                text += record.at(name).as_string();
            }
            found.push_back(text);
        }
        return found;
    }
    /// "actor source outcome count" of the refused codes, newest first.
    Texts refused(std::string const& account) {
        auto const page = as(bench.admin_token(bench.ours), "GET",
                             path_of(account) + "/history?operation=activation_refused");
        Texts found;
        for (auto const& record : page.json.at("data").as_array()) {
            found.push_back(std::string(record.at("actor").as_string()) + ' ' +
                            std::string(record.at("source").as_string()) + ' ' +
                            std::string(record.at("outcome").as_string()) + ' ' +
                            std::to_string(record.at("count").to_number<int>()));
        }
        return found;
    }
    std::string activate(std::string const& code, std::string const& sn,
                         std::string const& source = "192.0.2.1") {
        auto const before = std::exchange(bench.source, source);
        auto const answer = bench.activate(code, sn);
        bench.source = before;
        return reason(answer);
    }
    Answer show(std::string const& token, std::string const& account) {
        return as(token, "POST", path_of(account) + "/code/shown");
    }

    std::string const wrong = "00000000000";
    std::string const admin_account = bench.ours.admin_account;
};

TEST_F(TerminalHistory, IsWhatWasDoneToTheAccountNewestFirst) {
    auto const shop = room("Shop", "sales");
    auto const other = room("Other", "sales");
    auto const step = [&] { bench.clock.advance(std::chrono::minutes{1}); };
    step();
    EXPECT_EQ(activate(shop.code.reveal(), "SN1"), "200");
    step();
    EXPECT_EQ(reset(admin, shop.account).status, 200);
    EXPECT_EQ(reset(admin, other.account).status, 200);
    step();
    EXPECT_EQ(as(admin, "PUT", members + '/' + shop.account,
                 R"({"deptCode":"lab","status":1,"desc":"x"})")
                  .status,
              200);
    Texts const expected{"update_user " + admin_account + " 192.0.2.1 ok",
                         "reset_code " + admin_account + " 192.0.2.1 ok",
                         "activate_terminal sn:SN1 192.0.2.1 ok", "create_code operator cli ok"};
    EXPECT_EQ(history(admin, shop.account), expected);
    auto const changed = as(admin, "GET", path_of(shop.account) + "/history?limit=1");
    EXPECT_EQ(changed.number("count"), 4);
    EXPECT_EQ(std::string(changed.json.at("data").at(0).at("detail").as_string()),
              "deptCode lab, disabled");
    EXPECT_EQ(history(admin, shop.account, "&operation=reset_code"), Texts{expected[1]});
}

TEST_F(TerminalHistory, IsSeenByEveryRoleWithinItsReach) {
    auto const shop = room("Shop", "north");
    auto const hall = room("Hall", "lab");
    auto const theirs = bench.make_terminal(bench.theirs);
    auto const records = history(admin, shop.account);
    auto const help = holder("ada", "help_desk", R"("sales")");
    EXPECT_EQ(history(help, shop.account), records);
    EXPECT_EQ(reason(as(help, "GET", "/v1/roomkey/audit")), "not_permitted");
    EXPECT_EQ(reason(as(help, "GET", path_of(hall.account) + "/history")), "account_unknown");
    EXPECT_EQ(reason(as(help, "GET", path_of(theirs.account) + "/history")), "account_unknown");
    EXPECT_EQ(reason(as(help, "GET", path_of(admin_account) + "/history")), "account_unknown");
    auto const auditor = holder("bob", "auditor", R"("lab")");
    EXPECT_EQ(history(auditor, hall.account).size(), 1U);
    EXPECT_EQ(reason(as(auditor, "GET", path_of(shop.account) + "/history")), "account_unknown");
    EXPECT_EQ(reason(as(join("cem"), "GET", path_of(shop.account) + "/history")), "not_permitted");
}

TEST_F(TerminalHistory, HasNothingOfAnEarlierAccountOfThatName) {
    auto const make = [&](std::string const& department) {
        CreateCodeRequest request;
        request.device_name = "Again";
        request.department_code = department;
        request.given.account = "again";
        EXPECT_TRUE(bench.services->codes.create(request, operator_of(bench.ours.corp_id)).ok());
    };
    make("lab");
    EXPECT_EQ(reset(admin, "again").status, 200);
    EXPECT_TRUE(bench.services->users.remove("again").ok());
    bench.clock.advance(std::chrono::minutes{1});
    make("sales");
    EXPECT_EQ(history(admin, "again"), Texts{"create_code operator cli ok"});
}

TEST_F(TerminalHistory, SaysWhyACodeWasRefused) {
    auto const shop = room("Shop", "sales");
    EXPECT_TRUE(bench.services->users.set_disabled(shop.account, true).ok());
    EXPECT_EQ(activate(shop.code.reveal(), "SN1"), "account_disabled");
    EXPECT_EQ(activate(shop.code.reveal(), "SN1"), "account_disabled");
    bench.clock.advance(std::chrono::days{365});
    EXPECT_EQ(activate(shop.code.reveal(), "SN2", "198.51.100.7"), "code_lapsed");
    EXPECT_EQ(refused(shop.account),
              (Texts{"sn:SN2 198.51.100.7 code_lapsed 1", "sn:SN1 192.0.2.1 account_disabled 2"}));
}

TEST_F(TerminalHistory, HasWrongCodesOfItsDeviceFromWhereThatWasSeen) {
    auto const shop = room("Shop", "sales");
    EXPECT_EQ(activate(shop.code.reveal(), "SN1"), "200");
    EXPECT_EQ(reset(admin, shop.account).status, 200);
    EXPECT_EQ(activate(wrong, "SN1", "198.51.100.7"), "code_unknown");
    EXPECT_EQ(activate(wrong, "SN2"), "code_unknown");
    EXPECT_EQ(refused(shop.account), Texts{});
    EXPECT_EQ(activate(shop.code.reveal(), "SN1"), "code_unknown");
    EXPECT_EQ(refused(shop.account), Texts{"sn:SN1 192.0.2.1 code_unknown 1"});
    for (int i = 10; i < 20; ++i) activate("000000000" + std::to_string(i), "SN1");
    auto const locked = history(admin, shop.account, "&operation=source_locked");
    EXPECT_EQ(locked, Texts{"source_locked  192.0.2.1 ok"});
}

TEST_F(TerminalHistory, TellsNobodyOfSerialNumbersThatManyHave) {
    auto const shop = room("Shop", "sales");
    EXPECT_EQ(activate(shop.code.reveal(), "00000000"), "200");
    EXPECT_EQ(activate(wrong, "00000000"), "code_unknown");
    EXPECT_EQ(refused(shop.account), Texts{});
}

TEST_F(TerminalHistory, SaysWhenACodeOfAHardTerminalWasForAnother) {
    auto const added = as(admin, "POST", "/v1/usg/dcs/corp/device",
                          R"({"name":"Box","model":"TE20","sn":"SN9","email":"a@b.example"})");
    auto const account = added.field("account");
    auto const found = bench.store->read([&](Reader& reader) -> Result<std::string> {
        auto const terminal = TRY(find_terminal(reader, account));
        auto const code = TRY(bench.services->code_issue.open(terminal->user.id, *terminal->code));
        return std::string{code.reveal()};
    });
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(activate(*found, "SN8"), "code_device_mismatch");
    EXPECT_EQ(refused(account), Texts{"sn:SN8 192.0.2.1 code_device_mismatch 1"});
}

TEST_F(TerminalHistory, CountsWhoLooksAtItsCode) {
    auto const shop = room("Shop", "sales");
    auto const hall = room("Hall", "lab");
    auto const help = holder("ada", "help_desk", R"("sales")");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(show(help, shop.account).status, 200);
    EXPECT_EQ(show(admin, shop.account).status, 200);
    EXPECT_EQ(show(admin, hall.account).status, 200);
    auto const shown = [&](CreatedTerminal const& terminal) {
        return history(admin, terminal.account, "&operation=show_code");
    };
    EXPECT_EQ(shown(shop), (Texts{"show_code " + admin_account + " 192.0.2.1 ok",
                                  "show_code ada 192.0.2.1 ok"}));
    EXPECT_EQ(shown(hall), Texts{"show_code " + admin_account + " 192.0.2.1 ok"});
    EXPECT_EQ(bench.audit()[2].count, 3);
    bench.clock.advance(stranger_window);
    EXPECT_EQ(show(help, shop.account).status, 200);
    EXPECT_EQ(shown(shop).size(), 3U);

    EXPECT_EQ(reason(show(help, hall.account)), "account_unknown");
    EXPECT_EQ(reason(show(admin, admin_account)), "account_unknown");
    EXPECT_EQ(reason(show(holder("bob", "auditor"), shop.account)), "not_permitted");
}

}  // namespace
}  // namespace roomkey
