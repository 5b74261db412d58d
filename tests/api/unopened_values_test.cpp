#include <gtest/gtest.h>

#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* users_path = "/v1/usg/dcs/corp/member?containsUnActive=true&userType=13";
constexpr char const* codes_path = "/v1/usg/dcs/corp/vision/activecode";

/// A list with three codes, the second of which is spoiled by the test.
class UnopenedValues : public testing::Test {
protected:
    static ServicesOptions options(std::vector<roomkey::UnopenedValues>& reports) {
        ServicesOptions options;
        options.on_unopened = [&reports](roomkey::UnopenedValues const& values) {
            reports.push_back(values);
        };
        return options;
    }

    void spoil(Bytes const& sealed) {
        auto const status = bench.store->write([&](Transaction& transaction) {
            return transaction.run("UPDATE code SET sealed = $1 WHERE hash = $2", sealed,
                                   bench.services->code_issue.lookup(terminals[1].code.reveal()));
        });
        ASSERT_TRUE(status.ok()) << status.error().detail;
    }

    /// The codes of the list, oldest terminal first; none unless the list was returned.
    std::vector<std::string> codes_in(std::string const& path) {
        auto const answer = bench.send_as(token, "GET", path);
        EXPECT_EQ(answer.status, 200) << answer.text;
        std::vector<std::string> codes;
        if (answer.status != 200) return codes;
        for (auto const& row : answer.json.at("data").as_array()) {
            codes.emplace(codes.begin(), row.at("activeCode").as_string());
        }
        return codes;
    }

    void expect_one_empty(std::string const& detail) {
        std::vector<std::string> const expected{terminals[0].code.reveal(), "",
                                                terminals[2].code.reveal()};
        for (auto const* path : {codes_path, users_path}) {
            reports.clear();
            EXPECT_EQ(codes_in(path), expected) << path;
            ASSERT_EQ(reports.size(), 1U) << path;
            EXPECT_EQ(reports[0].kind, "code");
            EXPECT_EQ(reports[0].count, 1);
            EXPECT_EQ(reports[0].detail, detail);
        }
    }

    CreatedTerminal make(std::string name) {
        bench.clock.advance(std::chrono::seconds{1});
        return bench.make_terminal(bench.ours, std::move(name));
    }

    std::vector<roomkey::UnopenedValues> reports;
    ApiBench bench{options(reports)};
    std::string token = bench.admin_token(bench.ours);
    std::vector<CreatedTerminal> terminals{make("A"), make("B"), make("C")};
};

TEST_F(UnopenedValues, OfAMissingKeyLeaveTheListComplete) {
    auto sealed = bench.services->sealer.seal(SealPurpose::code, "x", Secret("1"));
    sealed[1] = 9;
    spoil(sealed);
    expect_one_empty("sealing key 9 is not on the ring");
}

TEST_F(UnopenedValues, OfAnotherRowLeaveTheListComplete) {
    spoil(bench.services->sealer.seal(SealPurpose::code, terminals[0].user_id.value, Secret("1")));
    expect_one_empty("a sealed value was damaged or moved");
}

TEST_F(UnopenedValues, CutShortLeaveTheListComplete) {
    spoil(Bytes{1, 1});
    expect_one_empty("a sealed value is too short");
}

TEST_F(UnopenedValues, AreNotReportedWhereAllOpen) {
    EXPECT_EQ(codes_in(codes_path).size(), 3U);
    EXPECT_TRUE(reports.empty());
}

TEST_F(UnopenedValues, AreReportedOnceForAList) {
    bench.restart_with_other_keys();
    SearchCodesRequest request;
    auto const page = bench.services->codes.search(request, operator_of(bench.ours.corp_id));
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->data.size(), 3U);
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_EQ(reports[0].count, 3);
}

TEST_F(UnopenedValues, AreMendedByAResetOfTheAccountThatTheListStillShows) {
    spoil(Bytes{});
    auto const answer = bench.send_as(token, "PUT", reset_target(terminals[1].account), "{}");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(codes_in(codes_path).at(1), answer.field("activeCode"));
}

TEST_F(UnopenedValues, AreAnErrorWhereTheValueAloneIsAskedFor) {
    spoil(Bytes{1, 1});
    EXPECT_FALSE(bench.services->codes.current(terminals[1].account).ok());
}

}  // namespace
}  // namespace roomkey
