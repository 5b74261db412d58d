#include <gtest/gtest.h>

#include "domain/terminal.hpp"
#include "tests/api/api_bench.hpp"

// Terminals as the console lists them, and what administrators note about them.
namespace roomkey {
namespace {

using std::chrono::minutes;
using Accounts = std::vector<std::string>;

constexpr char const* path = "/v1/roomkey/terminals";

class InventoryTest : public testing::Test {
protected:
    Answer send(std::string const& method, std::string const& rest, std::string const& body = {}) {
        return bench.send_as(token, method, path + rest, body, {{"Accept-Language", "en-US"}});
    }
    /// The record after the change.
    Answer label(std::string const& account, std::string const& body) {
        auto const answer = send("PUT", '/' + account + "/labels", body);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer;
    }
    /// The accounts on the page.
    Accounts found(std::string const& query) {
        auto const page = send("GET", query);
        EXPECT_EQ(page.status, 200) << page.text;
        Accounts accounts;
        for (auto const& record : page.json.at("data").as_array()) {
            accounts.emplace_back(record.at("userAccount").as_string());
        }
        return accounts;
    }
    /// The newest record of the audit trail about the account.
    AuditEntry recorded(std::string const& account) {
        for (auto const& entry : bench.audit()) {
            bool const is_of_labels = entry.operation == "update_terminal_labels";
            if (is_of_labels && entry.account == account) return entry;
        }
        return {};
    }

    ApiBench bench;
    std::string token = bench.admin_token(bench.ours);
};

TEST_F(InventoryTest, ChangesWhatTheRequestNames) {
    auto const room = bench.make_terminal(bench.ours, "Lobby").account;
    auto const labelled =
        label(room, R"({"note":"Key: reception","assetNumber":"A-1","tags":["East","2026"]})");
    EXPECT_EQ(labelled.field("note"), "Key: reception");
    EXPECT_EQ(labelled.field("assetNumber"), "A-1");
    EXPECT_EQ(labelled.json.at("tags"), boost::json::parse(R"(["East","2026"])"));
    EXPECT_EQ(recorded(room).detail, "note, assetNumber A-1, tags +East +2026");
    EXPECT_EQ(recorded(room).actor, bench.ours.admin_account);

    auto const changed = label(room, R"({"assetNumber":"","tagsAdd":["new","EAST"],)"
                                     R"("tagsRemove":["2026"]})");
    EXPECT_EQ(changed.field("note"), "Key: reception");
    EXPECT_EQ(changed.field("assetNumber"), "");
    EXPECT_EQ(changed.json.at("tags"), boost::json::parse(R"(["East","new"])"));
    EXPECT_EQ(recorded(room).detail, "assetNumber -, tags +new -2026");

    EXPECT_EQ(label(room, R"({"note":null})").field("note"), "Key: reception");
    auto const cleared = label(room, R"({"note":"","tags":[]})");
    EXPECT_EQ(cleared.field("note"), "");
    EXPECT_TRUE(cleared.json.at("tags").as_array().empty());
    EXPECT_EQ(send("GET", '/' + room).json, cleared.json);
}

TEST_F(InventoryTest, RefusesTheSeventeenthTag) {
    auto const room = bench.make_terminal(bench.ours).account;
    label(room, R"({"tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15"]})");
    label(room, R"({"tagsAdd":["16"]})");
    auto const refused = send("PUT", '/' + room + "/labels", R"({"tagsAdd":["17"]})");
    EXPECT_EQ(refused.status, 400);
    EXPECT_NE(refused.field("error_msg").find("tags has a wrong length (expected 0..16)"),
              std::string::npos)
        << refused.text;
    for (auto const* const tag : {"a,b", "a;b", " ", "a\\u200bb", "a\\nb"}) {
        auto const body = R"({"tags":[")" + std::string{tag} + R"("]})";
        EXPECT_EQ(send("PUT", '/' + room + "/labels", body).status, 400) << tag;
    }
}

TEST_F(InventoryTest, KnowsTerminalsOfTheEnterpriseAlone) {
    auto const theirs = bench.make_terminal(bench.theirs).account;
    for (auto const& account : {theirs, bench.ours.admin_account, std::string{"nobody"}}) {
        EXPECT_EQ(send("GET", '/' + account).header("X-Roomkey-Reason"), "account_unknown");
        EXPECT_EQ(
            send("PUT", '/' + account + "/labels", R"({"note":"x"})").header("X-Roomkey-Reason"),
            "account_unknown");
    }
    EXPECT_EQ(found("?tag=any"), (Accounts{}));
}

TEST_F(InventoryTest, FindsByTagAssetNumberAndKind) {
    auto const first = bench.make_terminal(bench.ours, "First").account;
    auto const second =
        bench.make_terminal(bench.ours, "Second", DeviceType::huawei_vision).account;
    bench.make_terminal(bench.ours, "Third");
    ASSERT_EQ(bench
                  .send_as(token, "POST", "/v1/usg/dcs/corp/device",
                           R"({"name":"Box","model":"TE20","sn":"SN9","email":"a@b.example"})")
                  .status,
              200);
    auto const box = found("?userType=10").at(0);
    label(first, R"({"tags":["Caf\u00e9"],"assetNumber":"A-100"})");
    label(second, R"({"tags":["CAFE\u0301"],"assetNumber":"a-17"})");
    label(box, R"({"tags":["caf\u00e9"],"assetNumber":"B-1"})");
    EXPECT_EQ(found("?tag=CAF%C3%89"), (Accounts{second, first}));
    EXPECT_EQ(found("?tag=caf%C3%A9&userType=10,12"), (Accounts{box, second}));
    EXPECT_EQ(found("?assetNumber=A-1"), (Accounts{second, first}));
    EXPECT_EQ(found("?assetNumber=A-10"), (Accounts{first}));
    EXPECT_EQ(found("?searchKey=second&tag=caf%C3%A9"), (Accounts{second}));
    EXPECT_EQ(found("").size(), 3U);
    EXPECT_EQ(send("GET", "/" + box).field("sn"), "SN9");
    EXPECT_EQ(send("GET", "/" + box).field("model"), "TE20");
}

TEST_F(InventoryTest, FindsTheOneThatIsNamedAmongManyAlike) {
    // More than a page can have; the first is the last of the list.
    auto const first = bench.make_terminal(bench.ours, "Room 1");
    for (int i = 0; i < 500; ++i) bench.make_terminal(bench.ours, "Room 1");
    auto const codes = bench.send_as(
        token, "GET", "/v1/usg/dcs/corp/vision/activecode?searchKey=" + first.code.reveal());
    ASSERT_EQ(codes.number("count"), 1) << codes.text;
    std::string const code_id(codes.json.at("data").at(0).at("id").as_string());
    EXPECT_EQ(found("?searchKey=Room+1&limit=500").size(), 500U);
    EXPECT_EQ(found("?account=" + first.account), (Accounts{first.account}));
    EXPECT_EQ(found("?codeId=" + code_id), (Accounts{first.account}));
    EXPECT_EQ(found("?codeId=" + code_id.substr(1)), (Accounts{}));
    EXPECT_EQ(found("?codeId=" + std::string(32, 'f')), (Accounts{}));
    EXPECT_EQ(send("GET", "?codeId=" + code_id + "0").status, 400);
    EXPECT_EQ(found("?sn=SN7"), (Accounts{}));
    bench.bind(first, "SN7");
    EXPECT_EQ(found("?sn=SN7"), (Accounts{first.account}));
    EXPECT_EQ(found("?sn=SN"), (Accounts{}));
    EXPECT_EQ(found("?codeId=" + code_id), (Accounts{}));
    auto const as_user =
        bench.send_as(token, "GET", "/v1/usg/dcs/corp/member?userType=13&account=" + first.account);
    ASSERT_EQ(as_user.number("count"), 1) << as_user.text;
    EXPECT_EQ(as_user.json.at("data").at(0).at("sn").as_string(), "SN7");

    auto const theirs = bench.make_terminal(bench.theirs, "Room 1");
    bench.bind(theirs, "SN8");
    EXPECT_EQ(found("?account=" + theirs.account), (Accounts{}));
    EXPECT_EQ(found("?sn=SN8"), (Accounts{}));
}

TEST_F(InventoryTest, ShowsWhoIsOnline) {
    auto const room = bench.make_terminal(bench.ours, "Lobby");
    auto const credential = bench.bind(room);
    bench.make_terminal(bench.ours, "Unused");
    auto const bound_at = unix_milliseconds(bench.clock.now());
    auto const record = send("GET", '/' + room.account);
    EXPECT_TRUE(record.json.at("online").as_bool());
    EXPECT_EQ(record.number("lastSeenTime"), bound_at);
    EXPECT_EQ(found("?online=true"), (Accounts{room.account}));
    EXPECT_EQ(found("?online=false"), (Accounts{}));

    bench.clock.advance(online_within);
    EXPECT_EQ(found("?online=true"), (Accounts{room.account}));
    bench.clock.advance(Duration{1});
    EXPECT_EQ(found("?online=true"), (Accounts{}));
    EXPECT_EQ(found("?online=false"), (Accounts{room.account}));
    EXPECT_FALSE(send("GET", '/' + room.account).json.at("online").as_bool());

    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(found("?online=true"), (Accounts{room.account}));
}

TEST_F(InventoryTest, FindsTerminalsInAState) {
    auto const waiting = bench.make_terminal(bench.ours, "Waiting").account;
    auto const bound = bench.make_terminal(bench.ours, "Bound");
    bench.bind(bound);
    auto const off = bench.make_terminal(bench.ours, "Off").account;
    EXPECT_TRUE(bench.services->users.set_disabled(off, true).ok());
    auto const exported = [&](std::string const& query) {
        return bench.send_as(token, "GET", "/v1/roomkey/exports/terminals" + query).field("csv");
    };
    EXPECT_EQ(found("?state=issued"), (Accounts{waiting}));
    EXPECT_EQ(found("?state=expiring"), (Accounts{}));
    EXPECT_EQ(found("?state=lapsed"), (Accounts{}));
    EXPECT_EQ(found("?state=active"), (Accounts{bound.account}));
    EXPECT_EQ(found("?state=gone"), (Accounts{}));
    EXPECT_EQ(found("?state=disabled"), (Accounts{off}));
    EXPECT_EQ(send("GET", "?state=bound").status, 400);
    bench.clock.advance(std::chrono::days{9});
    token = bench.admin_token(bench.ours);
    EXPECT_EQ(found("?state=expiring"), (Accounts{waiting}));
    EXPECT_EQ(found("?state=gone&searchKey=ound"), (Accounts{bound.account}));
    bench.clock.advance(std::chrono::days{1});
    token = bench.admin_token(bench.ours);
    EXPECT_EQ(found("?state=lapsed"), (Accounts{waiting}));
    EXPECT_EQ(found("?state=issued"), (Accounts{}));
    EXPECT_NE(exported("?state=lapsed").find(waiting), std::string::npos);
    EXPECT_EQ(exported("?state=lapsed").find(bound.account), std::string::npos);
    auto const job = bench.send_as(token, "POST", "/v1/roomkey/jobs",
                                   R"({"kind":"disable","selection":{"state":"lapsed"}})");
    EXPECT_EQ(job.number("ready"), 1) << job.text;
    auto const nothing = bench.send_as(token, "GET", "/v1/roomkey/jobs?failed=true&from=0");
    EXPECT_EQ(nothing.number("count"), 0) << nothing.text;
}

TEST_F(InventoryTest, IsNoPartOfWhatTheVendorShows) {
    auto const room = bench.make_terminal(bench.ours, "Lobby").account;
    auto const search = "/v1/usg/dcs/corp/member?userType=13&containsUnActive=true";
    auto const before = bench.send_as(token, "GET", search);
    auto const detail = bench.send_as(token, "GET", "/v1/usg/dcs/corp/member/" + room);
    label(room, R"({"note":"Secret cupboard","assetNumber":"A-1","tags":["east"]})");
    EXPECT_EQ(bench.send_as(token, "GET", search).json, before.json);
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member/" + room).json, detail.json);
    EXPECT_EQ(bench.send_as(token, "GET", std::string{search} + "&searchKey=A-1").number("count"),
              0);
}

TEST_F(InventoryTest, CountsActivationsAndResetsDayByDay) {
    auto const trend = [&] {
        auto const answer = bench.send_as(token, "GET", "/v1/roomkey/trend");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at("days").as_array();
    };
    auto const count = [](boost::json::value const& day, char const* kind) {
        return day.at(kind).as_int64();
    };
    auto const room = bench.make_terminal(bench.ours, "Lobby");
    bench.bind(room);
    ASSERT_EQ(trend().size(), 30U);
    EXPECT_EQ(count(trend().back(), "activations"), 1);
    EXPECT_EQ(count(trend().back(), "resets"), 0);
    EXPECT_EQ(
        bench.send_as(token, "PUT", reset_target(room.account), R"({"emailAddr":"ann@b.example"})")
            .status,
        200);
    EXPECT_EQ(count(trend().back(), "resets"), 1);
    bench.clock.advance(std::chrono::days{1});
    token = bench.admin_token(bench.ours);
    EXPECT_EQ(count(trend().back(), "resets"), 0);
    EXPECT_EQ(count(trend().at(28), "resets"), 1);
    EXPECT_EQ(count(trend().at(28), "activations"), 1);
    auto const days = trend();
    for (std::size_t i = 1; i < days.size(); ++i) {
        EXPECT_EQ(count(days[i], "startTime") - count(days[i - 1], "startTime"), 86'400'000);
    }
    EXPECT_GT(count(days.back(), "startTime") + 86'400'000, unix_milliseconds(bench.clock.now()));
    bench.clock.advance(std::chrono::days{29});
    token = bench.admin_token(bench.ours);
    for (auto const& day : trend()) EXPECT_EQ(count(day, "resets"), 0);
}

}  // namespace
}  // namespace roomkey
