#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/config.hpp"
#include "app/config/config_assignment.hpp"
#include "app/config/config_file.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

std::filesystem::path committed_page() {
    return std::filesystem::path(ROOMKEY_SOURCE_ROOT) / "docs/configuration.md";
}

TEST(ConfigReference, IsThePageInDocs) {
    std::ifstream file(committed_page());
    ASSERT_TRUE(file.is_open()) << committed_page();
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), configuration_reference())
        << "regenerate it: roomkey config --reference > docs/configuration.md";
}

TEST(ConfigReference, NamesEveryKeyItsVariableAndItsMeaning) {
    auto const page = configuration_reference();
    for (auto const& key : config_keys()) {
        EXPECT_NE(
            page.find("| `" + std::string(key.name) + "` | `" + environment_name(key) + "` |"),
            std::string::npos)
            << key.name;
        EXPECT_NE(page.find(key.meaning), std::string::npos) << key.name;
    }
}

TEST(ConfigReference, ShowsAnExampleThatIsAccepted) {
    auto const page = configuration_reference();
    std::string const opening = "```toml\n";
    auto const begin = page.find(opening) + opening.size();
    auto const values = parse_config_text(page.substr(begin, page.find("```", begin) - begin), "x");
    ASSERT_TRUE(values.ok());
    EXPECT_GT(values->size(), 5U);
    Config config;
    for (auto const& value : *values) {
        auto const* const key = find_config_key(value.name);
        ASSERT_NE(key, nullptr) << value.name;
        EXPECT_TRUE(set_value(*key, value, config).ok()) << value.name;
    }
}

TEST(ConfigReference, PrintsAConfigurationThatGivesItAgain) {
    ConfigSources sources;
    sources.flags = {{"data", "/srv/room \"key\"\\1\n"},
                     {"listen", "[::1]:1"},
                     {"ops_listen", "off"},
                     {"log.format", "json"},
                     {"http.body_bytes_max", "1500"},
                     {"stop.grace", "1500ms"}};
    auto const config = load_config(sources);
    ASSERT_TRUE(config.ok());
    TemporaryFolder const folder;
    std::ofstream(folder.path() / "roomkey.toml") << config_text(*config);

    ConfigSources again;
    again.file = folder.path() / "roomkey.toml";
    auto const reloaded = load_config(again);
    ASSERT_TRUE(reloaded.ok()) << reloaded.error().field << reloaded.error().expected;
    EXPECT_EQ(config_text(*reloaded), config_text(*config));
    EXPECT_EQ(reloaded->data, config->data);
    EXPECT_TRUE(reloaded->tls.is_self_signed);
    EXPECT_EQ(reloaded->postgres.connections, config->workers.threads);
}

TEST(ConfigReference, PrintsNoSecret) {
    Config config;
    config.database = "postgresql://roomkey:hunter2@db/roomkey";
    auto const text = config_text(config);
    EXPECT_EQ(text.find("hunter2"), std::string::npos);
    EXPECT_NE(text.find("# database is set and not shown\n"), std::string::npos);
}

TEST(ConfigReference, PrintsNoQueryOfAUrl) {
    for (auto const* key : {"sms.webhook_url", "sms.kannel_sendsms_url", "sms.report_url"}) {
        ConfigSources sources;
        sources.flags = {{key, "https://host/in?token=hunter2"}};
        auto const text = config_text(load_config(sources).value());
        EXPECT_EQ(text.find("hunter2"), std::string::npos) << key;
        EXPECT_NE(text.find("# " + std::string(key) +
                            " is set to https://host/in with a query that is not shown\n"),
                  std::string::npos)
            << text;
        sources.flags = {{key, "https://host/in"}};
        EXPECT_NE(config_text(load_config(sources).value())
                      .find(std::string(key) + " = \"https://host/in\"\n"),
                  std::string::npos);
        sources.flags = {{key, "https://host/in?token=hunter2\n"}};
        EXPECT_EQ(load_config(sources).error().field.find("hunter2"), std::string::npos);
    }
}

}  // namespace
}  // namespace roomkey
