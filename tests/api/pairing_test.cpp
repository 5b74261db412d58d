#include "storage/sql/terminal/terminals.hpp"
#include "tests/api/device_bench.hpp"
#include "tests/api/pairing_bench.hpp"

// A screen that shows a code and is bound once an administrator has approved: the story.
namespace roomkey {
namespace {

HttpHeader const of_the_page{"X-Roomkey-Device", "1"};

class PairingStory : public DeviceBench {
protected:
    Screen begin(std::string const& sn = "SN1", std::string const& more = {}) {
        auto const begun = begin_pairing(bench, sn, more);
        EXPECT_EQ(begun.status, 200) << begun.text;
        return screen_of(begun);
    }
    std::string state(Screen const& screen) { return poll_pairing(bench, screen).field("state"); }
    Answer approve(Screen const& screen, std::string const& account) {
        return approve_pairing(bench, token, screen, account);
    }
    static std::string reason(Answer const& answer) { return answer.header("X-Roomkey-Reason"); }
    Terminal terminal_of(std::string const& account) {
        return bench.store
            ->read([&](Reader& reader) -> Result<Terminal> {
                return TRY(find_terminal(reader, account)).value();
            })
            .value();
    }

    CreatedTerminal room = bench.make_terminal(bench.ours);
};

TEST_F(PairingStory, BeginsWithAllThatAScreenShows) {
    auto const begun = begin_pairing(bench);
    ASSERT_EQ(begun.status, 200) << begun.text;
    auto const code = begun.field("userCode");
    ASSERT_EQ(code.size(), 9U);
    EXPECT_EQ(begun.field("address"), "https://rooms.example.com/console/pair#" + code);
    EXPECT_EQ(begun.field("number").size(), 3U);
    EXPECT_EQ(begun.field("pairingToken").size(), 48U);
    EXPECT_EQ(begun.number("validPeriod"), 600);
    EXPECT_EQ(begun.number("interval"), 5);
    EXPECT_EQ(begun.number("qrSize"), 33 + 8);
    EXPECT_TRUE(begun.field("qrPath").starts_with("M4 4h7v1h-7z"));
    // The QR code leads to the console; what approves is on the screen alone.
    EXPECT_EQ(begun.field("address").find(begun.field("number")), std::string::npos);
}

TEST_F(PairingStory, BindsTheScreenWithThePollAfterTheApproval) {
    auto const screen = begin("SN7", R"(,"model":"TV","softwareVersion":"1.2")");
    EXPECT_EQ(state(screen), "pending");
    auto const found = find_pairing(bench, token, screen.user_code);
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.field("sn"), "SN7");
    EXPECT_EQ(found.field("model"), "TV");
    EXPECT_EQ(found.field("source"), "192.0.2.1");
    EXPECT_EQ(found.number("expiresAt") - found.number("createdAt"), 600'000);

    ASSERT_EQ(approve(screen, room.account).status, 200);
    EXPECT_EQ(last_audit(), "approve_pairing " + room.account + " sn:SN7 at 192.0.2.1 ok");
    auto const bound = poll_pairing(bench, screen);
    ASSERT_EQ(bound.field("state"), "bound") << bound.text;
    auto const& activation = bound.json.at("activation").as_object();
    EXPECT_EQ(activation.at("account"), room.account.c_str());
    std::string const credential(activation.at("accessToken").as_string());
    auto const shown = bench.send_as(credential, "GET", "/v1/terminal");
    EXPECT_EQ(shown.field("sn"), "SN7");
    EXPECT_EQ(last_audit(), "activate_terminal " + room.account + "  ok");
    auto const binding = terminal_of(room.account).binding.value();
    EXPECT_EQ(binding.model, "TV");
    EXPECT_EQ(binding.software_version, "1.2");
    // The code of the terminal is spent, as if it had been typed.
    EXPECT_EQ(reason(bench.activate(room.code.reveal(), "SN8")), "code_unknown");
}

TEST_F(PairingStory, GivesAPageItsCredentialAsACookieAlone) {
    auto const screen = begin();
    ASSERT_EQ(approve(screen, room.account).status, 200);
    auto const bound = poll_pairing(bench, screen, {of_the_page});
    auto const set = bound.header("Set-Cookie");
    EXPECT_TRUE(set.starts_with("__Secure-roomkey-terminal=trm")) << set;
    EXPECT_EQ(bound.text.find("accessToken"), std::string::npos);
    auto const cookie = set.substr(0, set.find(';'));
    EXPECT_EQ(
        bench.send("GET", "/v1/terminal", "", {of_the_page, {"Cookie", cookie}}).field("account"),
        room.account);
}

TEST_F(PairingStory, GivesALostAnswerAgainForTenMinutesAndNothingAfter) {
    auto const screen = begin();
    ASSERT_EQ(approve(screen, room.account).status, 200);
    auto const bound = poll_pairing(bench, screen);
    ASSERT_EQ(bound.field("state"), "bound");
    EXPECT_EQ(poll_pairing(bench, screen).text, bound.text);
    EXPECT_EQ(reason(find_pairing(bench, token, screen.user_code)), "pairing_unknown");
    EXPECT_EQ(reason(approve(screen, room.account)), "pairing_unknown");
    bench.clock.advance(std::chrono::minutes{10});
    EXPECT_EQ(reason(poll_pairing(bench, screen)), "pairing_unknown");
}

TEST_F(PairingStory, IsOverForAScreenThatWasThrownOutSince) {
    auto const screen = begin();
    ASSERT_EQ(approve(screen, room.account).status, 200);
    ASSERT_EQ(state(screen), "bound");
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(room.account)).status, 200);
    EXPECT_EQ(reason(poll_pairing(bench, screen)), "pairing_unknown");
}

TEST_F(PairingStory, EndsWithTheDenial) {
    auto const screen = begin("SN7");
    ASSERT_EQ(deny_pairing(bench, token, screen.user_code).status, 200);
    EXPECT_EQ(last_audit(), "deny_pairing  sn:SN7 at 192.0.2.1 ok");
    EXPECT_EQ(state(screen), "denied");
    EXPECT_EQ(reason(approve(screen, room.account)), "pairing_unknown");
}

TEST_F(PairingStory, EndsAfterTenMinutes) {
    auto const screen = begin();
    bench.clock.advance(std::chrono::minutes{10} - std::chrono::seconds{5} - Duration{1});
    EXPECT_EQ(state(screen), "pending");
    EXPECT_EQ(find_pairing(bench, token, screen.user_code).status, 200);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(reason(find_pairing(bench, token, screen.user_code)), "pairing_unknown");
    EXPECT_EQ(reason(approve(screen, room.account)), "pairing_unknown");
    EXPECT_EQ(reason(poll_pairing(bench, screen)), "pairing_unknown");
}

TEST_F(PairingStory, TakesTheNumberOfThatScreenAlone) {
    auto screen = begin();
    auto const number = screen.number;
    for (int i = 0; i < 2; ++i) {
        screen.number = screen.other_number(i);
        EXPECT_EQ(reason(approve(screen, room.account)), "pairing_number_wrong");
    }
    EXPECT_EQ(state(screen), "pending");
    screen.number = number;
    EXPECT_EQ(approve(screen, room.account).status, 200);
    EXPECT_EQ(state(screen), "bound");
}

TEST_F(PairingStory, EndsAtTheThirdWrongNumber) {
    auto screen = begin();
    auto const number = screen.number;
    for (int i = 0; i < 3; ++i) {
        screen.number = number;
        screen.number = screen.other_number(i);
        EXPECT_EQ(reason(approve(screen, room.account)), "pairing_number_wrong");
    }
    screen.number = number;
    EXPECT_EQ(reason(approve(screen, room.account)), "pairing_unknown");
    EXPECT_EQ(state(screen), "denied");
}

TEST_F(PairingStory, DecidesARepeatedApprovalAgainUntilItWasGiven) {
    auto screen = begin();
    auto const number = screen.number;
    auto const with_key = [&] {
        return bench.send_as(token, "POST", "/v1/roomkey/pairings/approve",
                             R"({"userCode":")" + screen.user_code + R"(","number":")" +
                                 screen.number + R"(","account":")" + room.account + "\"}",
                             {{"Idempotency-Key", "k"}});
    };
    // A refusal is no answer to keep, though its count is.
    screen.number = screen.other_number();
    EXPECT_EQ(reason(with_key()), "pairing_number_wrong");
    screen.number = number;
    EXPECT_EQ(with_key().status, 200);
    EXPECT_EQ(with_key().header("Idempotency-Replayed"), "true");
    EXPECT_EQ(state(screen), "bound");
    EXPECT_EQ(with_key().header("Idempotency-Replayed"), "true");
}

TEST_F(PairingStory, SaysOfARepeatedApprovalThatItIsOver) {
    auto const again = [&](Screen const& screen, std::string const& account) {
        return bench.send_as(token, "POST", "/v1/roomkey/pairings/approve",
                             R"({"userCode":")" + screen.user_code + R"(","number":")" +
                                 screen.number + R"(","account":")" + account + "\"}",
                             {{"Idempotency-Key", screen.user_code}});
    };
    // Nobody polled; the terminal went to another screen; it was taken from this one.
    auto const idle = begin("SN1");
    ASSERT_EQ(again(idle, room.account).status, 200);
    auto const hall = bench.make_terminal(bench.ours, "Hall");
    auto const overtaken = begin("SN2");
    ASSERT_EQ(again(overtaken, hall.account).status, 200);
    bench.bind(hall, "SN3");
    EXPECT_EQ(reason(again(overtaken, hall.account)), "replay_outdated");
    auto const attic = bench.make_terminal(bench.ours, "Attic");
    auto const thrown_out = begin("SN4");
    ASSERT_EQ(again(thrown_out, attic.account).status, 200);
    ASSERT_EQ(state(thrown_out), "bound");
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(attic.account)).status, 200);
    EXPECT_EQ(reason(again(thrown_out, attic.account)), "replay_outdated");
    bench.clock.advance(std::chrono::minutes{10} - std::chrono::seconds{5} - Duration{1});
    EXPECT_EQ(again(idle, room.account).status, 200);
    bench.clock.advance(Duration{1});
    EXPECT_EQ(reason(again(idle, room.account)), "replay_outdated");
}

TEST_F(PairingStory, IsNotForTerminalsOfAnotherEnterprise) {
    auto const screen = begin();
    auto const theirs = bench.make_terminal(bench.theirs);
    EXPECT_EQ(reason(approve(screen, theirs.account)), "account_unknown");
    // Their administrator may give the screen a terminal of theirs.
    EXPECT_EQ(
        approve_pairing(bench, bench.admin_token(bench.theirs), screen, theirs.account).status,
        200);
    EXPECT_EQ(state(screen), "bound");
}

TEST_F(PairingStory, NeedsATerminalWithoutADevice) {
    auto const screen = begin();
    auto const credential = bench.bind(room, "SN2");
    EXPECT_EQ(reason(approve(screen, room.account)), "terminal_in_use");
    EXPECT_EQ(bench.send_as(credential, "GET", "/v1/terminal").status, 200);
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(room.account)).status, 200);
    EXPECT_EQ(approve(screen, room.account).status, 200);
    EXPECT_EQ(state(screen), "bound");
}

TEST_F(PairingStory, MakesACodeForATerminalThatHasNone) {
    auto const credential = bench.bind(room, "SN2");
    ASSERT_EQ(bench.send_as(credential, "DELETE", "/v1/terminal").status, 200);
    ASSERT_FALSE(terminal_of(room.account).code);
    auto const lapsed = bench.make_terminal(bench.ours, "Cellar");
    bench.clock.advance(std::chrono::days{30});
    token = bench.admin_token(bench.ours);
    for (auto const& account : {room.account, lapsed.account}) {
        auto const screen = begin();
        EXPECT_EQ(approve(screen, account).status, 200);
        EXPECT_EQ(state(screen), "bound");
        EXPECT_FALSE(terminal_of(account).code);
    }
}

TEST_F(PairingStory, IsUndoneByWhatHappensToTheTerminalBeforeTheNextPoll) {
    auto const reset = begin();
    ASSERT_EQ(approve(reset, room.account).status, 200);
    ASSERT_EQ(bench.send_as(token, "PUT", reset_target(room.account)).status, 200);
    EXPECT_EQ(state(reset), "denied");

    auto const overtaken = begin();
    auto const hall = bench.make_terminal(bench.ours, "Hall");
    ASSERT_EQ(approve(overtaken, hall.account).status, 200);
    bench.bind(hall, "SN2");
    EXPECT_EQ(state(overtaken), "denied");

    auto const disabled = begin();
    auto const attic = bench.make_terminal(bench.ours, "Attic");
    ASSERT_EQ(approve(disabled, attic.account).status, 200);
    ASSERT_TRUE(bench.services->users.set_disabled(attic.account, true).ok());
    EXPECT_EQ(state(disabled), "denied");
    EXPECT_FALSE(terminal_of(attic.account).binding);
}

TEST_F(PairingStory, HoldsAHardTerminalToItsSerialNumber) {
    add("TE20A");
    add("TE20B");
    auto const account = terminal("TE20A").user.account;
    EXPECT_EQ(reason(approve(begin("TE20B"), account)), "code_device_mismatch");
    EXPECT_EQ(reason(approve(begin("TE20A", R"(,"devType":"idea-hub")"), account)),
              "code_device_mismatch");
    auto const screen = begin("TE20A", R"(,"devType":"hard-terminal")");
    EXPECT_EQ(approve(screen, account).status, 200);
    EXPECT_EQ(state(screen), "bound");
    EXPECT_EQ(terminal("TE20A").binding.value().sn, "TE20A");
}

TEST_F(PairingStory, GivesAHardTerminalTheSerialNumberThatItLacks) {
    auto const added = post(devices, R"({"name":"Hall","model":"TE20","email":"a@b.c"})");
    ASSERT_EQ(added.status, 200) << added.text;
    auto const screen = begin("TE20C");
    ASSERT_EQ(approve(screen, added.field("account")).status, 200);
    EXPECT_EQ(state(screen), "bound");
    EXPECT_EQ(terminal("TE20C").user.account, added.field("account"));
    // Of two that were promised one serial number the later is refused.
    auto const other = post(devices, R"({"name":"Foyer","model":"TE20","email":"a@b.c"})");
    EXPECT_EQ(reason(approve(begin("TE20C"), other.field("account"))), "code_device_mismatch");
}

}  // namespace
}  // namespace roomkey
