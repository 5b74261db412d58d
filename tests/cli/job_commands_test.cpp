#include "base/file.hpp"
#include "cli/operator/job_flags.hpp"
#include "tests/cli/operator_bench.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class JobCommands : public OperatorBench {
protected:
    std::string made(std::vector<std::string> flags) {
        flags.insert(flags.begin(), {"job", "create"});
        return std::string(done(std::move(flags)).at("id").as_string());
    }
    void work() {
        while (bench.services->run_jobs.run([] { return false; }).value()) {
        }
    }

    TemporaryFolder folder;
    CreatedTerminal hub = bench.make_terminal(bench.ours, "Room 7");
    CreatedTerminal other = bench.make_terminal(bench.ours, "Hall");
};

TEST_F(JobCommands, RunAJobFromATable) {
    auto const file = folder.file("rooms.csv");
    // As Windows saves "Unicode text".
    std::string bytes = "\xFF\xFE";
    for (char const c : "account\temailAddr\r\n" + hub.account + "\ta@b.example\r\n") {
        bytes += c;
        bytes += '\0';
    }
    ASSERT_TRUE(create_file(file, bytes).ok());
    auto const id = made({"reset", "--csv", file});
    EXPECT_EQ(done({"job", "show", id}).at("ready"), 1);
    EXPECT_EQ(done({"job", "start", id}).at("state").as_string(), "running");
    work();
    EXPECT_EQ(done({"job", "show", id}).at("done"), 1);
    EXPECT_EQ(notices(hub.account).size(), 1U);
    EXPECT_EQ(column({"job", "rows", id}, "state"), std::vector<std::string>{"done"});
    EXPECT_EQ(run({"job", "rows", id, "--csv"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("1," + hub.account + ",done,,\r\n"));
    EXPECT_EQ(column({"job", "list"}, "id"), std::vector<std::string>{id});
    EXPECT_EQ(run({"job", "list"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("reset"));
    for (auto const& entry : bench.audit()) {
        bool const is_reset = entry.operation == "reset_code";
        EXPECT_TRUE(!is_reset || entry.actor == "operator") << entry.actor;
    }
}

TEST_F(JobCommands, RunAJobOfAllThatMatch) {
    auto const id = made({"disable", "--search", "Room", "--type", "13", "--inactive", "true",
                          "--account", other.account});
    EXPECT_EQ(done({"job", "show", id}).at("ready"), 2);
    EXPECT_EQ(done({"job", "start", id, "--at", "2025-01-16", "--spread", "60"})
                  .at("startTime")
                  .as_string(),
              "2025-01-16T00:00:00.000Z");
    work();
    EXPECT_EQ(user(hub.account)->status, AccountStatus::normal);
    EXPECT_EQ(done({"job", "cancel", id}).at("state").as_string(), "cancelled");
    EXPECT_EQ(run({"job", "retry", id}), exit_failed);
    EXPECT_THAT(err, HasSubstr("the state of the job does not allow this: cancelled"));
}

TEST_F(JobCommands, NameHardTerminalsBySerialNumber) {
    AddDeviceRequest device;
    device.name = "Wall";
    device.model = "TE20";
    device.serial_number = "SN1";
    device.details.email = "wall@b.example";
    ASSERT_TRUE(bench.services->devices.add(device, operator_of(bench.ours.corp_id)).ok());
    auto const id = made({"disable-devices", "--sn", "SN1", "--sn", "SN2"});
    EXPECT_EQ(column({"job", "rows", id}, "account"), (std::vector<std::string>{"SN1", "SN2"}));
    EXPECT_EQ(done({"job", "show", id}).at("ready"), 1);
    EXPECT_EQ(done({"job", "show", made({"enable-devices", "--model", "te20"})}).at("ready"), 1);
}

TEST_F(JobCommands, StartAJobAtARate) {
    auto const id = made({"disable", "--account", hub.account, "--account", other.account});
    EXPECT_EQ(done({"job", "start", id, "--rate", "1"}).at("spread"), 2);
    EXPECT_NE(run({"job", "start", id, "--rate", "51"}), exit_ok);
    EXPECT_NE(run({"job", "retry", id, "--rate", "51"}), exit_ok);
    EXPECT_THAT(err, HasSubstr("0..50"));
}

TEST_F(JobCommands, AddAndRemoveTags) {
    auto const first = made({"label", "--account", hub.account, "--account", other.account,
                             "--add-tag", "east", "--add-tag", "new"});
    done({"job", "start", first});
    work();
    auto const second = made({"label", "--tag", "EAST", "--remove-tag", "new"});
    EXPECT_EQ(done({"job", "show", second}).at("ready"), 2);
}

// A field that the API document gains is bound or named here.
TEST_F(JobCommands, HaveAFlagForEveryFieldOfTheirOperations) {
    CLI::App create;
    CreateJobFlags made;
    add_create_flags(create, made);
    // An operator has no replays; the table has a flag that names its file.
    EXPECT_THAT(made.fields.left_out(), UnorderedElementsAre("Idempotency-Key", "csv"));
    EXPECT_NE(create.get_option("--csv"), nullptr);
    CLI::App list;
    ListJobsFlags listed;
    add_list_flags(list, listed);
    // With flags in the words of a command line.
    EXPECT_THAT(listed.fields.left_out(), UnorderedElementsAre("offset", "limit", "from"));
    for (auto const* const flag : {"--offset", "--limit", "--from"}) {
        EXPECT_NE(list.get_option(flag), nullptr) << flag;
    }
}

TEST_F(JobCommands, SelectByWhatTheListsFilterBy) {
    auto const count = [&](std::vector<std::string> flags) {
        flags.insert(flags.begin(), "disable");
        return done({"job", "show", made(std::move(flags))}).at("rows").as_int64();
    };
    auto const file = folder.file("labels.csv");
    ASSERT_TRUE(create_file(file, "account,assetNumber\n" + hub.account + ",A-100\n").ok());
    done({"job", "start", made({"label", "--csv", file})});
    work();
    EXPECT_EQ(count({"--asset", "a-1"}), 1);
    EXPECT_EQ(count({"--asset", "a-2"}), 0);
    EXPECT_EQ(count({"--state", "issued"}), 2);
    EXPECT_EQ(count({"--state", "active"}), 0);
    bench.bind(hub);
    EXPECT_EQ(count({"--online", "true"}), 1);
    EXPECT_EQ(count({"--online", "false"}), 0);
    done({"user", "disable", other.account});
    EXPECT_EQ(count({"--type", "13", "--inactive", "true", "--status", "1"}), 1);
    EXPECT_EQ(count({"--type", "13", "--inactive", "true", "--status", "0"}), 1);
    EXPECT_EQ(count({"--in-dept", "1", "--sub-depts", "false"}), 1);
    EXPECT_EQ(count({"--type", "13", "--inactive", "true", "--admin-type", "2"}), 2);
    EXPECT_EQ(count({"--type", "13", "--inactive", "true", "--admin-type", "1"}), 0);
}

TEST_F(JobCommands, SayTheCountryOfNumbers) {
    auto const file = folder.file("phones.csv");
    ASSERT_TRUE(create_file(file, "account,smsNumber\n" + hub.account + ",16502530000\n").ok());
    EXPECT_EQ(done({"job", "show", made({"reset", "--csv", file})}).at("ready"), 0);
    auto const id = made({"reset", "--csv", file, "--country", "chinaPR"});
    EXPECT_EQ(done({"job", "show", id}).at("ready"), 1);
}

TEST_F(JobCommands, ListThoseThatFailed) {
    auto const failing = made({"disable", "--account", hub.account, "--account", other.account});
    ASSERT_TRUE(bench.services->users.remove(other.account).ok());
    done({"job", "start", failing});
    done({"job", "start", made({"disable", "--account", hub.account})});
    work();
    EXPECT_EQ(column({"job", "list"}, "id").size(), 2U);
    EXPECT_EQ(column({"job", "list", "--failed", "true"}, "id"), std::vector<std::string>{failing});
    EXPECT_EQ(column({"job", "list", "--from", "2000-01-01"}, "id").size(), 2U);
    EXPECT_EQ(column({"job", "list", "--from", "2999-01-01"}, "id").size(), 0U);
    EXPECT_NE(run({"job", "list", "--from", "yesterday"}), exit_ok);
}

TEST_F(JobCommands, ReadATableAsASpreadsheetSavesItByDefault) {
    auto const create = [&](std::string const& bytes, std::string const& encoding) {
        auto const file = folder.file(encoding + ".csv");
        EXPECT_TRUE(create_file(file, bytes).ok());
        auto const id = made({"update", "--csv", file, "--encoding", encoding});
        EXPECT_EQ(done({"job", "show", id}).at("ready"), 1);
        done({"job", "start", id});
        work();
        return user(hub.account)->name;
    };
    EXPECT_EQ(
        create("\xD5\xCA\xBA\xC5,\xC3\xFB\xB3\xC6\r\n" + hub.account + ",\xB4\xF3\xCC\xFC\r\n",
               "gb18030"),
        "大厅");
    EXPECT_EQ(
        create("account;name\r\n" + hub.account + ";B\xFCro Gr\xFC\xDF\x65\r\n", "windows-1252"),
        "Büro Grüße");
}

TEST_F(JobCommands, SayWhatIsWrongWithAnEncoding) {
    auto const file = folder.file("table.csv");
    ASSERT_TRUE(create_file(file, "account\r\n\xFF\xFF\r\n").ok());
    auto const create = [&](std::string const& encoding) {
        EXPECT_EQ(run({"job", "create", "disable", "--csv", file, "--encoding", encoding}),
                  exit_failed);
        return err;
    };
    EXPECT_THAT(create("excel"), HasSubstr("--encoding has an unknown value"));
    EXPECT_THAT(create("gb18030"), HasSubstr("--csv has the wrong format"));
    EXPECT_NE(run({"job", "create", "disable", "--encoding", "gbk"}), exit_ok);
}

TEST_F(JobCommands, SayWhatIsWrong) {
    EXPECT_EQ(run({"job", "show", "none"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("there is no such job: none"));
    EXPECT_EQ(run({"job", "create", "disable", "--csv", folder.file("none")}), exit_failed);
    EXPECT_THAT(err, HasSubstr("No such file or directory"));
    auto const file = folder.file("gbk.csv");
    ASSERT_TRUE(create_file(file, "\xD5\xCA\xBA\xC5\n1\n").ok());
    EXPECT_EQ(run({"job", "create", "disable", "--csv", file}), exit_failed);
    EXPECT_THAT(err, HasSubstr("UTF-8"));
}

}  // namespace
}  // namespace roomkey
