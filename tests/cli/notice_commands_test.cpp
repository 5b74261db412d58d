#include "tests/cli/operator_bench.hpp"

namespace roomkey {
namespace {

using ::testing::HasSubstr;

class NoticeCommands : public OperatorBench {
protected:
    NoticeCommands() {
        EXPECT_EQ(run({"code", "reset", hub.account, "--email", "someone@b.example", "--language",
                       "en-US"}),
                  exit_ok);
        id = notices(hub.account).at(0).id.value;
    }

    void fail_all() { settle(NoticeState::failed, "550 no such mailbox"); }

    CreatedTerminal hub = bench.make_terminal(bench.ours, "Room 7");
    std::string id;
};

TEST_F(NoticeCommands, ListFindsWhatTheFlagsSay) {
    fail_all();
    bench.clock.advance(std::chrono::days{1});
    auto const other = bench.make_terminal(bench.ours, "Hall");
    EXPECT_EQ(run({"code", "reset", other.account, "--phone", "+8617312345678"}), exit_ok);
    auto const ids = [&](std::vector<std::string> flags) {
        flags.insert(flags.begin(), {"notice", "list"});
        return column(std::move(flags), "id");
    };
    auto const second = notices(other.account).at(0).id.value;
    std::vector<std::string> const first_only{id};
    std::vector<std::string> const second_only{second};
    EXPECT_EQ(ids({}), (std::vector<std::string>{second, id}));
    EXPECT_EQ(ids({"--account", hub.account}), first_only);
    EXPECT_EQ(ids({"--state", "failed"}), first_only);
    EXPECT_EQ(ids({"--from", "2025-01-16"}), second_only);
    EXPECT_EQ(ids({"--to", "2025-01-16T08:00:00Z"}), first_only);
    EXPECT_EQ(ids({"--limit", "1", "--offset", "1"}), first_only);
    EXPECT_EQ(ids({"--report", "rejected"}), std::vector<std::string>{});
    EXPECT_EQ(done({"notice", "list"}).at("limit"), 100);
}

TEST_F(NoticeCommands, ListShowsWhatBecameOfAMessage) {
    fail_all();
    EXPECT_EQ(run({"notice", "list"}), exit_ok);
    for (auto const& text : {id, std::string("2025-01-15T08:00:00.000Z"), hub.account,
                             std::string("email"), std::string("s***@b.example"),
                             std::string("failed"), std::string("550 no such mailbox")}) {
        EXPECT_THAT(out, HasSubstr(text));
    }
}

TEST_F(NoticeCommands, ListPrintsEachNoticeAsJson) {
    fail_all();
    auto const list = done({"notice", "list"});
    EXPECT_EQ(list.at("count"), 1);
    EXPECT_EQ(list.at("data").as_array().at(0),
              (boost::json::object{{"id", id},
                                   {"account", hub.account},
                                   {"name", "Room 7"},
                                   {"channel", "email"},
                                   {"contact", "s***@b.example"},
                                   {"language", "en-US"},
                                   {"state", "failed"},
                                   {"failure", "550 no such mailbox"},
                                   {"attempts", 1},
                                   {"report", ""},
                                   {"createTime", "2025-01-15T08:00:00.000Z"},
                                   {"expireTime", "2025-01-25T08:00:00.000Z"},
                                   {"resendable", true},
                                   {"needsContact", true}}));
}

TEST_F(NoticeCommands, ListRefusesWhatIsWrongNamingTheFlag) {
    EXPECT_EQ(run({"notice", "list", "--state", "lost"}), exit_usage);
    EXPECT_EQ(err,
              "roomkey: --state: 'lost' is not accepted; accepted: queued, sending, accepted, "
              "failed, superseded (see: roomkey notice list --help)\n");
    EXPECT_EQ(run({"notice", "list", "--from", "yesterday"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("--from: 'yesterday' is not accepted"));
    EXPECT_EQ(run({"notice", "list", "--limit", "501"}), exit_usage);
    EXPECT_THAT(err, HasSubstr("1..500"));
    EXPECT_EQ(run({"notice", "list", "--corp", "nowhere"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such enterprise: nowhere\n");
    EXPECT_EQ(run({"notice", "list", "--account", std::string(255, 'x')}), exit_ok);
    EXPECT_EQ(run({"notice", "list", "--account", std::string(256, 'x')}), exit_failed);
    EXPECT_EQ(err, "roomkey: --account has the wrong length; accepted: 0..255 characters\n");
}

TEST_F(NoticeCommands, ResendQueuesTheCodeOnceMoreRecordsItAndWakesTheOutbox) {
    fail_all();
    auto const woken = bench.notifications;
    bench.clock.advance(std::chrono::seconds{1});
    auto const made = done({"notice", "resend", id, "--email", "someone@b.example"});
    auto const queued = notices(hub.account).at(0);
    EXPECT_NE(queued.id.value, id);
    EXPECT_EQ(queued.code_id, terminal(hub.account)->code->id());
    EXPECT_EQ(queued.channel, Channel::email);
    EXPECT_EQ(queued.language, Language::en_us);
    EXPECT_EQ(queued.masked_contact, "s***@b.example");
    EXPECT_EQ(made.at("id").as_string(), queued.id.value);
    EXPECT_EQ(made.at("state").as_string(), "queued");
    EXPECT_EQ(bench.notifications, woken + 1);
    auto const audited = bench.audit().at(0);
    EXPECT_EQ(audited.operation, "resend_notice");
    EXPECT_EQ(audited.actor, "operator");
    EXPECT_EQ(audited.corp_id.value, corp());
    EXPECT_EQ(audited.account, hub.account);
    EXPECT_EQ(audited.detail, "email s***@b.example");
}

TEST_F(NoticeCommands, ResendOfAQueuedMessageTakesItsPlace) {
    bench.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(run({"notice", "resend", "--id", id}), exit_ok);
    EXPECT_THAT(out, HasSubstr(hub.account));
    EXPECT_THAT(out, HasSubstr("s***@b.example"));
    EXPECT_EQ(out.find("someone"), std::string::npos);
    EXPECT_EQ(column({"notice", "list"}, "state"),
              (std::vector<std::string>{"queued", "superseded"}));
}

TEST_F(NoticeCommands, ResendRefusesWhatCannotBeSentAgain) {
    fail_all();
    auto const refused = [&](std::vector<std::string> words, std::string const& text) {
        words.insert(words.begin(), {"notice", "resend"});
        EXPECT_EQ(run(words), exit_failed);
        EXPECT_THAT(err, HasSubstr("roomkey: " + text));
    };
    EXPECT_EQ(run({"notice", "resend"}), exit_usage);
    refused({id},
            "--email is missing; accepted: the whole contact, which is shown as s***@b.example\n");
    refused({id, "--email", "else@b.example"},
            "--email is not allowed here; accepted: the whole contact, which is shown as "
            "s***@b.example\n");
    refused({id, "--phone", "12-34"}, "--phone has the wrong format");
    refused({"n2"}, "there is no such notice: n2\n");
    bench.clock.advance(code_validity_default);
    refused({id, "--email", "someone@b.example"}, "the code has expired; reset it instead\n");
    EXPECT_EQ(run({"code", "reset", hub.account}), exit_ok);
    refused({id, "--email", "someone@b.example"},
            "the code of this notice has been replaced, used or deleted; reset it instead\n");
    EXPECT_EQ(done({"notice", "list"}).at("count"), 1);
}

}  // namespace
}  // namespace roomkey
