#include "app/demo/seed.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

/// What a seed is refused with; empty if it is not.
std::string refusal_of(std::string const& text) {
    auto const seed = Seed::parse(text, "f.json");
    return seed.ok() ? "" : seed.error().detail;
}

/// A seed of one enterprise, on line 2, with `more` of it from line 3 on.
std::string corp_with(std::string const& more) {
    return "{\"enterprises\": [\n{\"id\": \"1\", \"name\": \"Acme\", \"administrator\": "
           "{\"account\": \"a\", \"password\": \"Passw0rd\"}" +
           (more.empty() ? "" : ",\n" + more) + "}]}";
}

TEST(Seed, MayHaveAnEnterpriseAlone) {
    auto const seed = Seed::parse(corp_with(""), "f.json");
    ASSERT_TRUE(seed.ok()) << seed.error().detail;
    EXPECT_EQ(seed->summary(), std::vector<std::string>{"enterprise  1 (Acme), administrator a"});
}

TEST(Seed, IsTheSameWhateverTheEditorMadeOfIt) {
    TemporaryFolder const folder;
    auto const file = folder.path() / "seed.json";
    auto const text =
        corp_with("\"terminals\": [{\"devType\": \"idea-hub\", \"devName\": \"北京\"}]");
    for (auto const& [name, bytes] : encodings_of(text)) {
        std::ofstream(file, std::ios::binary) << bytes;
        auto const seed = Seed::read(file);
        ASSERT_TRUE(seed.ok()) << name << seed.error().detail;
        EXPECT_EQ(seed->summary(), Seed::parse(text, "f.json")->summary()) << name;
    }
}

TEST(Seed, IsRefusedByLineAndField) {
    struct Row {
        std::string text;
        std::string refusal;
    };
    for (auto const& [text, refusal] : std::vector<Row>{
             {"{}", "f.json:1: enterprises is missing"},
             {"[]", "f.json:1: the file has the wrong type; accepted: a JSON object"},
             {"{\n\"enterprise\": []}",
              "f.json:2: enterprise is not allowed here; accepted: applications, enterprises"},
             {"{\"enterprises\": {}}",
              "f.json:1: enterprises has the wrong type; accepted: a JSON array"},
             {"{\"enterprises\": [\n{\"id\": \"1\", \"name\": \"N\"}]}",
              "f.json:2: enterprises[0].administrator is missing"},
             {corp_with(
                  "\"users\": [\n{\"account\": \"b\", \"name\": \"B\",\n\"pwd\": \"short\"}]"),
              "f.json:5: enterprises[0].users[0].pwd has the wrong length; accepted: 8..32 "
              "characters"},
             {corp_with("\"users\": [{\"account\": \"b\"}]"),
              "f.json:3: enterprises[0].users[0].name is missing"},
             {corp_with("\"users\": [7]"),
              "f.json:3: enterprises[0].users[0] has the wrong type; accepted: a JSON object"},
             {corp_with("\"terminals\": [{\"devType\": \"idea-hub\", \"devName\": \"R\",\n"
                        "\"activeCode\": \"1234567\"}]"),
              "f.json:4: enterprises[0].terminals[0].activeCode has the wrong format; accepted: "
              "8 to 16 digits"},
             {corp_with("\"terminals\": [{\"devType\": \"idea-hub\", \"devName\": \"R\",\n"
                        "\"colour\": \"red\"}]"),
              "f.json:4: enterprises[0].terminals[0].colour is not allowed here; accepted: "
              "account, activeCode, country, deptCode, description, devName, devType, emailAddr, "
              "smsNumber"},
             {corp_with("\"applications\": [{\"app_name\": \"A\", \"app_id\": \"a\"}]"),
              "f.json:3: enterprises[0].applications[0].app_key is missing"},
             {corp_with("\"autoUserCreate\": 3"),
              "f.json:3: enterprises[0].autoUserCreate has the wrong type; accepted: true, false"},
         }) {
        EXPECT_EQ(refusal_of(text), refusal) << text;
    }
}

}  // namespace
}  // namespace roomkey
