#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class AppCommands : public OperatorBench {
protected:
    /// Whether the key of the application opens the door over HTTP.
    bool opens(std::string const& app_id, std::string const& app_key) {
        CreatedCorp owner = bench.ours;
        owner.app_id = AppId{app_id};
        owner.app_key = Secret(app_key);
        return bench.sign_in(owner).status == 200;
    }
    std::string const id = bench.ours.app_id.value;
    std::string const key = bench.ours.app_key.reveal();
};

std::string text(boost::json::object const& object, std::string_view name) {
    return object.at(name).as_string().c_str();
}

TEST_F(AppCommands, AddShowsTheKeyOnce) {
    auto const made = done({"app", "add", "--name", "sync", "--description", "nightly"});
    EXPECT_EQ(made.at("name"), "sync");
    EXPECT_EQ(made.at("description"), "nightly");
    EXPECT_EQ(text(made, "corpId"), corp());
    EXPECT_EQ(made.at("isServiceProvider"), false);
    EXPECT_EQ(made.at("status"), "normal");
    EXPECT_TRUE(opens(text(made, "appId"), text(made, "appKey")));
    EXPECT_EQ(column({"audit", "--operation", "create_app"}, "detail"),
              std::vector<std::string>{"app " + text(made, "appId")});

    EXPECT_EQ(run({"app", "add", "--name", "more"}), exit_ok);
    EXPECT_THAT(out,
                HasSubstr("\n\nThe App Key is not shown again; a new one is made with: roomkey "
                          "app reset-key "));
}

TEST_F(AppCommands, AServiceProvidersAppHasNoEnterprise) {
    auto const made = done({"app", "add", "--name", "sp", "--service-provider"});
    EXPECT_EQ(made.at("isServiceProvider"), true);
    EXPECT_EQ(made.at("corpId"), "");
    EXPECT_EQ(column({"app", "list", "--service-provider"}, "name"),
              std::vector<std::string>{"sp"});
    EXPECT_EQ(column({"app", "list"}, "name"), std::vector<std::string>{"default"});
    EXPECT_EQ(run({"app", "add", "--name", "sp", "--service-provider", "--corp", "1"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("--corp"));
}

TEST_F(AppCommands, AddIsRefusedBeyondTheLimit) {
    for (int count = 2; count <= 10; ++count) {
        EXPECT_EQ(run({"app", "add", "--name", "app " + std::to_string(count)}), exit_ok);
    }
    EXPECT_EQ(run({"app", "add", "--name", "one more"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the enterprise already has 10 applications, the limit\n");
    EXPECT_EQ(column({"app", "list"}, "name").size(), 10U);
}

TEST_F(AppCommands, ListNeverShowsKeys) {
    EXPECT_EQ(run({"app", "list"}), exit_ok);
    EXPECT_EQ(out,
              "APP ID                            NAME     STATUS  CREATED                   "
              "DESCRIPTION\n" +
                  id + "  default  normal  2025-01-15T08:00:00.000Z\n");
    auto const list = done({"app", "list"});
    EXPECT_EQ(list.at("count"), 1);
    EXPECT_FALSE(list.at("data").as_array().at(0).as_object().contains("appKey"));
}

TEST_F(AppCommands, DisablesAndEnables) {
    EXPECT_EQ(done({"app", "disable", id}),
              (boost::json::object{{"appId", id}, {"status", "disabled"}}));
    EXPECT_FALSE(opens(id, key));
    EXPECT_EQ(run({"app", "enable", "--app", id}), exit_ok);
    EXPECT_EQ(out, id + " is enabled\n");
    EXPECT_TRUE(opens(id, key));
}

TEST_F(AppCommands, ResetKeyShowsTheNewKeyAndStopsTheOldOne) {
    auto const fresh = done({"app", "reset-key", id});
    EXPECT_EQ(text(fresh, "appId"), id);
    EXPECT_FALSE(opens(id, key));
    EXPECT_TRUE(opens(id, text(fresh, "appKey")));
    EXPECT_EQ(run({"app", "reset-key", "--app", id}), exit_ok);
    EXPECT_THAT(out, ::testing::EndsWith("roomkey app reset-key " + id + "\n"));
}

TEST_F(AppCommands, Deletes) {
    EXPECT_EQ(run({"app", "delete", id}), exit_ok);
    EXPECT_EQ(out, id + " is deleted\n");
    EXPECT_FALSE(opens(id, key));
    EXPECT_EQ(done({"app", "list"}).at("count"), 0);
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
