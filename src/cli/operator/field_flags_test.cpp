#include "cli/operator/field_flags.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace roomkey {
namespace {

constexpr std::string_view colours[] = {"red", "green"};

constexpr FieldRule rules[] = {
    {.name = "devName", .is_required = true, .minimum = 1, .maximum = 4},
    {.name = "colour", .values = colours},
    {.name = "sortLevel", .type = FieldType::integer, .minimum = 1, .maximum = 3},
    {.name = "body", .is_list = true, .maximum = 2, .items_min = 1, .items_max = 2},
    {.name = "title"},
};

struct Request {
    std::string name;
    std::string colour;
    std::optional<int> level;
    std::vector<std::string> ids;
    std::string title;
};

constexpr auto request_fields =
    bind<Request>(rules, {field<&Request::name>("devName"), field<&Request::colour>("colour"),
                          field<&Request::level>("sortLevel"), field<&Request::ids>("body"),
                          field<&Request::title>("title")});

class FieldFlagsTest : public ::testing::Test {
protected:
    FieldFlagsTest() {
        flags.add(command, "--name", "devName", "Name");
        flags.add(command, "--colour", "colour", "Colour");
        flags.add(command, "--level", "sortLevel", "Place");
        flags.add(command, "CODE_ID,--id", "body", "Ids");
    }

    /// The refusal of the parser, if it has one.
    std::string parse(std::vector<std::string> words) {
        std::reverse(words.begin(), words.end());
        try {
            command.parse(words);
        } catch (CLI::ParseError const& error) {
            return error.what();
        }
        return {};
    }

    std::string refused_flag(std::vector<std::string> const& words) {
        EXPECT_EQ(parse(words), "");
        auto const request = flags.read();
        return request.ok() ? "none" : request.error().field;
    }

    CLI::App command;
    FieldFlags<Request> flags{request_fields};
};

TEST_F(FieldFlagsTest, FillTheRequest) {
    ASSERT_EQ(parse({"--name", "Hall", "--colour", "red", "--level", "3", "a", "b"}), "");
    auto const request = flags.read();
    ASSERT_TRUE(request.ok()) << request.error().field;
    EXPECT_EQ(request->name, "Hall");
    EXPECT_EQ(request->colour, "red");
    EXPECT_EQ(request->level, 3);
    EXPECT_EQ(request->ids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(request->title, "");
}

TEST_F(FieldFlagsTest, ReadAgainAfterEachCommandLine) {
    ASSERT_EQ(parse({"--name", "Hall"}), "");
    EXPECT_EQ(flags.read()->level, std::nullopt);
    ASSERT_EQ(parse({"--name", "Room"}), "");
    EXPECT_EQ(flags.read()->name, "Room");
}

TEST_F(FieldFlagsTest, KeepTheRulesOfTheFieldsAndNameTheFlag) {
    EXPECT_EQ(refused_flag({"--name", "室室室室"}), "none");
    EXPECT_EQ(refused_flag({"--name", "室室室室室"}), "--name");
    EXPECT_EQ(refused_flag({"--name", "\xC3"}), "--name");
    EXPECT_EQ(refused_flag({"--name", "Hall", "--level", "4"}), "--level");
    EXPECT_EQ(refused_flag({"--name", "Hall", "--level", "one"}), "--level");
    EXPECT_EQ(refused_flag({"--name", "Hall", "a", "abc"}), "--id[1]");
}

TEST_F(FieldFlagsTest, AskTheParserForWhatItCanTell) {
    EXPECT_NE(parse({"--colour", "red"}), "");
    EXPECT_NE(parse({"--name", "Hall", "--colour", "blue"}).find("accepted: red, green"),
              std::string::npos);
    EXPECT_NE(parse({"--name", "Hall", "--name", "Room"}), "");
    EXPECT_NE(parse({"--name", "Hall", "a", "b", "c"}), "");
}

TEST_F(FieldFlagsTest, ReadASecretOfAnyLengthFromTheInput) {
    constexpr FieldRule token{
        .name = "token", .is_required = true, .is_secret = true, .minimum = 1};
    CLI::App checking;
    RuleFlags secrets;
    std::istringstream in(std::string(16'384, 't') + "\nnext\n" + std::string(16'385, 't'));
    secrets.read_secrets_from(in);
    secrets.add(checking, token, "--token", "Token");
    checking.parse(std::vector<std::string>{"--token-stdin"});
    EXPECT_EQ(secrets.find(token)->text, std::string(16'384, 't'));
    EXPECT_EQ(secrets.find(token)->text, "next");
    auto const too_long = secrets.find(token);
    ASSERT_FALSE(too_long.ok());
    EXPECT_EQ(too_long.error().field, "--token-stdin");
    EXPECT_EQ(too_long.error().fault, Fault::wrong_length);
}

TEST_F(FieldFlagsTest, TellTheLimitsOfAFieldInTheHelp) {
    auto const help = command.help();
    EXPECT_NE(help.find("Name, 1..4 characters"), std::string::npos) << help;
    EXPECT_NE(help.find("Colour: red, green"), std::string::npos) << help;
    EXPECT_NE(help.find("Ids, 1..2 of them"), std::string::npos) << help;
}

}  // namespace
}  // namespace roomkey
