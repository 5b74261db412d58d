#include "domain/job/csv_table.hpp"

#include <algorithm>

#include "tests/api/job_bench.hpp"

// Labels of many terminals by jobs, and the way of a table out and back.
namespace roomkey {
namespace {

namespace json = boost::json;

class LabelJobs : public JobBench {
protected:
    void label(std::string const& account, json::object const& labels) {
        auto const answer = bench.send_as(
            token, "PUT", "/v1/roomkey/terminals/" + account + "/labels", json::serialize(labels));
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    /// "note|assetNumber|tag,tag".
    std::string labels(std::string const& account) {
        auto const record = bench.send_as(token, "GET", "/v1/roomkey/terminals/" + account);
        EXPECT_EQ(record.status, 200) << record.text;
        std::string text = record.field("note") + '|' + record.field("assetNumber") + '|';
        for (auto const& tag : record.json.at("tags").as_array()) {
            text += std::string{text.back() == '|' ? "" : ","} + std::string{tag.as_string()};
        }
        return text;
    }
    std::string exported(std::string const& query = {}) {
        auto const part = bench.send_as(token, "GET", "/v1/roomkey/exports/terminals" + query);
        EXPECT_EQ(part.status, 200) << part.text;
        return part.field("csv");
    }
};

TEST_F(LabelJobs, AddTagsToWhatASearchFinds) {
    auto const rooms = make_rooms(2, "Tower ");
    auto const other = make_rooms(1, "Annex ");
    std::string const first{rooms[0].as_string()};
    std::string const second{rooms[1].as_string()};
    label(first, {{"note", "kept"}, {"tags", {"old", "east"}}});
    label(second, {{"tags", {"east", "new"}}});
    auto const id = create({{"kind", "label"},
                            {"tagsAdd", {"New"}},
                            {"tagsRemove", {"OLD"}},
                            {"selection", {{"tag", "EAST"}}}});
    auto const found = rows(id);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], "1 " + second + " invalid invalid_parameter");
    EXPECT_EQ(messages(id)[0], "A parameter is invalid: account has nothing to change");
    EXPECT_EQ(found[1], "2 " + first + " ready");
    start(id);
    run();
    EXPECT_EQ(labels(first), "kept||east,New");
    EXPECT_EQ(labels(second), "||east,new");
    EXPECT_EQ(labels(std::string{other[0].as_string()}), "||");
    EXPECT_EQ(recorded(id, "update_terminal_labels"), (std::map<std::string, int>{{first, 1}}));
}

TEST_F(LabelJobs, SayNothingOfPeopleWithEmptyCells) {
    NewUser ann;
    ann.account = "ann";
    EXPECT_TRUE(bench.services->users.create(ann, operator_of(bench.ours.corp_id)).ok());
    auto const id = create({{"kind", "update"},
                            {"csv",
                             "account,title,note,assetNumber,tags\nann,Boss,,,\n"
                             "ann,Chief,Key,,\n"}});
    EXPECT_EQ(rows(id)[0], "1 ann ready");
    EXPECT_EQ(messages(id)[1], "A parameter is invalid: note is not allowed here");
    start(id);
    run();
    EXPECT_EQ(bench.send_as(token, "GET", "/v1/usg/dcs/corp/member/ann").field("title"), "Boss");
}

TEST_F(LabelJobs, ChangeTheColumnsOfTheTableAlone) {
    auto const room = std::string{make_rooms(1)[0].as_string()};
    label(room, {{"note", "kept"}, {"assetNumber", "A-1"}, {"tags", {"a", "b"}}});
    auto const id =
        create({{"kind", "label"},
                {"csv", "\xE5\xB8\x90\xE5\x8F\xB7;Asset number;\xE6\xA0\x87\xE7\xAD\xBE\n" + room +
                            ";;c, d\nnobody;A-2;\n" + bench.ours.admin_account + ";A-2;\n"}});
    EXPECT_EQ(rows(id)[1], "2 nobody invalid account_unknown");
    EXPECT_EQ(rows(id)[2], "3 " + bench.ours.admin_account + " invalid invalid_parameter");
    EXPECT_NE(messages(id)[2].find("(expected the account of a terminal)"), std::string::npos);
    start(id);
    run();
    EXPECT_EQ(labels(room), "kept||c,d");
}

TEST_F(LabelJobs, BringATableBackAsItWasEdited) {
    auto const rooms = make_rooms(3);
    std::string const first{rooms[0].as_string()};
    std::string const second{rooms[1].as_string()};
    std::string const third{rooms[2].as_string()};
    label(first,
          {{"note", "=HYPERLINK(\"http://x\")"}, {"assetNumber", "-1"}, {"tags", {"@a", "b"}}});
    label(second, {{"note", "'quoted', \"twice\""}, {"assetNumber", "+2"}});
    label(third, {{"note", "goes"}, {"tags", {"stays"}}});
    auto const table = exported("?sortField=ldapAccount");
    EXPECT_NE(table.find(",\"'=HYPERLINK(\"\"http://x\"\")\",'-1,\"'@a,b\"\r\n"), std::string::npos)
        << table;

    auto const same = create({{"kind", "update"}, {"csv", table}});
    EXPECT_EQ(show(same).number("ready"), 0) << rows(same)[0] << messages(same)[0];
    EXPECT_EQ(show(same).number("invalid"), 3);

    auto const parsed = read_csv(table, "csv");
    ASSERT_TRUE(parsed.ok());
    auto const at = [&](std::string_view column) {
        auto const& names = parsed->columns;
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), column) -
                                        names.begin());
    };
    std::string edited = csv_line({"account", "name", "note", "tags"});
    for (auto row : parsed->rows) {
        if (row[at("account")] == third) {
            row[at("name")] = "Renamed";
            row[at("note")] = "";
            row[at("tags")] += ",more";
        }
        edited += csv_line({row[at("account")], row[at("name")], row[at("note")], row[at("tags")]});
    }
    auto const id = create({{"kind", "update"}, {"csv", edited}});
    EXPECT_EQ(show(id).number("ready"), 1);
    start(id);
    run();
    EXPECT_EQ(show(id).number("done"), 1);
    EXPECT_EQ(user(third).name, "Renamed");
    EXPECT_EQ(labels(third), "||stays,more");
    EXPECT_EQ(labels(first), "=HYPERLINK(\"http://x\")|-1|@a,b");
    EXPECT_EQ(labels(second), "'quoted', \"twice\"|+2|");
    EXPECT_EQ(recorded(id, "update_user"), (std::map<std::string, int>{{third, 1}}));
}

TEST_F(LabelJobs, ExportInParts) {
    auto const rooms = make_rooms(3);
    auto const get = [&](std::string const& query) {
        return bench.send_as(token, "GET", "/v1/roomkey/exports/terminals?maxRows=2" + query);
    };
    auto const first = get("");
    EXPECT_EQ(first.number("nextOffset"), 2);
    auto const second = get("&fromOffset=2");
    EXPECT_TRUE(second.json.at("nextOffset").is_null());
    EXPECT_EQ(first.field("csv") + second.field("csv"), exported());
    auto const beyond = get("&fromOffset=3");
    EXPECT_EQ(beyond.field("csv"), "");
    EXPECT_TRUE(beyond.json.at("nextOffset").is_null());
    auto const theirs = bench.admin_token(bench.theirs);
    auto const of_theirs = bench.send_as(theirs, "GET", "/v1/roomkey/exports/terminals");
    EXPECT_EQ(of_theirs.field("csv").find("Room"), std::string::npos);
}

TEST_F(LabelJobs, GiveNoLabelsToPeople) {
    auto const id = create(
        {{"kind", "update"}, {"csv", "account,tags\n" + bench.ours.admin_account + ",boss\n"}});
    EXPECT_EQ(rows(id)[0], "1 " + bench.ours.admin_account + " invalid invalid_parameter");
    EXPECT_NE(messages(id)[0].find("tags is not allowed here"), std::string::npos);
}

TEST_F(LabelJobs, GoAtTheRateThatTheyWereGiven) {
    auto const id = create("disable", make_rooms(10));
    start(id, R"({"rate":2})");
    EXPECT_EQ(show(id).number("spread"), 5);
    run();
    EXPECT_EQ(show(id).number("done"), 1);
    bench.clock.advance(std::chrono::milliseconds{999});
    run();
    EXPECT_EQ(show(id).number("done"), 2);
    EXPECT_EQ(show(id).number("remainingTime"), 5);
    bench.clock.advance(std::chrono::milliseconds{1});
    run();
    EXPECT_EQ(show(id).number("done"), 3);
}

}  // namespace
}  // namespace roomkey
