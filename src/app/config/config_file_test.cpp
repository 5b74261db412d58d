#include "app/config/config_file.hpp"

#include <gtest/gtest.h>
#include <fstream>

#include "tests/fakes/temporary_folder.hpp"
#include "tests/fakes/text_encodings.hpp"

namespace roomkey {
namespace {

TEST(ConfigFile, FlattensTablesToDottedNames) {
    auto const values = parse_config_text(
        "data = \"/srv\"\n[http]\nidle_max = \"75s\"\nloop_threads = 2\n", "roomkey.toml");
    ASSERT_TRUE(values.ok());
    ASSERT_EQ(values->size(), 3U);
    auto const& [name, text, form, origin] = values->back();
    EXPECT_EQ(name, "http.loop_threads");
    EXPECT_EQ(text, "2");
    EXPECT_EQ(form, GivenValue::Form::number);
    EXPECT_EQ(origin, "roomkey.toml:4");
    EXPECT_EQ((*values)[1].name, "http.idle_max");
    EXPECT_EQ((*values)[1].form, GivenValue::Form::text);
}

TEST(ConfigFile, TakesDottedKeysAndInlineTablesAsTheSame) {
    for (auto const* text : {"http.idle_max = \"1s\"", "http = { idle_max = \"1s\" }"}) {
        auto const values = parse_config_text(text, "x");
        ASSERT_TRUE(values.ok());
        ASSERT_EQ(values->size(), 1U);
        EXPECT_EQ(values->front().name, "http.idle_max");
    }
}

TEST(ConfigFile, ShowsValuesOfTypesThatNoKeyHas) {
    auto const values = parse_config_text("a = true\nb = 1.5\nc = [1]\n", "x");
    ASSERT_TRUE(values.ok());
    ASSERT_EQ(values->size(), 3U);
    for (auto const& value : *values) EXPECT_EQ(value.form, GivenValue::Form::other);
    EXPECT_EQ(values->front().text, "true");
}

TEST(ConfigFile, SaysWhereItIsNotToml) {
    auto const values = parse_config_text("data = \"/srv\"\nlisten = oops\n", "roomkey.toml");
    ASSERT_FALSE(values.ok());
    EXPECT_EQ(values.error().code, ErrorCode::invalid_parameter);
    EXPECT_TRUE(values.error().field.starts_with("roomkey.toml:2:")) << values.error().field;
    EXPECT_TRUE(values.error().expected.starts_with("TOML (")) << values.error().expected;
}

TEST(ConfigFile, RefusesAKeyThatIsThereTwice) {
    EXPECT_FALSE(parse_config_text("listen = \"a:1\"\nlisten = \"a:2\"\n", "x").ok());
}

TEST(ConfigFile, ReadsAFileAndTakesAnEmptyOne) {
    TemporaryFolder const folder;
    std::ofstream(folder.path() / "full.toml") << "listen = \"a:1\"\n";
    std::ofstream(folder.path() / "empty.toml") << "";
    auto const full = read_config_file(folder.path() / "full.toml");
    ASSERT_TRUE(full.ok());
    EXPECT_EQ(full->size(), 1U);
    auto const empty = read_config_file(folder.path() / "empty.toml");
    ASSERT_TRUE(empty.ok());
    EXPECT_TRUE(empty->empty());
}

TEST(ConfigFile, IsTheSameWhateverTheEditorMadeOfIt) {
    TemporaryFolder const folder;
    auto const path = folder.path() / "roomkey.toml";
    // A text of several lines shows what became of line endings.
    std::string const text = "data = \"/s\xC3\xA9\"\nx = \"\"\"\none\ntwo\"\"\"";
    for (auto const& [name, bytes] : encodings_of(text)) {
        std::ofstream(path, std::ios::binary) << bytes;
        auto const values = read_config_file(path);
        ASSERT_TRUE(values.ok()) << name;
        ASSERT_EQ(values->size(), 2U) << name;
        EXPECT_EQ(values->front().text, "/s\xC3\xA9") << name;
        EXPECT_EQ(values->front().origin, path.string() + ":1") << name;
        EXPECT_EQ(values->back().text, "one\ntwo") << name;
    }
    std::ofstream(path, std::ios::binary) << "data = \"/s\xE9\"\n";
    auto const refused = read_config_file(path);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().field, path.string());
    EXPECT_EQ(refused.error().expected, "UTF-8");
}

TEST(ConfigFile, NamesTheFileThatCannotBeRead) {
    TemporaryFolder const folder;
    for (auto const& path : {folder.path() / "absent.toml", folder.path()}) {
        auto const values = read_config_file(path);
        ASSERT_FALSE(values.ok()) << path;
        EXPECT_EQ(values.error().code, ErrorCode::unavailable);
        EXPECT_NE(values.error().detail.find(path.string()), std::string::npos);
    }
}

}  // namespace
}  // namespace roomkey
