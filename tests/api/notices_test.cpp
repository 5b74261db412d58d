#include <gtest/gtest.h>

#include <set>

#include "storage/sql/notice/notices.hpp"
#include "tests/api/api_bench.hpp"
#include "usecase/delivery/record_report.hpp"

namespace roomkey {
namespace {

constexpr char const* notices_path = "/v1/roomkey/notices";
constexpr char const* both_contacts =
    R"({"emailAddr":"someone@huawei.com","smsNumber":"+8617300009092"})";

std::string resend_target(std::string const& id) {
    return std::string(notices_path) + '/' + id + "/resend";
}

class NoticesTest : public testing::Test {
protected:
    NoticesTest()
        : terminal(bench.make_terminal(bench.ours, "Room 7")),
          token(bench.admin_token(bench.ours)) {}

    /// Resets the code of `terminal`, which queues one notice per contact.
    void reset(std::string const& body = both_contacts) {
        auto const answer = bench.send_as(token, "PUT", reset_target(terminal.account), body);
        ASSERT_EQ(answer.status, 200) << answer.text;
    }

    /// The newest notice of the terminal on this channel.
    Notice notice(Channel channel = Channel::email) {
        for (auto const& each : bench.notices(terminal.user_id)) {
            if (each.channel == channel) return each;
        }
        ADD_FAILURE() << "no such notice";
        return {};
    }

    /// Ends every unsettled notice, as the outbox does.
    void settle(NoticeState state, std::string const& failure = {}) {
        auto const settled = bench.store->write([&](Transaction& tx) -> Status {
            auto const lease_end = bench.clock.now() + std::chrono::minutes{1};
            for (auto each : TRY(lease_notices(tx, 100, bench.clock.now(), lease_end))) {
                each.state = state;
                each.failure = failure;
                each.sealed_contact.clear();
                TRY(settle_notice(tx, each));
            }
            return Done{};
        });
        ASSERT_TRUE(settled.ok());
    }

    Answer search(std::string const& query = {}) {
        return bench.send_as(token, "GET", notices_path + query, {},
                             {{"Accept-Language", "en-US"}});
    }

    Answer resend(std::string const& id, std::string const& body = {}) {
        return bench.send_as(token, "POST", resend_target(id), body,
                             {{"Accept-Language", "en-US"}});
    }

    ApiBench bench;
    CreatedTerminal terminal;
    std::string token;
};

TEST_F(NoticesTest, AreFoundWhileTheyWaitAfterAFailure) {
    auto const count = [&](char const* query) { return search(query).number("count"); };
    reset();
    EXPECT_EQ(count("?delayed=true"), 0);
    settle(NoticeState::queued, "the mail server does not accept mail from this service: 553");
    auto const answer = search("?delayed=true");
    ASSERT_EQ(answer.number("count"), 2) << answer.text;
    auto const& notice = answer.json.at("data").at(0);
    EXPECT_EQ(notice.at("state").as_string(), "queued");
    EXPECT_NE(notice.at("failure").as_string().find("553"), std::string::npos);
    EXPECT_EQ(count("?delayed=true&state=sending"), 0);
    EXPECT_EQ(count("?delayed=false"), 2);
    EXPECT_EQ(search("?delayed=maybe").status, 400);
    settle(NoticeState::accepted);
    EXPECT_EQ(count("?delayed=true"), 0);
}

TEST_F(NoticesTest, ShowWhatBecameOfEachMessage) {
    reset();
    settle(NoticeState::failed, "550 no such mailbox");

    auto const answer = search();

    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.number("count"), 2);
    auto const& newest = answer.json.at("data").at(0).as_object();
    EXPECT_EQ(newest.at("account").as_string(), terminal.account);
    EXPECT_EQ(newest.at("devName").as_string(), "Room 7");
    EXPECT_EQ(newest.at("channel").as_string(), "email");
    EXPECT_EQ(newest.at("contact").as_string(), "s***@huawei.com");
    EXPECT_EQ(newest.at("state").as_string(), "failed");
    EXPECT_EQ(newest.at("failure").as_string(), "550 no such mailbox");
    EXPECT_EQ(newest.at("attempts").as_int64(), 1);
    EXPECT_EQ(newest.at("createTime").as_int64(), unix_milliseconds(bench.clock.now()));
    EXPECT_TRUE(newest.at("resendable").as_bool());
    EXPECT_TRUE(newest.at("needsContact").as_bool());
    EXPECT_EQ(answer.text.find("someone"), std::string::npos);
    EXPECT_EQ(answer.text.find("17300009092"), std::string::npos);
}

TEST_F(NoticesTest, TellWhetherAResendIsPossible) {
    auto const newest = [&] { return search().json.at("data").at(0).as_object(); };
    reset(R"({"emailAddr":"someone@huawei.com"})");
    EXPECT_TRUE(newest().at("resendable").as_bool());
    EXPECT_FALSE(newest().at("needsContact").as_bool());
    reset("{}");
    EXPECT_FALSE(newest().at("resendable").as_bool());
}

struct SearchRow {
    std::string name;
    std::string query;
    std::int64_t count = 0;
};

TEST_F(NoticesTest, TakeEveryFilter) {
    reset();
    settle(NoticeState::accepted);
    bench.clock.advance(std::chrono::seconds{10});
    auto const report = RecordReport(*bench.store, bench.clock, bench.services->sealer)
                            .run(notice(Channel::sms).id, ReportState::rejected, "NACK");
    ASSERT_TRUE(report.ok() && *report);
    reset(R"({"emailAddr":"someone@huawei.com"})");
    auto const now = std::to_string(unix_milliseconds(bench.clock.now()));
    auto const later = std::to_string(unix_milliseconds(bench.clock.now()) + 1);
    std::vector<SearchRow> const rows{
        {"nothing asked", "", 3},
        {"account", "?account=" + terminal.account, 3},
        {"unknown account", "?account=nobody", 0},
        {"state", "?state=accepted", 2},
        {"other state", "?state=failed", 0},
        {"account and state", "?account=" + terminal.account + "&state=queued", 1},
        {"report", "?report=rejected", 1},
        {"other report", "?report=failed", 0},
        {"report and state", "?report=rejected&state=accepted", 1},
        {"from, inclusive", "?from=" + now, 1},
        {"from, later", "?from=" + later, 0},
        {"to, exclusive", "?to=" + now, 2},
        {"to, later", "?to=" + later, 3},
        {"empty filters", "?account=&state=&from=&to=", 3},
    };
    for (auto const& row : rows) {
        SCOPED_TRACE(row.name);
        auto const answer = search(row.query);
        EXPECT_EQ(answer.number("count"), row.count) << answer.text;
    }
}

TEST_F(NoticesTest, PageFromTheNewestToTheOldest) {
    std::set<std::string> expected;
    for (int i = 0; i < 3; ++i) {
        bench.clock.advance(std::chrono::seconds{1});
        reset(R"({"emailAddr":"someone@huawei.com"})");
        expected.insert(notice().id.value);
    }
    std::set<std::string> seen;
    std::int64_t before = unix_milliseconds(bench.clock.now()) + 1;
    for (auto const* offset : {"0", "1", "2"}) {
        auto const answer = search(std::string("?limit=1&offset=") + offset);
        ASSERT_EQ(answer.json.at("data").as_array().size(), 1U);
        auto const& record = answer.json.at("data").at(0).as_object();
        EXPECT_LT(record.at("createTime").as_int64(), before);
        before = record.at("createTime").as_int64();
        seen.emplace(record.at("id").as_string());
    }
    EXPECT_EQ(seen, expected);
}

TEST_F(NoticesTest, AreNotListedToAnotherEnterprise) {
    reset();
    auto const foreign = bench.admin_token(bench.theirs);
    EXPECT_EQ(bench.send_as(foreign, "GET", notices_path).number("count"), 0);
}

TEST_F(NoticesTest, ResendTheSameCodeToTheSameContactWithoutNamingIt) {
    reset();
    auto const earlier = notice(Channel::sms);
    auto const woken = bench.notifications;

    auto const answer = resend(earlier.id.value);

    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const queued = notice(Channel::sms);
    EXPECT_EQ(answer.field("id"), queued.id.value);
    EXPECT_EQ(answer.field("state"), "queued");
    EXPECT_EQ(answer.field("contact"), "+86173****9092");
    EXPECT_NE(queued.id, earlier.id);
    EXPECT_EQ(queued.code_id, earlier.code_id);
    EXPECT_EQ(queued.expires_at, earlier.expires_at);
    EXPECT_EQ(queued.language, Language::zh_cn);
    auto const contact =
        bench.services->sealer.open(SealPurpose::contact, queued.id.value, queued.sealed_contact);
    ASSERT_TRUE(contact.ok());
    EXPECT_EQ(contact->reveal(), "+8617300009092");
    EXPECT_EQ(bench.notifications, woken + 1);
    // The earlier one was still waiting: one message is enough.
    std::multiset<std::string> states;
    for (auto const& each : bench.notices(terminal.user_id)) {
        states.emplace(wire_name(each.state));
    }
    EXPECT_EQ(states, (std::multiset<std::string>{"queued", "queued", "superseded"}));
}

TEST_F(NoticesTest, ResendToAContactThatIsNamedAgainOnceItIsGone) {
    reset();
    settle(NoticeState::accepted);
    auto const earlier = notice();
    auto const woken = bench.notifications;

    auto const unnamed = resend(earlier.id.value);
    EXPECT_EQ(unnamed.status, 400);
    EXPECT_NE(unnamed.field("error_msg").find("emailAddr is missing (expected s***@huawei.com)"),
              std::string::npos)
        << unnamed.text;
    EXPECT_EQ(bench.notifications, woken);

    auto const answer = resend(earlier.id.value, R"({"emailAddr":"someone@huawei.com"})");
    ASSERT_EQ(answer.status, 200) << answer.text;
    auto const queued = notice();
    auto const contact =
        bench.services->sealer.open(SealPurpose::contact, queued.id.value, queued.sealed_contact);
    ASSERT_TRUE(contact.ok());
    EXPECT_EQ(contact->reveal(), "someone@huawei.com");
    EXPECT_EQ(bench.notifications, woken + 1);
    EXPECT_EQ(bench.store->read([&](Reader& reader) { return find_notice(reader, earlier.id); })
                  .value()
                  ->state,
              NoticeState::accepted);
}

struct ResendRow {
    std::string name;
    std::string body;
    int status = 200;
    std::string message_has = {};
};

TEST_F(NoticesTest, ResendChecksTheContactThatIsNamed) {
    std::vector<ResendRow> const rows{
        {"the contact", R"({"emailAddr":"someone@huawei.com"})"},
        {"nulls beside it",
         R"({"emailAddr":"someone@huawei.com","smsNumber":null,"country":null})"},
        {"unknown field", R"({"emailAddr":"someone@huawei.com","colour":"red"})"},
        {"another that fits the mask", R"({"emailAddr":"somebody@huawei.com"})"},
        {"another", R"({"emailAddr":"else@huawei.com"})", 400,
         "emailAddr is not allowed here (expected s***@huawei.com)"},
        {"the masked form", R"({"emailAddr":"s***@huawei.com"})", 400,
         "emailAddr has a wrong format"},
        {"the other channel", R"({"smsNumber":"+8617300009092"})", 400,
         "smsNumber is not allowed here"},
        {"both", both_contacts, 400, "smsNumber is not allowed here"},
    };
    reset(R"({"emailAddr":"someone@huawei.com"})");
    settle(NoticeState::accepted);
    auto const earlier = notice().id.value;
    std::size_t notices = 1;
    for (auto const& row : rows) {
        SCOPED_TRACE(row.name);
        auto const answer = resend(earlier, row.body);
        EXPECT_EQ(answer.status, row.status) << answer.text;
        EXPECT_EQ(answer.error_code(), row.status == 200 ? "" : "USG.000000003");
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos)
            << answer.field("error_msg");
        notices += row.status == 200 ? 1 : 0;
        EXPECT_EQ(bench.notices(terminal.user_id).size(), notices);
    }
}

TEST_F(NoticesTest, ResendReadsAPhoneInsideItsCountry) {
    reset(R"({"smsNumber":"+8617300009092"})");
    settle(NoticeState::accepted);
    auto const id = notice(Channel::sms).id.value;
    EXPECT_EQ(resend(id, R"({"smsNumber":"17300009092"})").status, 200);
    EXPECT_EQ(resend(id, R"({"smsNumber":"17300009092","country":"france"})").status, 400);
}

TEST_F(NoticesTest, ResendRefusesACodeThatIsNotLiveAnyMore) {
    std::string const contact = R"({"emailAddr":"someone@huawei.com"})";
    auto const reason = [&](Notice const& earlier) {
        auto const answer = resend(earlier.id.value, contact);
        EXPECT_EQ(answer.status, 400);
        return answer.header("X-Roomkey-Reason") + ' ' + answer.error_code();
    };
    reset();
    auto const replaced = notice();
    reset();
    EXPECT_EQ(reason(replaced), "notice_outdated USG.000000003");
    auto const lapsed = notice();
    bench.clock.advance(std::chrono::days{10});
    token = bench.admin_token(bench.ours);
    EXPECT_EQ(reason(lapsed), "code_lapsed USG.201040031");
    auto const answer = bench.send_as(token, "PUT", reset_target(terminal.account), both_contacts);
    auto const spent = notice();
    ASSERT_EQ(bench.activate(answer.field("activeCode")).status, 200);
    EXPECT_EQ(reason(spent), "notice_outdated USG.000000003");
    auto const woken = bench.notifications;
    EXPECT_EQ(reason(spent), "notice_outdated USG.000000003");
    EXPECT_EQ(bench.notifications, woken);
}

TEST_F(NoticesTest, ResendOfAnUnknownIdNamesIt) {
    for (auto const* id : {"unknown", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "%20"}) {
        auto const answer = resend(id);
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.header("X-Roomkey-Reason"), "notice_unknown");
    }
    EXPECT_EQ(resend("unknown").field("error_msg"), "The notice does not exist: unknown");
}

TEST_F(NoticesTest, ResendLeavesOneAuditRecordForEachOutcome) {
    reset();
    auto const before = bench.audit().size();
    ASSERT_EQ(resend(notice().id.value).status, 200);
    ASSERT_EQ(resend("unknown").status, 400);
    ASSERT_EQ(resend(notice().id.value, R"({"emailAddr":"else@huawei.com"})").status, 400);
    ASSERT_EQ(bench.send_as("nonsense", "POST", resend_target("unknown")).status, 401);

    auto const entries = bench.audit();

    ASSERT_EQ(entries.size(), before + 3);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(entries[i].operation, "resend_notice");
        EXPECT_EQ(entries[i].actor, bench.ours.admin_account);
        EXPECT_EQ(entries[i].request_id, "request-1");
    }
    EXPECT_EQ(entries[2].outcome, "ok");
    EXPECT_EQ(entries[2].account, terminal.account);
    EXPECT_EQ(entries[2].detail, "email s***@huawei.com");
    EXPECT_EQ(entries[1].outcome, "notice_unknown");
    EXPECT_EQ(entries[1].account, "");
    EXPECT_EQ(entries[0].outcome, "invalid_parameter");
    EXPECT_EQ(entries[0].account, terminal.account);
}

TEST_F(NoticesTest, ReadContactsAsAResetDoes) {
    auto const read = [&](std::string const& body) {
        return bench.send_as(token, "POST", "/v1/roomkey/contacts/read", body,
                             {{"Accept-Language", "en-US"}});
    };
    auto const answer = read(R"({"country":"germany","smsNumber":"0301234567"})");
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.field("smsNumber"), "+49301234567");
    EXPECT_EQ(answer.field("emailAddr"), "");
    EXPECT_EQ(read(R"({"emailAddr":"it@bücher.example"})").status, 200);
    for (std::string const body : {
             R"({"smsNumber":"12345"})",
             R"({"country":"germany","smsNumber":"+8613800138000"})",
             R"({"country":"nowhere","smsNumber":"13800138000"})",
             R"({"emailAddr":"a@b..c"})",
         }) {
        auto const refused = read(body);
        auto const reset = bench.send_as(token, "PUT", reset_target(terminal.account), body,
                                         {{"Accept-Language", "en-US"}});
        EXPECT_EQ(refused.status, 400) << body;
        EXPECT_EQ(reset.status, 400) << body;
        EXPECT_EQ(refused.field("error_msg"), reset.field("error_msg")) << body;
    }
    EXPECT_TRUE(bench.notices(terminal.user_id).empty());
}

}  // namespace
}  // namespace roomkey
