#include "app/config/config_assignment.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace roomkey {
namespace {

struct Row {
    char const* name;
    char const* good;
    char const* bad;
    Fault fault;
};

// Numbers: one end of the range, and one past it.
std::vector<Row> const rows = {
    {"data", "/srv/roomkey", "", Fault::wrong_format},
    {"database", "postgresql://a,b:5433/roomkey", "mysql://db/roomkey", Fault::wrong_format},
    {"listen", "[::1]:9443", "9443", Fault::wrong_format},
    {"ops_listen", "off", "on", Fault::wrong_format},
    {"tls.certificate", "/etc/roomkey/a.crt", "", Fault::wrong_format},
    {"tls.key", "/etc/roomkey/a.key", "", Fault::wrong_format},
    {"tls.names", "a text", "two\nlines", Fault::wrong_format},
    {"keys.file", "/etc/roomkey/keyring", "", Fault::wrong_format},
    {"keys.command", "a text", "two\nlines", Fault::wrong_format},
    {"log.format", "json", "xml", Fault::unknown_value},
    {"log.level", "debug", "loud", Fault::unknown_value},
    {"http.body_bytes_max", "16MiB", "16777217", Fault::out_of_range},
    {"http.header_bytes_max", "1KiB", "1023", Fault::out_of_range},
    {"http.request_line_bytes_max", "256", "255", Fault::out_of_range},
    {"http.connections_max", "1000000", "1000001", Fault::out_of_range},
    {"http.connections_per_source_max", "1", "0", Fault::out_of_range},
    {"http.header_read_max", "100ms", "99ms", Fault::out_of_range},
    {"http.body_read_max", "1h", "3600001ms", Fault::out_of_range},
    {"http.idle_max", "100ms", "soon", Fault::wrong_format},
    {"http.write_max", "1h", "2h", Fault::out_of_range},
    {"http.handshake_max", "100ms", "0s", Fault::out_of_range},
    {"http.heartbeat", "1s", "999ms", Fault::out_of_range},
    {"http.loop_threads", "64", "65", Fault::out_of_range},
    {"http.proxies", "10.0.0.5 fd00::/8", "two\nlines", Fault::wrong_format},
    {"http.hsts", "a text", "two\nlines", Fault::wrong_format},
    {"http.origins", "a text", "two\nlines", Fault::wrong_format},
    {"workers.threads", "1", "0", Fault::out_of_range},
    {"workers.queue", "1", "0", Fault::out_of_range},
    {"passwords.threads", "64", "65", Fault::out_of_range},
    {"passwords.change_threads", "64", "65", Fault::out_of_range},
    {"passwords.queue", "1", "0", Fault::out_of_range},
    {"sign_in.name_failures_max", "1", "0", Fault::out_of_range},
    {"sign_in.per_source", "1000000", "1000001", Fault::out_of_range},
    {"sign_in.source_window", "1s", "999ms", Fault::out_of_range},
    {"sessions.idle", "5m", "299s", Fault::out_of_range},
    {"sessions.longest", "90d", "91d", Fault::out_of_range},
    {"tokens.longest", "1m", "59s", Fault::out_of_range},
    {"audit.keep", "7d", "36501d", Fault::out_of_range},
    {"sqlite.readers", "256", "257", Fault::out_of_range},
    {"sqlite.group_max", "10000", "many", Fault::wrong_format},
    {"sqlite.busy_timeout", "1ms", "0s", Fault::out_of_range},
    {"postgres.connections", "1024", "1025", Fault::out_of_range},
    {"postgres.connect_timeout", "1s", "999ms", Fault::out_of_range},
    {"postgres.statement_timeout", "100ms", "99ms", Fault::out_of_range},
    {"guess.per_source", "1", "0", Fault::out_of_range},
    {"guess.per_network", "1000000", "1000001", Fault::out_of_range},
    {"guess.reserve_percent", "90", "91", Fault::out_of_range},
    {"guess.window", "1d", "25h", Fault::out_of_range},
    {"guess.lock", "1s", "999ms", Fault::out_of_range},
    {"guess.per_minute", "1000000", "-1", Fault::wrong_format},
    {"sign_in.failures_max", "1", "0", Fault::out_of_range},
    {"sign_in.lock", "1h", "61m", Fault::out_of_range},
    {"single_sign_on.ca_file", "a text", "two\nlines", Fault::wrong_format},
    {"single_sign_on.internal_hosts", "a text", "two\nlines", Fault::wrong_format},
    {"terminal.credential_validity", "1m", "91d", Fault::out_of_range},
    {"delivery.spool", "/var/spool/roomkey", "", Fault::wrong_format},
    {"delivery.workers", "64", "65", Fault::out_of_range},
    {"delivery.poll", "10ms", "9ms", Fault::out_of_range},
    {"guard.sms_per_number", "1000000000", "1000000001", Fault::out_of_range},
    {"guard.sms_per_corp", "0", "-1", Fault::wrong_format},
    {"guard.sms_per_country", "1000000000", "1000000001", Fault::out_of_range},
    {"guard.sms_per_day", "0", "-1", Fault::wrong_format},
    {"guard.email_per_address", "1000000000", "1000000001", Fault::out_of_range},
    {"guard.email_per_corp", "0", "-1", Fault::wrong_format},
    {"guard.email_per_day", "1000000000", "1000000001", Fault::out_of_range},
    {"guard.sms_countries", "CN HK", "two\nlines", Fault::wrong_format},
    {"email.server", "a text", "two\nlines", Fault::wrong_format},
    {"email.starttls", "a text", "two\nlines", Fault::wrong_format},
    {"email.helo", "a text", "two\nlines", Fault::wrong_format},
    {"email.username", "a text", "two\nlines", Fault::wrong_format},
    {"email.password", "a text", "two\nlines", Fault::wrong_format},
    {"email.token_command", "a text", "two\nlines", Fault::wrong_format},
    {"email.from", "a text", "two\nlines", Fault::wrong_format},
    {"email.from_name", "a text", "two\nlines", Fault::wrong_format},
    {"email.ca_file", "a text", "two\nlines", Fault::wrong_format},
    {"email.activation_link", "a text", "two\nlines", Fault::wrong_format},
    {"email.templates", "/srv/templates", "", Fault::wrong_format},
    {"sms.kannel_sendsms_url", "a text", "two\nlines", Fault::wrong_format},
    {"sms.kannel_username", "a text", "two\nlines", Fault::wrong_format},
    {"sms.kannel_password", "a text", "two\nlines", Fault::wrong_format},
    {"sms.kannel_sender", "a text", "two\nlines", Fault::wrong_format},
    {"sms.kannel_parameters", "a text", "two\nlines", Fault::wrong_format},
    {"sms.report_url", "a text", "two\nlines", Fault::wrong_format},
    {"sms.webhook_url", "a text", "two\nlines", Fault::wrong_format},
    {"sms.webhook_secrets", "a text", "two\nlines", Fault::wrong_format},
    {"sms.ca_file", "a text", "two\nlines", Fault::wrong_format},
    {"stop.grace", "0s", "601s", Fault::out_of_range},
};

GivenValue given(std::string name, std::string text,
                 GivenValue::Form form = GivenValue::Form::any) {
    return {std::move(name), std::move(text), form, "here"};
}

TEST(ConfigAssignment, HasARowHereForEveryKey) {
    std::set<std::string_view> tested;
    for (auto const& row : rows) tested.insert(row.name);
    for (auto const& key : config_keys()) EXPECT_TRUE(tested.contains(key.name)) << key.name;
    EXPECT_EQ(rows.size(), config_keys().size());
}

TEST(ConfigAssignment, TakesAGoodValueForEveryKeyAndGivesItBack) {
    for (auto const& row : rows) {
        auto const& key = *find_config_key(row.name);
        Config config;
        EXPECT_TRUE(set_value(key, given(row.name, row.good), config).ok()) << row.name;
        EXPECT_EQ(value_text(key, config), row.good) << row.name;
    }
}

TEST(ConfigAssignment, RefusesABadValueForEveryKeyNamingTheKeyAndWhatIsAccepted) {
    for (auto const& row : rows) {
        auto const& key = *find_config_key(row.name);
        Config config;
        auto const before = value_text(key, config);
        auto const status = set_value(key, given(row.name, row.bad), config);
        ASSERT_FALSE(status.ok()) << row.name;
        EXPECT_EQ(status.error().code, ErrorCode::invalid_parameter) << row.name;
        EXPECT_EQ(status.error().fault, row.fault) << row.name;
        EXPECT_TRUE(status.error().field.starts_with(row.name)) << status.error().field;
        EXPECT_EQ(status.error().expected, accepted_text(key)) << row.name;
        EXPECT_EQ(value_text(key, config), before) << row.name;
    }
}

TEST(ConfigAssignment, ChangesNoOtherKey) {
    for (auto const& row : rows) {
        Config const defaults;
        Config config;
        ASSERT_TRUE(set_value(*find_config_key(row.name), given(row.name, row.good), config).ok());
        for (auto const& other : config_keys()) {
            if (other.name == row.name) continue;
            EXPECT_EQ(value_text(other, config), value_text(other, defaults))
                << row.name << " changed " << other.name;
        }
    }
}

TEST(ConfigAssignment, ShowsWhatWasGivenAndWhere) {
    Config config;
    auto const status =
        set_value(*find_config_key("log.level"), given("log.level", "loud"), config);
    EXPECT_EQ(status.error().field, "log.level = \"loud\" (here)");
    EXPECT_EQ(status.error().expected, "debug, info, warning, error");
}

TEST(ConfigAssignment, ShowsNoSecret) {
    Config config;
    auto const status = set_value(*find_config_key("database"),
                                  given("database", "postgres:/u:hunter2@db/x"), config);
    EXPECT_EQ(status.error().field, "database (here)");
    EXPECT_EQ(status.error().expected.find("hunter2"), std::string::npos);
}

TEST(ConfigAssignment, CutsALongValue) {
    Config config;
    auto const status =
        set_value(*find_config_key("log.level"), given("log.level", std::string(101, 'x')), config);
    EXPECT_EQ(status.error().field, "log.level = \"" + std::string(100, 'x') + "...\" (here)");
}

TEST(ConfigAssignment, HoldsAFileToTheTypeOfTheKey) {
    using Form = GivenValue::Form;
    struct Typed {
        char const* name;
        char const* text;
        Form form;
        bool is_taken;
    };
    for (auto const& row : {
             Typed{"workers.threads", "8", Form::number, true},
             Typed{"workers.threads", "8", Form::text, false},
             Typed{"http.body_bytes_max", "65536", Form::number, true},
             Typed{"http.body_bytes_max", "64KiB", Form::text, true},
             Typed{"http.idle_max", "75s", Form::text, true},
             Typed{"http.idle_max", "75", Form::number, false},
             Typed{"listen", "127.0.0.1:1", Form::other, false},
             Typed{"workers.threads", "8", Form::other, false},
         }) {
        Config config;
        auto const status =
            set_value(*find_config_key(row.name), given(row.name, row.text, row.form), config);
        EXPECT_EQ(status.ok(), row.is_taken) << row.name << " " << row.text;
        if (status.ok()) continue;
        EXPECT_EQ(status.error().fault, Fault::wrong_type) << row.name;
    }
}

TEST(ConfigAssignment, RefusesAPathWithAZeroByte) {
    Config config;
    EXPECT_FALSE(
        set_value(*find_config_key("data"), given("data", std::string("/a\0b", 4)), config).ok());
}

}  // namespace
}  // namespace roomkey
