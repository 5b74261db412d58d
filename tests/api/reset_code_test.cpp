#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

struct ResetScenario {
    std::string name;
    std::string body;
    std::vector<HttpHeader> headers;
    int status = 200;
    std::string error_code;
    std::string message_has;  ///< Part of error_msg.
    std::size_t notices = 0;
};

std::vector<HttpHeader> const english{{"Accept-Language", "en-US"}};

std::vector<ResetScenario> form_scenarios() {
    return {
        {"no body", "", {}, 200, "", "", 0},
        {"empty object", "{}", {}, 200, "", "", 0},
        {"object and newline", "{}\n", {}, 200, "", "", 0},
        {"nulls", R"({"country":null,"emailAddr":null,"smsNumber":null})", {}, 200, "", "", 0},
        {"empty texts", R"({"country":"","emailAddr":"","smsNumber":""})", {}, 200, "", "", 0},
        {"both contacts",
         R"({"country":"chinaPR","emailAddr":"e@huawei.com","smsNumber":"+8617300009092"})",
         {},
         200,
         "",
         "",
         2},
        {"unknown field", R"({"colour":"red","emailAddr":"e@huawei.com"})", {}, 200, "", "", 1},
    };
}

std::vector<ResetScenario> contact_scenarios() {
    std::string const sms32 = "+" + std::string(31, '1');
    return {
        {"phone of 15", R"({"smsNumber":"+49301234567890"})", {}, 200, "", "", 1},
        {"phone of 32, of no country", R"({"smsNumber":")" + sms32 + "\"}", english, 400,
         "USG.000000003", "smsNumber has a wrong format (expected E.164)"},
        {"phone that is too short for E.164", R"({"smsNumber":"+141555"})", english, 400,
         "USG.000000003", "smsNumber has a wrong format (expected E.164)"},
        {"phone of a length that its plan does not have yet",
         R"({"country":"benin","smsNumber":"+2290195123456"})",
         {},
         200,
         "",
         "",
         1},
        {"phone without plus",
         R"({"country":"poland","smsNumber":"512345678"})",
         {},
         200,
         "",
         "",
         1},
        {"phone without plus that its country does not have",
         R"({"country":"poland","smsNumber":"51234"})", english, 400, "USG.000000003",
         "smsNumber has a wrong format (expected a number of the country, or one with +, which is "
         "taken as it is)"},
        {"the same in Chinese",
         R"({"country":"poland","smsNumber":"51234"})",
         {},
         400,
         "USG.000000003",
         "smsNumber 格式错误（应为 该国家的号码，或以 + 开头的号码，后者按原样使用）"},
        {"phone with plus of another country", R"({"country":"canada","smsNumber":"+12425551234"})",
         english, 400, "USG.000000003",
         "smsNumber has a wrong format (expected a number of the country that is given)"},
        {"unknown country beside a plus", R"({"country":"polnad","smsNumber":"+48512345678"})",
         english, 400, "USG.000000003", "country has an unknown value"},
        {"masked phone of the page",
         R"({"smsNumber":"+86173****9092"})",
         {},
         400,
         "USG.000000003",
         "smsNumber 格式错误"},
    };
}

TEST(ResetCode, TakesWhatClientsSendAndNamesWhatIsWrong) {
    auto scenarios = form_scenarios();
    for (auto& row : contact_scenarios()) scenarios.push_back(std::move(row));
    for (auto const& row : scenarios) {
        SCOPED_TRACE(row.name);
        ApiBench bench;
        auto const terminal = bench.make_terminal(bench.ours);
        auto const token = bench.admin_token(bench.ours);
        auto const answer =
            bench.send_as(token, "PUT", reset_target(terminal.account), row.body, row.headers);
        EXPECT_EQ(answer.status, row.status) << answer.text;
        EXPECT_EQ(answer.error_code(), row.error_code);
        EXPECT_NE(answer.field("error_msg").find(row.message_has), std::string::npos)
            << answer.field("error_msg");
        EXPECT_EQ(bench.notices(terminal.user_id).size(), row.notices);
        // A refused reset leaves the old code alive, a successful one ends it.
        auto const activation = bench.activate(terminal.code.reveal());
        EXPECT_EQ(activation.status, row.status == 200 ? 400 : 200);
    }
}

TEST(ResetCode, AnswersWithTheHeadersOfThePage) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const answer =
        bench.send_as(bench.admin_token(bench.ours), "PUT", reset_target(terminal.account));
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.field("activeCode").size(), 11U);
    EXPECT_EQ(answer.json.get_object().size(), 1U);
    EXPECT_EQ(answer.header("Pragma"), "No-cache");
    EXPECT_EQ(answer.header("Cache-Control"), "no-cache, no-store");
    EXPECT_EQ(answer.header("Content-Type"), "application/json;charset=UTF-8");
}

TEST(ResetCode, KnowsNoAccountsButTerminalsOfTheEnterprise) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const target = reset_target(terminal.account);
    auto const foreign_admin = bench.admin_token(bench.theirs);
    auto const admin = bench.admin_token(bench.ours);
    // Not to be told apart.
    auto const unknown = bench.send_as(admin, "PUT", reset_target("nobody"));
    auto const foreign = bench.send_as(foreign_admin, "PUT", target);
    auto const person = bench.send_as(admin, "PUT", reset_target(bench.ours.admin_account));
    EXPECT_EQ(unknown.status, 400);
    EXPECT_EQ(unknown.error_code(), "USG.201040000");
    EXPECT_EQ(unknown.text, foreign.text);
    EXPECT_EQ(unknown.text, person.text);
    EXPECT_EQ(bench.activate(terminal.code.reveal()).status, 200);
}

TEST(ResetCode, UnbindsTheDeviceAtOnce) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(terminal);
    ASSERT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);

    auto const answer =
        bench.send_as(bench.admin_token(bench.ours), "POST", reset_target(terminal.account));
    ASSERT_EQ(answer.status, 200);
    auto const refused = bench.send_as(credential, "GET", "/v1/terminal");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.error_code(), "USG.206010075");
    auto const old_code = bench.activate(terminal.code.reveal());
    EXPECT_EQ(old_code.status, 400);
    EXPECT_EQ(old_code.error_code(), "USG.201050012");
    EXPECT_EQ(bench.activate(answer.field("activeCode")).status, 200);
    // The old credential stays what it was.
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").error_code(), "USG.206010075");
}

TEST(ResetCode, ReplaysTheFirstAnswerToTheSameKey) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const other = bench.make_terminal(bench.ours);
    auto const token = bench.admin_token(bench.ours);
    std::vector<HttpHeader> const key{{"Idempotency-Key", "key-1"}};
    std::string const body = R"({"emailAddr":"a@b.c"})";

    auto const first = bench.send_as(token, "PUT", reset_target(terminal.account), body, key);
    auto const credential = bench.activate(first.field("activeCode")).field("accessToken");
    // By POST and with a fresh token, it is still the same request.
    auto const again = bench.send_as(bench.admin_token(bench.ours), "POST",
                                     reset_target(terminal.account), body, key);
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.field("activeCode"), first.field("activeCode"));
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);
    EXPECT_EQ(bench.notices(terminal.user_id).size(), 1U);
    EXPECT_EQ(bench.notifications, 1);

    for (auto const& [target, other_body] :
         {std::pair{reset_target(other.account), body}, {reset_target(terminal.account), "{}"}}) {
        auto const refused = bench.send_as(token, "PUT", target, other_body, key);
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_code(), "USG.000000003");
    }
    // Another caller's key is another key.
    auto const foreign = bench.make_terminal(bench.theirs);
    EXPECT_EQ(bench
                  .send_as(bench.admin_token(bench.theirs), "PUT", reset_target(foreign.account),
                           body, key)
                  .status,
              200);

    bench.clock.advance(std::chrono::hours{24});
    auto const later = bench.send_as(bench.admin_token(bench.ours), "PUT",
                                     reset_target(terminal.account), body, key);
    EXPECT_EQ(later.status, 200);
    EXPECT_NE(later.field("activeCode"), first.field("activeCode"));
}

TEST(ResetCode, DoesNotReplayACodeThatIsNoLongerLive) {
    for (auto const* const fate :
         {"replaced", "replaced and used", "deleted", "lapsed", "used", "live"}) {
        SCOPED_TRACE(fate);
        ApiBench bench;
        if (std::string_view(fate) == "lapsed") {
            CorpChange change;
            change.code_validity = std::chrono::hours{1};
            ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
        }
        auto const terminal = bench.make_terminal(bench.ours);
        auto const target = reset_target(terminal.account);
        std::vector<HttpHeader> const key{{"Idempotency-Key", "k1"}};
        auto token = bench.admin_token(bench.ours);
        auto const first = bench.send_as(token, "PUT", target, "", key);
        auto const code = first.field("activeCode");
        ASSERT_EQ(first.status, 200) << first.text;
        if (std::string_view(fate) == "replaced") {
            EXPECT_EQ(bench.send_as(token, "PUT", target).status, 200);
        } else if (std::string_view(fate) == "replaced and used") {
            bench.clock.advance(std::chrono::milliseconds{1});
            auto const next = bench.send_as(token, "PUT", target);
            EXPECT_EQ(bench.activate(next.field("activeCode")).status, 200);
        } else if (std::string_view(fate) == "used") {
            EXPECT_EQ(bench.activate(code).status, 200);
        } else if (std::string_view(fate) == "deleted") {
            auto const id =
                bench.store
                    ->read([&](Reader& reader) { return find_terminal(reader, terminal.account); })
                    .value()
                    ->code->id();
            EXPECT_EQ(bench
                          .send_as(token, "DELETE", "/v1/usg/dcs/corp/vision/activecode",
                                   "[\"" + id.value + "\"]")
                          .status,
                      200);
        }
        bench.clock.advance(std::chrono::hours{1});
        token = bench.admin_token(bench.ours);
        auto const again = bench.send_as(token, "PUT", target, "", key);
        bool const is_current =
            std::string_view(fate) == "live" || std::string_view(fate) == "used";
        if (is_current) {
            EXPECT_EQ(again.text, first.text);
        } else if (std::string_view(fate) == "deleted") {
            // A terminal that was never active goes with its code.
            EXPECT_NE(again.status, 200);
        } else {
            EXPECT_EQ(again.status, 409) << again.text;
            EXPECT_EQ(again.header("X-Roomkey-Reason"), "replay_outdated");
        }
        EXPECT_EQ(again.text.find(code) == std::string::npos, !is_current);
    }
}

TEST(ResetCode, SupersedesNoticesThatWereNotSent) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const token = bench.admin_token(bench.ours);
    std::string const body = R"({"emailAddr":"a@b.c","smsNumber":"+8617300009092"})";
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(terminal.account), body).status, 200);
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(terminal.account)).status, 200);
    auto const notices = bench.notices(terminal.user_id);
    ASSERT_EQ(notices.size(), 2U);
    for (auto const& notice : notices) {
        EXPECT_EQ(notice.state, NoticeState::superseded);
        EXPECT_EQ(notice.masked_contact.find("a@b.c"), std::string::npos);
        EXPECT_EQ(notice.masked_contact.find("17300009092"), std::string::npos);
    }
}

TEST(ResetCode, LeavesOneAuditRecordForEachOutcome) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const token = bench.admin_token(bench.ours);
    auto const before = bench.audit().size();
    ASSERT_EQ(
        bench
            .send_as(token, "PUT", reset_target(terminal.account), R"({"emailAddr":"someone@b.c"})")
            .status,
        200);
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target("nobody")).status, 400);
    ASSERT_EQ(bench.send_as("nonsense", "PUT", reset_target(terminal.account)).status, 401);
    auto const entries = bench.audit();
    ASSERT_EQ(entries.size(), before + 2);
    auto const& refused = entries[0];
    auto const& good = entries[1];
    EXPECT_EQ(good.operation, "reset_code");
    EXPECT_EQ(good.account, terminal.account);
    EXPECT_EQ(good.actor, bench.ours.admin_account);
    EXPECT_EQ(good.request_id, "request-1");
    EXPECT_EQ(good.source, "192.0.2.1");
    EXPECT_EQ(good.outcome, "ok");
    EXPECT_EQ(good.detail.find("someone"), std::string::npos);
    EXPECT_EQ(refused.outcome, "account_unknown");
    EXPECT_EQ(refused.account, "nobody");
}

TEST(ResetCode, RecordsNoAccountThatWouldDisturbTheLineItStandsIn) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    for (auto const* account : {"room%E2%80%AEx", "%E2%81%A6room", "a%E2%80%A8b", "%EF%BB%BFx"}) {
        bench.clock.advance(std::chrono::minutes{2});
        ASSERT_EQ(bench.send_as(token, "PUT", reset_target(account)).status, 400) << account;
        EXPECT_EQ(bench.audit()[0].account, "(unreadable)") << account;
    }
}

TEST(ResetCode, RecordsNoCodeThatWasPastedWhereTheAccountBelongs) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
    auto const digits = bench.make_terminal(bench.ours).code.reveal();
    CorpChange change;
    change.code_format = CodeFormat{CodeFormat::Alphabet::crockford32, crockford_code_length};
    ASSERT_TRUE(bench.services->corps.update(bench.ours.corp_id, change).ok());
    auto const letters = bench.make_terminal(bench.ours).code.reveal();
    auto const grouped = digits.substr(0, 3) + '-' + digits.substr(3, 4) + '-' + digits.substr(7);
    auto const shown = [&](std::string const& as, std::string const& account,
                           std::string const& body) {
        bench.clock.advance(std::chrono::minutes{2});
        auto const answer = bench.send_as(as, "PUT", reset_target(account), body);
        EXPECT_GE(answer.status, 400) << account;
        EXPECT_EQ(bench.audit()[0].operation, "reset_code");
        return bench.audit()[0].outcome + ' ' + bench.audit()[0].account;
    };
    for (auto const& code : {digits, grouped, letters}) {
        EXPECT_EQ(shown(token, code, ""), "account_unknown (may be a code)") << code;
        EXPECT_EQ(shown(token, code, R"({"country":"usa","smsNumber":"+8617300009092"})"),
                  "invalid_parameter (may be a code)");
        EXPECT_EQ(shown(member, code, ""), "not_permitted (may be a code)");
    }
    // Digits, but too few; and an account that looks like a code.
    EXPECT_EQ(shown(token, "1234567", ""), "account_unknown 1234567");
    ASSERT_EQ(bench.sign_in(bench.ours, "20250115").status, 200);
    EXPECT_EQ(shown(member, "20250115", ""), "not_permitted 20250115");
}

TEST(ResetCode, WorksForEveryDeviceTypeAndForDisabledAccounts) {
    ApiBench bench;
    auto const token = bench.admin_token(bench.ours);
    for (auto const& row : device_types) {
        if (!is_vision_terminal(row.user_type)) continue;
        auto const terminal = bench.make_terminal(bench.ours, "Room", row.type);
        ASSERT_TRUE(bench.services->users.set_disabled(terminal.account, true).ok());
        auto const answer = bench.send_as(token, "PUT", reset_target(terminal.account));
        ASSERT_EQ(answer.status, 200);
        auto const refused = bench.activate(answer.field("activeCode"));
        EXPECT_EQ(refused.status, 412);
        EXPECT_EQ(refused.error_code(), "USG.206010007");
    }
}

TEST(ResetCode, TakesAccountsWhicheverWayTheyAreEncoded) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const token = bench.admin_token(bench.ours);
    std::string encoded;
    for (char const c : terminal.account) {
        auto const byte = static_cast<std::uint8_t>(c);
        encoded += "%" + to_hex(&byte, 1);
    }
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target(encoded)).status, 200);
    auto const malformed = bench.send_as(token, "PUT", reset_target("a%zz"));
    EXPECT_EQ(malformed.status, 400);
    EXPECT_NE(malformed.field("error_msg").find("account"), std::string::npos);
    EXPECT_EQ(bench.send_as(token, "PUT", reset_target("")).error_code(), "USG.000000003");
}

TEST(ResetCode, LeavesExactlyOneLiveCodeAfterManyAtOnce) {
    ApiBench bench;
    auto const terminal = bench.make_terminal(bench.ours);
    auto const token = bench.admin_token(bench.ours);
    std::vector<std::string> codes(32);
    std::vector<std::thread> threads;
    threads.reserve(codes.size());
    for (auto& code : codes) {
        threads.emplace_back([&] {
            code = bench.send_as(token, "PUT", reset_target(terminal.account)).field("activeCode");
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), codes.size());
    EXPECT_EQ(bench.store->read([](Reader& reader) { return count_live_codes(reader); }).value(),
              1);
    int good = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        bench.source = "192.0.2." + std::to_string(i + 1);
        good += bench.activate(codes[i]).status == 200 ? 1 : 0;
    }
    EXPECT_EQ(good, 1);
}

}  // namespace
}  // namespace roomkey
