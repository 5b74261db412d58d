#include "cli/operator/key_commands.hpp"

#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using KeyCommands = CommandBench;

TEST_F(KeyCommands, ListTheKeysWithTheirStateAndFigures) {
    host.keys = {
        {1, false, true, 30}, {2, true, true, 12}, {3, false, true, 0}, {7, false, false, 1}};
    EXPECT_EQ(run({"key", "list", "--data", "d"}), 0);
    EXPECT_EQ(host.place.data, "d");
    EXPECT_NE(out.find("1    older    30"), std::string::npos) << out;
    EXPECT_NE(out.find("2    current  12"), std::string::npos) << out;
    EXPECT_NE(out.find("3    new      0"), std::string::npos) << out;
    EXPECT_NE(out.find("7    missing  1"), std::string::npos) << out;
    EXPECT_EQ(run({"key", "list", "--json"}), 0);
    auto const rows = json().at("data").as_array();
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[1].at("state").as_string(), "current");
    EXPECT_EQ(rows[1].at("values").as_int64(), 12);
}

TEST_F(KeyCommands, SayWhatToDoNext) {
    EXPECT_EQ(run({"key", "add"}), 0);
    EXPECT_EQ(host.asked, "key add");
    EXPECT_NE(out.find("roomkey key use 2"), std::string::npos) << out;
    EXPECT_EQ(run({"key", "use", "2"}), 0);
    EXPECT_EQ(host.asked, "key use 2");
    EXPECT_NE(out.find("SIGHUP"), std::string::npos) << out;
    EXPECT_EQ(run({"key", "remove", "--key", "1", "--json"}), 0);
    EXPECT_EQ(host.asked, "key remove 1");
    EXPECT_EQ(json().at("id").as_int64(), 1);
}

TEST_F(KeyCommands, TakeIdsFrom1To255AndNoOthers) {
    EXPECT_EQ(run({"key", "use", "1"}), 0);
    EXPECT_EQ(run({"key", "use", "255"}), 0);
    for (auto const* id : {"0", "256", "two", ""}) EXPECT_EQ(run({"key", "use", id}), 2) << id;
    EXPECT_EQ(run({"key", "use"}), 2);
}

TEST_F(KeyCommands, FailWhenSomethingCouldNotBeSealedAnew) {
    host.progress.resealed = 5;
    EXPECT_EQ(run({"key", "reseal"}), 0);
    EXPECT_NE(out.find("5 values were sealed anew"), std::string::npos) << out;
    host.progress.failed = 1;
    EXPECT_EQ(run({"key", "reseal"}), 1);
    EXPECT_NE(err.find("not on the ring"), std::string::npos) << err;
}

TEST_F(KeyCommands, ShowWhyTheyWereRefused) {
    host.answer = invalid_field("key", Fault::unknown_value, "the id of a sealing key on the ring");
    EXPECT_EQ(run({"key", "use", "9"}), 1);
    EXPECT_NE(err.find("key has an unknown value"), std::string::npos) << err;
}

}  // namespace
}  // namespace roomkey
