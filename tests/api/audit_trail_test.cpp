#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "storage/sql/audit.hpp"
#include "tests/api/api_bench.hpp"
#include "usecase/audit_trail.hpp"

// The traces that attacks leave, and what keeps them from filling the table.
namespace roomkey {
namespace {

using std::chrono::minutes;

class AuditTrail : public testing::Test {
protected:
    Answer sign_in(std::string const& source, std::string const& name, std::string const& secret) {
        bench.source = source;
        return bench.send("POST", "/v1/usg/acs/auth/account",
                          R"({"account":")" + name + R"(","clientType":72})",
                          {{"Authorization", "Basic " + to_base64(name + ":" + secret)}});
    }
    Answer app_sign_in(std::string const& body, std::string const& authorization) {
        return bench.send("POST", "/v2/usg/acs/auth/appauth", body,
                          {{"Authorization", authorization}});
    }

    /// Of one operation, oldest first.
    std::vector<AuditEntry> records(std::string const& operation) {
        auto all = bench.audit();
        std::erase_if(all, [&](AuditEntry const& entry) { return entry.operation != operation; });
        std::reverse(all.begin(), all.end());
        return all;
    }
    static std::string text_of(AuditEntry const& entry) {
        return entry.account + ' ' + entry.source + ' ' + entry.outcome + ' ' +
               std::to_string(entry.count);
    }
    std::vector<std::string> texts(std::string const& operation) {
        std::vector<std::string> all;
        for (auto const& entry : records(operation)) all.push_back(text_of(entry));
        return all;
    }

    ApiBench bench;
    std::string const account = bench.ours.admin_account;
    std::string const password = bench.ours.admin_password.reveal();
    std::string const stranger = "198.51.100.7";
};

using Texts = std::vector<std::string>;

TEST_F(AuditTrail, NamesAccountAndSourceOfWrongPasswordsAndLocks) {
    for (int i = 0; i < 5; ++i) sign_in(stranger, account, "wrong-password");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in(stranger, account, password).status, 423);
    EXPECT_EQ(texts("sign_in_refused"), (Texts{account + " 198.51.100.7 credentials_wrong 5",
                                               account + " 198.51.100.7 account_locked 3"}));
    EXPECT_EQ(texts("account_locked"), Texts{account + " 198.51.100.7 ok 1"});
    auto const locked = records("account_locked").front();
    EXPECT_EQ(locked.corp_id, bench.ours.corp_id);
    EXPECT_EQ(locked.detail, "for 60 s, for this source");
    EXPECT_EQ(locked.request_id, "request-1");
    EXPECT_TRUE(locked.actor.empty());
}

TEST_F(AuditTrail, KeepsSourcesAndWindowsApart) {
    sign_in(stranger, account, "wrong-password");
    sign_in("2001:db8:0:7::1", account, "wrong-password");
    // Of the same /64; the first address is shown.
    sign_in("2001:db8:0:7::2", account, "wrong-password");
    bench.clock.advance(stranger_window);
    sign_in(stranger, account, "wrong-password");
    EXPECT_EQ(texts("sign_in_refused"), (Texts{account + " 198.51.100.7 credentials_wrong 1",
                                               account + " 2001:db8:0:7::1 credentials_wrong 2",
                                               account + " 198.51.100.7 credentials_wrong 1"}));
}

TEST_F(AuditTrail, CountsNamesOfNoAccountTogetherAndRecordsTheLockOfTheirSource) {
    for (int i = 0; i < 29; ++i) {
        sign_in(stranger, "user" + std::to_string(i) + "@nowhere", "wrong-password");
    }
    EXPECT_TRUE(records("source_locked").empty());
    sign_in(stranger, "user29@nowhere", "wrong-password");
    for (int i = 0; i < 7; ++i) {
        auto const name = i == 0 ? account : "more" + std::to_string(i);
        EXPECT_EQ(sign_in(stranger, name, password).status, 423);
    }
    EXPECT_EQ(texts("sign_in_refused"), (Texts{"user0@nowhere 198.51.100.7 credentials_wrong 30",
                                               account + " 198.51.100.7 account_locked 7"}));
    ASSERT_EQ(texts("source_locked"), Texts{" 198.51.100.7 ok 1"});
    EXPECT_EQ(records("source_locked").front().detail, "198.51.100.7: wrong passwords");
}

TEST_F(AuditTrail, ShowsNoCodeThatWasPastedWhereTheAccountBelongs) {
    auto const code = bench.make_terminal(bench.ours).code.reveal();
    for (int i = 0; i < 5; ++i) sign_in(stranger, code, "wrong-password");
    EXPECT_EQ(texts("sign_in_refused"), Texts{"(may be a code) 198.51.100.7 credentials_wrong 5"});
    EXPECT_EQ(texts("account_locked"), Texts{"(may be a code) 198.51.100.7 ok 1"});
}

TEST_F(AuditTrail, ShowsWhoUsesADisabledAccount) {
    NewUser request;
    request.account = "ann@ours";
    request.password = Secret("Change-me-1");
    ASSERT_TRUE(bench.services->users.create(request, operator_of(bench.ours.corp_id)).ok());
    ASSERT_TRUE(bench.services->users.set_disabled("ann@ours", true).ok());
    EXPECT_EQ(sign_in(stranger, "ann@ours", "Change-me-1").status, 412);
    EXPECT_EQ(texts("sign_in_refused"), Texts{"ann@ours 198.51.100.7 account_disabled 1"});
}

TEST_F(AuditTrail, NamesTheAppOfWrongSignatures) {
    bench.source = stranger;
    auto const nonce = std::string(36, 'n');
    auto const soon = unix_seconds(bench.clock.now()) + 600;
    auto const [body, good] = ApiBench::signed_request(bench.ours, "ann", soon, nonce);
    auto wrong = good;
    wrong[30] = wrong[30] == '0' ? '1' : '0';
    for (int i = 0; i < 4; ++i) EXPECT_EQ(app_sign_in(body, wrong).status, 401);
    auto unknown = body;
    unknown.replace(unknown.find(bench.ours.app_id.value), 32, std::string(32, '0'));
    EXPECT_EQ(app_sign_in(unknown, good.substr(0, good.find(','))).status, 401);
    auto const [old_body, old] = ApiBench::signed_request(bench.ours, "ann", 1, nonce);
    EXPECT_EQ(app_sign_in(old_body, old).status, 401);
    auto const found = records("sign_in_refused");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(text_of(found[0]), "ann 198.51.100.7 app_id_rejected 4");
    EXPECT_EQ(found[0].detail, "app " + bench.ours.app_id.value);
    EXPECT_EQ(found[0].corp_id, bench.ours.corp_id);
    EXPECT_EQ(text_of(found[1]), "ann 198.51.100.7 app_id_rejected 1");
    EXPECT_EQ(found[1].detail, "no such app");
    EXPECT_EQ(text_of(found[2]), "ann 198.51.100.7 signature_expired 1");
}

TEST_F(AuditTrail, CountsWrongSignaturesOfANetworkTogether) {
    auto const nonce = std::string(36, 'n');
    auto const soon = unix_seconds(bench.clock.now()) + 600;
    auto [body, wrong] = ApiBench::signed_request(bench.ours, "ann", soon, nonce);
    wrong[30] = wrong[30] == '0' ? '1' : '0';
    for (char const* const source :
         {"2001:db8:7:1::1", "2001:db8:7:2::1", "2001:db8:7:ff00::1", "2001:db8:8::1",
          "198.51.100.7", "198.51.100.8", "198.51.101.7"}) {
        bench.source = source;
        EXPECT_EQ(app_sign_in(body, wrong).status, 401);
    }
    EXPECT_EQ(texts("sign_in_refused"),
              (Texts{"ann 2001:db8:7:1::1 app_id_rejected 3", "ann 2001:db8:8::1 app_id_rejected 1",
                     "ann 198.51.100.7 app_id_rejected 2", "ann 198.51.101.7 app_id_rejected 1"}));
}

TEST_F(AuditTrail, RecordsWrongCodesAndTheSourcesThatTheyLock) {
    for (int i = 0; i < 12; ++i) {
        bench.source = stranger;
        bench.activate("0000000000" + std::to_string(i % 10) + (i > 9 ? "1" : ""), "SN7");
    }
    EXPECT_EQ(texts("activation_refused"), Texts{" 198.51.100.7 code_unknown 10"});
    EXPECT_EQ(records("activation_refused").front().actor, "sn:SN7");
    ASSERT_EQ(texts("source_locked"), Texts{" 198.51.100.7 ok 1"});
    EXPECT_EQ(records("source_locked").front().detail, "198.51.100.7: wrong codes");
}

TEST_F(AuditTrail, RecordsSignOutsAndRenewals) {
    auto const signed_in = bench.sign_in(bench.ours);
    auto const access = signed_in.field("accessToken");
    auto const extended = bench.send_as(access, "PUT", "/v1/usg/acs/token");
    bench.send_as(access, "PUT", "/v1/usg/acs/token");
    auto const checked = bench.send("POST", "/v1/usg/acs/token/validate",
                                    R"({"token":")" + access + R"(","needGenNewToken":true})");
    ASSERT_EQ(checked.status, 200) << checked.text;
    EXPECT_EQ(bench.send_as(checked.field("accessToken"), "DELETE", "/v1/usg/acs/token").status,
              200);
    EXPECT_EQ(texts("update_token"), Texts{account + " 192.0.2.1 ok 3"});
    EXPECT_EQ(texts("sign_out"), Texts{account + " 192.0.2.1 ok 1"});
    EXPECT_EQ(records("sign_out").front().actor, account);

    auto const room = bench.make_terminal(bench.ours);
    auto const credential = bench.bind(room, "SN1");
    EXPECT_EQ(bench.send_as(credential, "PUT", "/v1/terminal/token").status, 200);
    EXPECT_EQ(texts("renew_credential"), Texts{room.account + " 192.0.2.1 ok 1"});
    EXPECT_EQ(records("renew_credential").front().actor, "sn:SN1");
}

TEST_F(AuditTrail, HasOneRecordForWhatUsersRepeat) {
    auto const nonce = std::string(36, 'n');
    auto const soon = unix_seconds(bench.clock.now()) + 3600;
    auto const [body, signature] = ApiBench::signed_request(bench.ours, "ann", soon, nonce);
    std::string token;
    for (int i = 0; i < 30; ++i) token = app_sign_in(body, signature).field("accessToken");
    ASSERT_FALSE(token.empty());
    ASSERT_EQ(records("sign_in_by_app").size(), 1U);
    auto const record = records("sign_in_by_app").front();
    EXPECT_EQ(record.count, 30);
    EXPECT_EQ(record.detail, "app " + bench.ours.app_id.value);
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(bench.send_as(token, "PUT", "/v1/usg/dcs/member", R"({"name":"A"})").status, 200);
        EXPECT_EQ(bench.send_as(token, "POST", "/v1/roomkey/session/totp").status, 200);
    }
    EXPECT_EQ(texts("update_my_info"), Texts{record.account + " 192.0.2.1 ok 20"});
    EXPECT_EQ(texts("begin_totp"), Texts{record.account + " 192.0.2.1 ok 20"});
    for (int i = 0; i < 3; ++i) {
        token = app_sign_in(body, signature).field("accessToken");
        EXPECT_EQ(bench.send_as(token, "DELETE", "/v1/usg/acs/token").status, 200);
    }
    EXPECT_EQ(texts("sign_out"), Texts{record.account + " 192.0.2.1 ok 3"});
    // From elsewhere, and later: another record.
    bench.source = stranger;
    app_sign_in(body, signature);
    bench.clock.advance(stranger_window);
    app_sign_in(body, signature);
    EXPECT_EQ(texts("sign_in_by_app"),
              (Texts{record.account + " 192.0.2.1 ok 33", record.account + " 198.51.100.7 ok 1",
                     record.account + " 198.51.100.7 ok 1"}));
}

TEST_F(AuditTrail, CountsSignInsByPasswordForEachSource) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in(stranger, account, password).status, 200);
    EXPECT_EQ(sign_in("192.0.2.9", account, password).status, 200);
    EXPECT_EQ(texts("sign_in_by_account"),
              (Texts{account + " 198.51.100.7 ok 3", account + " 192.0.2.9 ok 1"}));
}

TEST_F(AuditTrail, HasOneRecordAMinuteForTheRefusalsOfACaller) {
    auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
    auto const room = bench.make_terminal(bench.ours);
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(bench.send_as(member, "PUT", reset_target(room.account)).status, 403);
    }
    // Another operation, another caller, another reason: another record.
    EXPECT_EQ(bench.send_as(member, "DELETE", "/v1/usg/dcs/corp/dept/1").status, 403);
    auto const other = bench.sign_in(bench.ours, "other").field("accessToken");
    EXPECT_EQ(bench.send_as(other, "PUT", reset_target(room.account)).status, 403);
    auto const admin = bench.admin_token(bench.ours);
    EXPECT_EQ(bench.send_as(admin, "PUT", reset_target("nobody")).status, 400);
    auto const refusals = [&] {
        std::vector<std::string> found;
        for (auto const& entry : records("reset_code")) {
            found.push_back(entry.account + ' ' + entry.outcome + ' ' +
                            std::to_string(entry.count));
        }
        return found;
    };
    EXPECT_EQ(refusals(), (Texts{room.account + " not_permitted 40",
                                 room.account + " not_permitted 1", "nobody account_unknown 1"}));
    bench.clock.advance(minutes{1});
    EXPECT_EQ(bench.send_as(member, "PUT", reset_target(room.account)).status, 403);
    EXPECT_EQ(refusals().size(), 4U);
}

TEST_F(AuditTrail, IsCutFromItsEndWithARecordOfHowMuch) {
    bench.sign_in(bench.ours);
    bench.clock.advance(stranger_window);
    bench.sign_in(bench.ours);
    bench.clock.advance(std::chrono::days{10});
    bench.sign_in(bench.ours);
    auto const before = bench.audit().size();
    auto const cut = [&](int rows_max) {
        return bench.store
            ->write([&](Transaction& tx) {
                return cut_trail(tx, bench.clock.now(), std::chrono::days{7}, rows_max);
            })
            .value();
    };
    // All that are of the same moment go together.
    EXPECT_EQ(cut(2), static_cast<std::int64_t>(before) - 2);
    EXPECT_EQ(cut(500), 1);
    EXPECT_EQ(cut(500), 0);
    auto const left = bench.audit();
    ASSERT_EQ(left.size(), 2U);
    ASSERT_EQ(records("cut_audit").size(), 1U);
    auto const record = records("cut_audit").front();
    EXPECT_EQ(record.count, static_cast<std::int64_t>(before) - 1);
    EXPECT_EQ(record.actor, "roomkey");
    EXPECT_EQ(record.detail, "records older than 2025-01-18T08:10:00.000Z");
}

}  // namespace
}  // namespace roomkey
