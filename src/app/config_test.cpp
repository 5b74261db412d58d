#include "app/config.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>

#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

class ConfigTest : public testing::Test {
protected:
    void write_file(std::string const& text) {
        auto const path = folder_.path() / "roomkey.toml";
        std::ofstream(path) << text;
        sources_.file = path;
    }

    Error refusal_of_load() {
        auto const config = load_config(sources_);
        EXPECT_FALSE(config.ok());
        return config.ok() ? Error{} : config.error();
    }

    TemporaryFolder folder_;
    ConfigSources sources_;
};

TEST_F(ConfigTest, NeedsNoSourceAtAll) {
    auto const config = load_config(sources_);
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config->listen, (ListenAddress{"127.0.0.1", 8443}));
    EXPECT_EQ(config->ops_listen, (ListenAddress{"127.0.0.1", 9464}));
    EXPECT_EQ(config->http.limits.body_bytes_max, 65'536U);
    EXPECT_EQ(config->http.limits.header_bytes_max, 16'384U);
    EXPECT_EQ(config->http.limits.request_line_bytes_max, 8'192U);
    EXPECT_EQ(config->http.limits.connections_max, 10'000U);
    EXPECT_EQ(config->workers.threads, 64);
    EXPECT_EQ(config->workers.queue_max, 1'024U);
    EXPECT_EQ(config->guess.per_source, 10);
    EXPECT_EQ(config->guess.per_minute, 600);
    EXPECT_EQ(config->sign_in.failures_max, 5);
    EXPECT_EQ(config->credential_validity, std::chrono::days{90});
    EXPECT_EQ(config->stop_grace, std::chrono::seconds{10});
}

TEST_F(ConfigTest, PrefersEnvironmentToFileAndFlagsToBoth) {
    write_file(
        "data = \"/file\"\n[http]\nloop_threads = 2\nidle_max = \"2s\"\nwrite_max = \"2s\"\n");
    sources_.environment = {{"ROOMKEY_HTTP_LOOP_THREADS", "3"}, {"ROOMKEY_HTTP_IDLE_MAX", "3s"}};
    sources_.flags = {{"http.loop_threads", "4"}};
    auto const config = load_config(sources_);
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config->http.loop_threads, 4);
    EXPECT_EQ(config->http.limits.idle_max, std::chrono::seconds{3});
    EXPECT_EQ(config->http.limits.write_max, std::chrono::seconds{2});
    EXPECT_EQ(config->data, "/file");
}

TEST_F(ConfigTest, FindsTheFileByTheEnvironmentUnlessAFlagNamesAnother) {
    auto const other = folder_.path() / "other.toml";
    std::ofstream(other) << "data = \"/other\"\n";
    sources_.environment = {{"ROOMKEY_CONFIG", other.string()}};
    auto const by_environment = load_config(sources_);
    ASSERT_TRUE(by_environment.ok());
    EXPECT_EQ(by_environment->data, "/other");

    write_file("data = \"/file\"\n");
    auto const by_flag = load_config(sources_);
    ASSERT_TRUE(by_flag.ok());
    EXPECT_EQ(by_flag->data, "/file");
}

TEST_F(ConfigTest, RefusesAFileThatStrangersCanWrite) {
    write_file("data = \"/file\"\n");
    for (auto const mode : {0602, 0646, 0666}) {
        ASSERT_EQ(::chmod(sources_.file->c_str(), static_cast<mode_t>(mode)), 0);
        auto const refusal = refusal_of_load();
        EXPECT_EQ(refusal.code, ErrorCode::unavailable);
        EXPECT_NE(refusal.detail.find("can be written by other users"), std::string::npos);
    }
    for (auto const mode : {0600, 0644, 0660}) {
        ASSERT_EQ(::chmod(sources_.file->c_str(), static_cast<mode_t>(mode)), 0);
        EXPECT_TRUE(load_config(sources_).ok()) << std::oct << mode;
    }
}

TEST_F(ConfigTest, NotesAFileWithSecretsThatStrangersCanRead) {
    std::pair<char const*, bool> const cases[] = {
        {"[email]\npassword = \"x\"\n", true},
        {"[sms]\nwebhook_secrets = \"x\"\n", true},
        {"[sms]\nwebhook_url = \"https://a/b?key=x\"\n", true},
        {"database = \"postgresql://u:pw@h/d\"\n", true},
        {"database = \"postgresql://u@h/d\"\n", false},
        {"[sms]\nwebhook_url = \"https://a/b\"\n", false},
        {"[email]\npassword = \"\"\n", false},
    };
    for (auto const& [text, is_secret] : cases) {
        write_file(text);
        ASSERT_EQ(::chmod(sources_.file->c_str(), 0644), 0);
        auto const open = load_config(sources_);
        ASSERT_TRUE(open.ok()) << text;
        EXPECT_EQ(open->exposed_file == *sources_.file, is_secret) << text;
        ASSERT_EQ(::chmod(sources_.file->c_str(), 0640), 0);
        EXPECT_TRUE(load_config(sources_).value().exposed_file.empty()) << text;
    }
}

TEST_F(ConfigTest, NotesAFileThatBelongsToAStranger) {
    write_file("data = \"/srv\"\n");
    ASSERT_EQ(::chmod(sources_.file->c_str(), 0644), 0);
    EXPECT_TRUE(load_config(sources_).value().foreign_file.empty());
    // Only root can give it away.
    bool const is_given = ::chown(sources_.file->c_str(), 65534, 65534) == 0;
    EXPECT_EQ(load_config(sources_).value().foreign_file.empty(), !is_given);
}

TEST_F(ConfigTest, ReadsOriginsAndTransportSecurity) {
    sources_.flags = {{"http.origins", " https://a.example  http://localhost:3000"}};
    EXPECT_EQ(load_config(sources_).value().http.origins,
              (std::vector<std::string>{"https://a.example", "http://localhost:3000"}));
    sources_.flags = {{"http.origins", "https://a.example *"}};
    EXPECT_EQ(refusal_of_load().field, "http.origins");
    EXPECT_EQ(Config{}.http.hsts, "max-age=31536000");
    sources_.flags = {{"http.hsts", "off"}};
    EXPECT_TRUE(load_config(sources_).ok());
    sources_.flags = {{"http.hsts", "on"}};
    EXPECT_EQ(refusal_of_load().field, "http.hsts");
}

TEST_F(ConfigTest, ListsTheHostsOfInternalProviders) {
    sources_.flags = {{"single_sign_on.internal_hosts", " idp.corp.example 10.0.0.5  [fd00::5]"}};
    EXPECT_EQ(load_config(sources_).value().single_sign_on.internal_hosts,
              (std::vector<std::string>{"idp.corp.example", "10.0.0.5", "[fd00::5]"}));
    for (auto const* const wrong : {"https://idp.corp.example", "idp.corp.example:8443", "a,b"}) {
        sources_.flags = {{"single_sign_on.internal_hosts", wrong}};
        EXPECT_EQ(refusal_of_load().field, "single_sign_on.internal_hosts") << wrong;
    }
}

TEST_F(ConfigTest, RefusesAFileThatIsNotThere) {
    sources_.file = folder_.path() / "absent.toml";
    EXPECT_EQ(refusal_of_load().code, ErrorCode::unavailable);
    sources_.file.reset();
    sources_.environment = {{"ROOMKEY_CONFIG", ""}};
    EXPECT_EQ(refusal_of_load().field, "ROOMKEY_CONFIG");
}

TEST_F(ConfigTest, SaysWhichLineOfTheFileIsBad) {
    write_file("[log]\nlevel = \"loud\"\n");
    auto const error = refusal_of_load();
    EXPECT_EQ(error.field, "log.level = \"loud\" (" + sources_.file->string() + ":2)");
    EXPECT_EQ(error.expected, "debug, info, warning, error");
}

TEST_F(ConfigTest, TakesLoadBalancersAndNothingThatIsNotAnAddress) {
    sources_.environment = {{"ROOMKEY_HTTP_PROXIES", "10.0.0.5 10.1.0.0/16"}};
    auto const config = load_config(sources_);
    ASSERT_TRUE(config.ok());
    EXPECT_TRUE(config->http.proxies.contain("10.1.2.3"));
    EXPECT_FALSE(config->http.proxies.contain("10.0.0.6"));
    sources_.environment = {{"ROOMKEY_HTTP_PROXIES", "balancer.example"}};
    EXPECT_EQ(refusal_of_load().field, "http.proxies");
}

TEST_F(ConfigTest, SaysWhichVariableIsBad) {
    sources_.environment = {{"ROOMKEY_WORKERS_THREADS", "0"}};
    auto const error = refusal_of_load();
    EXPECT_EQ(error.field, "workers.threads = \"0\" (ROOMKEY_WORKERS_THREADS)");
    EXPECT_EQ(error.expected, "1..1024");
}

TEST_F(ConfigTest, SaysThatAFlagIsBad) {
    sources_.flags = {{"listen", "8443"}};
    EXPECT_EQ(refusal_of_load().field, "listen = \"8443\" (command line)");
}

TEST_F(ConfigTest, RefusesABadValueEvenIfALaterSourceCorrectsIt) {
    write_file("listen = \"8443\"\n");
    sources_.flags = {{"listen", "127.0.0.1:8443"}};
    EXPECT_EQ(refusal_of_load().fault, Fault::wrong_format);
}

TEST_F(ConfigTest, RefusesAnUnknownKeyAndNamesThoseOfItsGroup) {
    write_file("[log]\nlvl = \"info\"\n");
    auto const error = refusal_of_load();
    EXPECT_EQ(error.field, "unknown key \"log.lvl\" (" + sources_.file->string() + ":2)");
    EXPECT_EQ(error.expected, "log.format, log.level");
}

TEST_F(ConfigTest, RefusesAnUnknownGroupAndAFlagOfNoKey) {
    write_file("[colour]\nsky = \"blue\"\n");
    EXPECT_EQ(refusal_of_load().expected, "a key listed in docs/configuration.md");
    sources_.file.reset();
    sources_.flags = {{"colour", "blue"}};
    EXPECT_EQ(refusal_of_load().field, "unknown key \"colour\" (command line)");
}

TEST_F(ConfigTest, RefusesAnUnknownVariableOfItsOwnAndIgnoresOthers) {
    sources_.environment = {{"PATH", "/bin"}, {"ROOMKEYS", "x"}, {"roomkey_data", "x"}};
    EXPECT_TRUE(load_config(sources_).ok());
    sources_.environment["ROOMKEY_DATABSE"] = "x";
    EXPECT_EQ(refusal_of_load().field, "unknown variable ROOMKEY_DATABSE");
}

TEST_F(ConfigTest, TakesADatabaseElsewhereFromEverySource) {
    std::string const uri = "postgresql://roomkey:hunter2@a,b:5433/roomkey?sslmode=require";
    auto const taken = [&] {
        auto const config = load_config(sources_);
        EXPECT_TRUE(config.ok());
        return config.ok() ? config->postgres.uri : "";
    };
    write_file("database = \"" + uri + "\"\n");
    EXPECT_EQ(taken(), uri);
    sources_.file.reset();
    sources_.environment = {{"ROOMKEY_DATABASE", uri}};
    EXPECT_EQ(taken(), uri);
    sources_.environment.clear();
    sources_.flags = {{"database", uri}};
    EXPECT_EQ(taken(), uri);
    sources_.flags = {{"database", ""}};
    EXPECT_EQ(taken(), "");
}

TEST_F(ConfigTest, RefusesABadDatabaseWithoutShowingItsPassword) {
    sources_.environment = {{"ROOMKEY_DATABASE", "postgresql://roomkey:a@hunter2@db/roomkey"}};
    auto const error = refusal_of_load();
    EXPECT_EQ(error.field, "database (ROOMKEY_DATABASE)");
    EXPECT_NE(error.expected.find("postgresql://"), std::string::npos);
    EXPECT_EQ((error.field + error.expected + error.detail).find("hunter2"), std::string::npos);
}

TEST_F(ConfigTest, GivesEachWorkerAConnectionUnlessANumberIsGiven) {
    sources_.flags = {{"workers.threads", "7"}};
    EXPECT_EQ(load_config(sources_)->postgres.connections, 7);
    sources_.flags.emplace_back("postgres.connections", "3");
    EXPECT_EQ(load_config(sources_)->postgres.connections, 3);
}

TEST_F(ConfigTest, PutsWhatIsNotSetIntoTheDataFolder) {
    sources_.flags = {{"data", "/srv/roomkey"}};
    auto const config = load_config(sources_);
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config->tls.certificate, "/srv/roomkey/tls/server.crt");
    EXPECT_EQ(config->tls.key, "/srv/roomkey/tls/server.key");
    EXPECT_TRUE(config->tls.is_self_signed);
    EXPECT_EQ(config->delivery.spool, "/srv/roomkey/spool");
    EXPECT_EQ(config->sqlite.path, "/srv/roomkey/roomkey.db");
}

TEST_F(ConfigTest, TakesACertificateOfOnesOwnWithItsKeyOnly) {
    sources_.flags = {{"tls.certificate", "/etc/a.crt"}};
    auto const without_key = refusal_of_load();
    EXPECT_EQ(without_key.field, "tls.key");
    EXPECT_EQ(without_key.fault, Fault::missing);
    sources_.flags = {{"tls.key", "/etc/a.key"}};
    EXPECT_EQ(refusal_of_load().field, "tls.certificate");
    sources_.flags = {{"tls.certificate", "/etc/a.crt"}, {"tls.key", "/etc/a.key"}};
    auto const config = load_config(sources_);
    ASSERT_TRUE(config.ok());
    EXPECT_FALSE(config->tls.is_self_signed);
}

TEST_F(ConfigTest, KeepsTheAuditTrailForAWeekAtLeast) {
    EXPECT_EQ(load_config(sources_)->audit_keep, Duration::zero());
    for (auto const& [text, keep] : {std::pair{"0s", Duration::zero()},
                                     {"7d", Duration{std::chrono::days{7}}},
                                     {"365d", Duration{std::chrono::days{365}}}}) {
        sources_.flags = {{"audit.keep", text}};
        auto const config = load_config(sources_);
        ASSERT_TRUE(config.ok()) << text;
        EXPECT_EQ(config->audit_keep, keep);
    }
    for (auto const* text : {"1ms", "6d", "167h"}) {
        sources_.flags = {{"audit.keep", text}};
        EXPECT_EQ(refusal_of_load().field, "audit.keep") << text;
    }
}

TEST_F(ConfigTest, RefusesARequestLineThatIsLongerThanTheHeader) {
    sources_.flags = {{"http.header_bytes_max", "4KiB"}, {"http.request_line_bytes_max", "4KiB"}};
    EXPECT_TRUE(load_config(sources_).ok());
    sources_.flags.back().second = "4097";
    EXPECT_EQ(refusal_of_load().field, "http.request_line_bytes_max");
}

TEST(Config, KnowsTheCountriesThatHavePhoneNumbers) {
    auto const load = [](std::string const& countries) {
        ConfigSources sources;
        sources.flags = {{"data", "here"}, {"guard.sms_countries", countries}};
        return load_config(sources);
    };
    EXPECT_EQ(load("cn HK,GB")->guard.sms_regions, (std::vector<std::string>{"CN", "HK", "GB"}));
    for (auto const* unknown : {"XX", "CN ZZ"}) {
        auto const refused = load(unknown);
        ASSERT_FALSE(refused.ok()) << unknown;
        EXPECT_EQ(refused.error().field, "guard.sms_countries");
    }
    auto const refused = load("CN UK");
    ASSERT_FALSE(refused.ok());
    EXPECT_TRUE(refused.error().expected.starts_with("GB")) << refused.error().expected;
}

}  // namespace
}  // namespace roomkey
