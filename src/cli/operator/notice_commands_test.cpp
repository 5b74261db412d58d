#include "cli/operator/notice_commands.hpp"

#include "cli/testing/command_bench.hpp"

namespace roomkey {
namespace {

using ::testing::_;
using ::testing::HasSubstr;

class NoticeCommands : public CommandBench {
protected:
    NoticeCommands() {
        terminal.user.id = UserId{"u1"};
        terminal.user.corp_id = CorpId{"123456789"};
        terminal.user.account = "hub_1";
        terminal.user.name = "Room 7";
        terminal.code = ActiveCode{};
        terminal.code->expires_at = host.time.now() + std::chrono::days{10};

        notice.id = NoticeId{"n1"};
        notice.corp_id = terminal.user.corp_id;
        notice.user_id = terminal.user.id;
        notice.code_id = terminal.code->id();
        notice.language = Language::en_us;
        notice.masked_contact = "s***@b.example";
        notice.state = NoticeState::failed;
        notice.failure = "550 no such mailbox";
        notice.attempts = 1;
        notice.created_at = host.time.now();
        notice.expires_at = terminal.code->expires_at;

        ON_CALL(database, search_notices).WillByDefault([this](NoticeSearch const& given) {
            search = given;
            return Result<Page<NoticeRow>>(page);
        });
        ON_CALL(database, find_notice).WillByDefault([this](NoticeId const& id) {
            return Result<std::optional<Notice>>(id == notice.id ? std::optional(notice)
                                                                 : std::nullopt);
        });
        ON_CALL(database, find_terminal_by_user).WillByDefault([this](UserId const&) {
            return Result<std::optional<Terminal>>(terminal);
        });
        ON_CALL(database, insert_notice).WillByDefault([this](Notice const& given) {
            queued.push_back(given);
            return Status(Done{});
        });
    }

    void list_notice() { page = {0, 100, 1, {{notice, "hub_1", "Room 7", terminal.code}}}; }

    Terminal terminal;
    Notice notice;
    NoticeSearch search;
    Page<NoticeRow> page;
    std::vector<Notice> queued;
};

TEST_F(NoticeCommands, ListAsksForWhatTheFlagsSay) {
    EXPECT_EQ(run({"notice", "list", "--account", "hub_1", "--state", "failed", "--report",
                   "rejected", "--from", "2025-01-01", "--to", "2025-01-15T08:00:00Z", "--limit",
                   "5", "--offset", "10"}),
              exit_ok);
    EXPECT_EQ(search.corp_id, CorpId{"123456789"});
    EXPECT_EQ(search.account, "hub_1");
    EXPECT_EQ(search.state, NoticeState::failed);
    EXPECT_EQ(search.report, ReportState::rejected);
    EXPECT_EQ(search.from, host.time.now() - std::chrono::days{14} - std::chrono::hours{8});
    EXPECT_EQ(search.to, host.time.now());
    EXPECT_EQ(search.page.limit, 5);
    EXPECT_EQ(search.page.offset, 10);
}

TEST_F(NoticeCommands, ListAsksForAllUnlessTold) {
    EXPECT_EQ(run({"notice", "list"}), exit_ok);
    EXPECT_EQ(search.account, "");
    EXPECT_FALSE(search.state || search.report || search.from || search.to);
    EXPECT_EQ(search.page.limit, 100);
}

TEST_F(NoticeCommands, ListShowsWhatBecameOfAMessage) {
    list_notice();
    EXPECT_EQ(run({"notice", "list"}), exit_ok);
    for (auto const* text : {"n1", "2025-01-15T08:00:00.000Z", "hub_1", "email", "s***@b.example",
                             "failed", "550 no such mailbox"}) {
        EXPECT_THAT(out, HasSubstr(text));
    }
}

TEST_F(NoticeCommands, ListPrintsEachNoticeAsJson) {
    list_notice();
    EXPECT_EQ(run({"notice", "list", "--json"}), exit_ok);
    EXPECT_EQ(json().at("count"), 1);
    EXPECT_EQ(json().at("data").as_array().at(0),
              (boost::json::object{{"id", "n1"},
                                   {"account", "hub_1"},
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
}

TEST_F(NoticeCommands, ResendQueuesTheCodeOnceMoreAndRecordsIt) {
    EXPECT_EQ(run({"notice", "resend", "n1", "--email", "someone@b.example", "--json"}), exit_ok);
    ASSERT_EQ(queued.size(), 1U);
    EXPECT_EQ(queued[0].code_id, notice.code_id);
    EXPECT_EQ(queued[0].channel, Channel::email);
    EXPECT_EQ(queued[0].language, Language::en_us);
    EXPECT_EQ(queued[0].masked_contact, "s***@b.example");
    EXPECT_EQ(json().at("id").as_string(), queued[0].id.value);
    EXPECT_EQ(json().at("state").as_string(), "queued");
    EXPECT_EQ(audited.operation, "resend_notice");
    EXPECT_EQ(audited.actor, "operator");
    EXPECT_EQ(audited.corp_id, notice.corp_id);
    EXPECT_EQ(audited.account, "hub_1");
    EXPECT_EQ(audited.detail, "email s***@b.example");
}

TEST_F(NoticeCommands, ResendShowsWhereItGoes) {
    EXPECT_EQ(run({"notice", "resend", "n1", "--email", "someone@b.example"}), exit_ok);
    EXPECT_THAT(out, HasSubstr("hub_1"));
    EXPECT_THAT(out, HasSubstr("s***@b.example"));
    EXPECT_EQ(out.find("someone"), std::string::npos);
}

TEST_F(NoticeCommands, ResendRefusesWhatCannotBeSentAgain) {
    EXPECT_CALL(database, insert_notice(_)).Times(0);
    EXPECT_EQ(run({"notice", "resend"}), exit_usage);
    EXPECT_EQ(run({"notice", "resend", "n1"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --email is missing; accepted: s***@b.example\n");
    EXPECT_EQ(run({"notice", "resend", "n1", "--email", "else@b.example"}), exit_failed);
    EXPECT_EQ(err, "roomkey: --email is not allowed here; accepted: s***@b.example\n");
    EXPECT_EQ(run({"notice", "resend", "n1", "--phone", "12-34"}), exit_failed);
    EXPECT_THAT(err, HasSubstr("--phone has the wrong format"));
    EXPECT_EQ(run({"notice", "resend", "n2"}), exit_failed);
    EXPECT_EQ(err, "roomkey: there is no such notice: n2\n");
    terminal.code->expires_at = host.time.now();
    EXPECT_EQ(run({"notice", "resend", "n1", "--email", "someone@b.example"}), exit_failed);
    EXPECT_EQ(err, "roomkey: the code has lapsed; reset it instead\n");
    terminal.code.reset();
    EXPECT_EQ(run({"notice", "resend", "n1", "--email", "someone@b.example"}), exit_failed);
    EXPECT_EQ(err,
              "roomkey: the code of this notice was replaced, used or deleted; reset it instead\n");
}

}  // namespace
}  // namespace roomkey
