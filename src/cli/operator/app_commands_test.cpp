#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class AppCommands : public CommandBench {
protected:
    AppCommands() {
        known.id = AppId{"a1"};
        known.corp_id = CorpId{"123456789"};
        known.name = "default";
        ON_CALL(database, find_app).WillByDefault([this](AppId const& id) {
            return Result<std::optional<App>>(id == known.id ? std::optional(known) : std::nullopt);
        });
        ON_CALL(database, list_apps).WillByDefault([this](CorpId const& corp) {
            asked = corp;
            return Result<std::vector<App>>(std::vector<App>(count, known));
        });
        ON_CALL(database, insert_app).WillByDefault([this](App const& app) {
            saved = app;
            return Result<bool>(true);
        });
        ON_CALL(database, update_app).WillByDefault([this](App const& app) {
            saved = app;
            return Status(Done{});
        });
    }

    App known;
    App saved;
    CorpId asked{"nobody"};
    std::size_t count = 1;
};

TEST_F(AppCommands, AddShowsTheKeyOnce) {
    EXPECT_EQ(run({"app", "add", "--name", "sync", "--description", "nightly", "--json"}), exit_ok);
    EXPECT_EQ(json().at("name"), "sync");
    EXPECT_EQ(json().at("description"), "nightly");
    EXPECT_EQ(json().at("corpId"), "123456789");
    EXPECT_EQ(json().at("isServiceProvider"), false);
    EXPECT_EQ(json().at("status"), "normal");
    EXPECT_EQ(json().at("appId").as_string(), saved.id.value);
    EXPECT_EQ(json().at("appKey").as_string().size(), 64U);
    EXPECT_EQ(run({"app", "add", "--name", "sync"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("The App Key is not shown again."));
}

TEST_F(AppCommands, AServiceProvidersAppHasNoEnterprise) {
    corps.clear();
    EXPECT_EQ(run({"app", "add", "--name", "sp", "--service-provider", "--json"}), exit_ok);
    EXPECT_EQ(json().at("isServiceProvider"), true);
    EXPECT_TRUE(saved.corp_id.empty());
    EXPECT_EQ(run({"app", "list", "--service-provider"}), exit_ok);
    EXPECT_TRUE(asked.empty());
    EXPECT_EQ(run({"app", "add", "--name", "sp", "--service-provider", "--corp", "1"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("--corp"));
}

TEST_F(AppCommands, AddIsRefusedBeyondTheLimit) {
    count = 10;
    EXPECT_EQ(run({"app", "add", "--name", "one more"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the enterprise has 10 applications already, which is the limit\n");
}

TEST_F(AppCommands, ListNeverShowsKeys) {
    EXPECT_EQ(run({"app", "list"}), exit_ok);
    EXPECT_EQ(asked.value, "123456789");
    EXPECT_EQ(out,
              "APP ID  NAME     STATUS  CREATED                   DESCRIPTION\n"
              "a1      default  normal  1970-01-01T00:00:00.000Z\n");
    EXPECT_EQ(run({"app", "list", "--json"}), exit_ok);
    EXPECT_EQ(json().at("count"), 1);
    EXPECT_FALSE(json().at("data").as_array().at(0).as_object().contains("appKey"));
}

TEST_F(AppCommands, DisablesAndEnables) {
    EXPECT_EQ(run({"app", "disable", "a1", "--json"}), exit_ok);
    EXPECT_TRUE(saved.is_disabled);
    EXPECT_EQ(json(), (boost::json::object{{"appId", "a1"}, {"status", "disabled"}}));
    EXPECT_EQ(run({"app", "enable", "--app", "a1"}), exit_ok);
    EXPECT_FALSE(saved.is_disabled);
    EXPECT_EQ(out, "a1 is enabled\n");
}

TEST_F(AppCommands, ResetKeyShowsTheNewKey) {
    EXPECT_EQ(run({"app", "reset-key", "a1", "--json"}), exit_ok);
    EXPECT_EQ(json().at("appId"), "a1");
    EXPECT_EQ(json().at("appKey").as_string().size(), 64U);
    EXPECT_FALSE(saved.sealed_key.empty());
}

TEST_F(AppCommands, Deletes) {
    EXPECT_CALL(database, delete_app(AppId{"a1"}));
    EXPECT_EQ(run({"app", "delete", "a1"}), exit_ok);
    EXPECT_EQ(out, "a1 is deleted\n");
}

TEST_F(AppCommands, NamesTheAppThatIsNotThere) {
    for (auto const* command : {"disable", "enable", "reset-key", "delete"}) {
        EXPECT_EQ(run({"app", command, "a2"}), exit_failed);
        EXPECT_EQ(err, "roomkey: there is no such application: a2\n");
        EXPECT_EQ(run({"app", command}), exit_usage);
    }
}

}  // namespace
}  // namespace roomkey
