#include <gtest/gtest.h>

#include <set>

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
            for (auto each : TRY(tx.lease_notices(100, bench.clock.now(), lease_end))) {
                each.state = state;
                each.failure = failure;
                each.sealed_contact.clear();
                TRY(tx.settle_notice(each));
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
    int status = 200;
    std::int64_t count = 0;
    std::string message_has = {};
};

TEST_F(NoticesTest, TakeEveryFilterAndNameWhatIsWrong) {
    reset();
    settle(NoticeState::accepted);
    bench.clock.advance(std::chrono::seconds{10});
    auto const report = RecordReport(*bench.store, bench.clock)
                            .run(notice(Channel::sms).id, ReportState::rejected, "NACK");
    ASSERT_TRUE(report.ok() && *report);
    reset(R"({"emailAddr":"someone@huawei.com"})");
    auto const now = std::to_string(unix_milliseconds(bench.clock.now()));
    auto const later = std::to_string(unix_milliseconds(bench.clock.now()) + 1);
    std::vector<SearchRow> const rows{
        {"nothing asked", "", 200, 3},
        {"account", "?account=" + terminal.account, 200, 3},
        {"unknown account", "?account=nobody", 200, 0},
        {"state", "?state=accepted", 200, 2},
        {"other state", "?state=failed", 200, 0},
        {"account and state", "?account=" + terminal.account + "&state=queued", 200, 1},
        {"report", "?report=rejected", 200, 1},
        {"other report", "?report=failed", 200, 0},
        {"report and state", "?report=rejected&state=accepted", 200, 1},
        {"unknown report", "?report=lost", 400, -1,
         "report has an unknown value (expected submitted, buffered, delivered, failed, rejected)"},
        {"from, inclusive", "?from=" + now, 200, 1},
        {"from, later", "?from=" + later, 200, 0},
        {"to, exclusive", "?to=" + now, 200, 2},
        {"to, later", "?to=" + later, 200, 3},
        {"empty filters", "?account=&state=&from=&to=", 200, 3},
        {"least time", "?from=0", 200, 3},
        {"last time", "?to=253402300799999", 200, 3},
        {"past the last time", "?to=253402300800000", 400, -1, "to is out of range"},
        {"before the least", "?from=-1", 400, -1, "from is out of range"},
        {"time as text", "?from=yesterday", 400, -1, "from has the wrong type"},
        {"unknown state", "?state=sent", 400, -1,
         "state has an unknown value (expected queued, sending, accepted, failed, superseded)"},
        {"state twice", "?state=failed&state=queued", 400, -1, "state is given more than once"},
        {"account of 255", "?account=" + std::string(255, 'a'), 200, 0},
        {"account of 256", "?account=" + std::string(256, 'a'), 400, -1,
         "account has a wrong length (expected 0..255)"},
        {"page of 1", "?limit=1", 200, 3},
        {"page of 500", "?limit=500", 200, 3},
        {"page of 0", "?limit=0", 400, -1, "limit is out of range (expected 1..500)"},
        {"page of 501", "?limit=501", 400, -1, "limit is out of range (expected 1..500)"},
        {"offset below 0", "?offset=-1", 400, -1, "offset is out of range"},
    };
    for (auto const& row : rows) {
        SCOPED_TRACE(row.name);
        auto const answer = search(row.query);
        EXPECT_EQ(answer.status, row.status) << answer.text;
        EXPECT_EQ(answer.number("count"), row.count);
        EXPECT_EQ(answer.error_code(), row.status == 200 ? "" : "USG.000000003");
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos)
            << answer.field("error_msg");
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

TEST_F(NoticesTest, AreForAdministratorsOfTheEnterpriseAlone) {
    reset();
    auto const id = notice().id.value;
    auto const member = bench.sign_in(bench.ours, "third-party-1").field("accessToken");
    struct Row {
        std::string name;
        std::string token;
        int status;
    };
    for (auto const& row : std::vector<Row>{{"no token", "", 401},
                                            {"unknown token", "stbnonsense", 401},
                                            {"member", member, 403}}) {
        SCOPED_TRACE(row.name);
        for (auto const& answer :
             {bench.send_as(row.token, "GET", notices_path),
              bench.send_as(row.token, "GET", std::string(notices_path) + "?state=nonsense"),
              bench.send_as(row.token, "POST", resend_target(id)),
              bench.send_as(row.token, "POST", resend_target(id), R"({"smsNumber":"x"})"),
              bench.send_as(row.token, "POST", resend_target("unknown"), "{")}) {
            EXPECT_EQ(answer.status, row.status);
            EXPECT_EQ(answer.error_code(), "USG.000000004");
            EXPECT_EQ(answer.json.get_object().size(), 3U);
        }
    }
    auto const foreign = bench.admin_token(bench.theirs);
    EXPECT_EQ(bench.send_as(foreign, "GET", notices_path).number("count"), 0);
    EXPECT_EQ(
        bench.send_as(foreign, "GET", std::string(notices_path) + "?account=" + terminal.account)
            .number("count"),
        0);
    auto const refused = bench.send_as(foreign, "POST", resend_target(id));
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.header("X-Roomkey-Reason"), "notice_unknown");
    EXPECT_EQ(refused.error_code(), "USG.000000003");
    EXPECT_EQ(bench.notices(terminal.user_id).size(), 2U);
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
    EXPECT_EQ(bench.store->read([&](Reader& reader) { return reader.find_notice(earlier.id); })
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
    std::string const long_name(244, 'x');
    std::vector<ResendRow> const rows{
        {"the contact", R"({"emailAddr":"someone@huawei.com"})"},
        {"nulls beside it",
         R"({"emailAddr":"someone@huawei.com","smsNumber":null,"country":null})"},
        {"unknown field", R"({"emailAddr":"someone@huawei.com","colour":"red"})"},
        {"another that fits the mask", R"({"emailAddr":"somebody@huawei.com"})"},
        {"255 characters", R"({"emailAddr":"s)" + long_name.substr(1) + R"(@huawei.com"})"},
        {"256 characters", R"({"emailAddr":"s)" + long_name + R"(@huawei.com"})", 400,
         "emailAddr has a wrong length (expected 0..255)"},
        {"another", R"({"emailAddr":"else@huawei.com"})", 400,
         "emailAddr is not allowed here (expected s***@huawei.com)"},
        {"the masked form", R"({"emailAddr":"s***@huawei.com"})", 400,
         "emailAddr has a wrong format"},
        {"malformed", R"({"emailAddr":"someone"})", 400, "emailAddr has a wrong format"},
        {"wrong type", R"({"emailAddr":7})", 400, "emailAddr has the wrong type"},
        {"the other channel", R"({"smsNumber":"+8617300009092"})", 400,
         "smsNumber is not allowed here"},
        {"both", both_contacts, 400, "smsNumber is not allowed here"},
        {"array", "[]", 400, "body has the wrong type"},
        {"cut off", R"({"emailAddr":)", 400, "body"},
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

}  // namespace
}  // namespace roomkey
