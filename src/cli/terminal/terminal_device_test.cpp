#include "cli/terminal/terminal_device.hpp"

#include <gmock/gmock.h>

#include "cli/testing/device_bench.hpp"

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(TerminalDeviceTest, ActivatesAndKeepsItsCredential) {
    server.expect("POST /v1/terminal/activation", 200, granted("trm1", 900));
    EXPECT_EQ(activate(), DeviceState::bound);
    EXPECT_EQ(parse_object(server.last_body),
              (boost::json::object{
                  {"activeCode", "123"}, {"sn", "SN1"}, {"devType", "idea-hub"}, {"model", "M1"}}));
    EXPECT_EQ(parse_object(out.str()), (boost::json::object{{"event", "activated"},
                                                            {"time", "2025-01-15T08:00:00.000Z"},
                                                            {"account", "hub_1"},
                                                            {"name", "Room 7"},
                                                            {"devType", "idea-hub"},
                                                            {"corpId", "1"},
                                                            {"corpName", "Acme"},
                                                            {"deptCode", "1"},
                                                            {"deptName", "Root"}}));
    auto const kept = file.load();
    ASSERT_TRUE(kept.ok() && *kept);
    EXPECT_EQ((*kept)->token.reveal(), "trm1");
    EXPECT_EQ((*kept)->renew_at, clock.now() + seconds{600});
}

TEST_F(TerminalDeviceTest, LeavesOutWhatItDoesNotKnowOfItself) {
    server.expect("POST /v1/terminal/activation", 200, granted("trm1", 900));
    EXPECT_EQ(device.activate({"123", "SN1", "", "", "key-1"}), DeviceState::bound);
    EXPECT_EQ(parse_object(server.last_body),
              (boost::json::object{{"activeCode", "123"}, {"sn", "SN1"}}));
}

TEST_F(TerminalDeviceTest, ShowsWhyAnActivationIsRefused) {
    server.steps.push_back(
        {"POST /v1/terminal/activation",
         HttpAnswer{429,
                    {{"Retry-After", "600"}},
                    R"({"error_code":"USG.201040012","error_msg":"Too many\u001b[2J"})"},
         {},
         {}});
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(),
              "roomkey: the activation was refused: USG.201040012 Too many?[2J (try again in 600 "
              "s)\n");
    auto const line = parse_object(out.str());
    EXPECT_EQ(line.at("event"), "refused");
    EXPECT_EQ(line.at("status"), 429);
    EXPECT_EQ(line.at("error_code"), "USG.201040012");
    EXPECT_FALSE(*file.load());
}

TEST_F(TerminalDeviceTest, DoesNotPresentACodeWhoseCredentialItCouldNotKeep) {
    CredentialFile const nowhere(folder.file("missing/credential"), "https://a.example");
    TerminalDevice careful(server, nowhere, clock, report, [](Duration) { return false; });
    EXPECT_EQ(careful.activate({"123", "SN1", "", "", "key-1"}), DeviceState::refused);
    EXPECT_THAT(err.str(), HasSubstr("roomkey: --credential-file: "));
}

TEST_F(TerminalDeviceTest, GivesUpIfTheServerIsAwayOrTalksNonsense) {
    pauses_max = 100;
    for (int i = 0; i < activation_tries_max; ++i) {
        server.expect_silence("POST /v1/terminal/activation");
    }
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_THAT(pauses, ElementsAre(seconds{1}, seconds{2}, seconds{4}, seconds{8}));
    EXPECT_EQ(err.str(), "roomkey: the server cannot be reached: no route\n");
    err.str({});
    server.expect("POST /v1/terminal/activation", 200, "<html>");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the server's response has no accessToken or no validPeriod\n");
    err.str({});
    server.expect("POST /v1/terminal/activation", 500, "<html>");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the activation was refused: status 500\n");
}

TEST_F(TerminalDeviceTest, PresentsACodeAgainWithTheSameKeyIfTheAnswerIsLost) {
    pauses_max = 100;
    server.expect_silence("POST /v1/terminal/activation");
    server.expect("POST /v1/terminal/activation", 502, "<html>");
    server.expect("POST /v1/terminal/activation", 504, "<html>");
    server.expect("POST /v1/terminal/activation", 200, granted("trm1", 900));
    EXPECT_EQ(activate(), DeviceState::bound);
    EXPECT_THAT(server.keys, ElementsAre("key-1", "key-1", "key-1", "key-1"));
    EXPECT_EQ((*file.load())->token.reveal(), "trm1");
}

TEST_F(TerminalDeviceTest, PresentsNoCodeAgainThatWasRefused) {
    server.expect("POST /v1/terminal/activation", 400, "{}");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(server.keys.size(), 1U);
}

TEST_F(TerminalDeviceTest, ResumesWithoutACode) {
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    EXPECT_EQ(resume(), DeviceState::bound);
    EXPECT_THAT(events(), ElementsAre("bound"));
}

TEST_F(TerminalDeviceTest, LearnsOnResumeThatItWasUnbound) {
    ASSERT_TRUE(file.save({Secret("trm1"), clock.now()}).ok());
    server.expect("GET /v1/terminal trm1", 401, unbound_text);
    EXPECT_EQ(resume(), DeviceState::unbound);
    EXPECT_EQ(parse_object(out.str()).at("reason"), nullptr);
    EXPECT_FALSE(*file.load());
}

TEST_F(TerminalDeviceTest, KeepsTheFileOfACredentialThatIsRefusedForAnotherReason) {
    ASSERT_TRUE(file.save({Secret("trm1"), clock.now()}).ok());
    server.expect("GET /v1/terminal trm1", 401, invalid_text);
    EXPECT_EQ(resume(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the credential was refused: USG.000000004 invalid\n");
    EXPECT_TRUE(*file.load());
}

TEST_F(TerminalDeviceTest, PrintsEachEventUntilItIsUnbound) {
    be_bound();
    ASSERT_TRUE(file.save({Secret("trm1"), clock.now()}).ok());
    server.expect_stream(
        "trm1",
        {"event: bound", std::string("data: ") + profile_text, "", ": heartbeat", "", "event: news",
         "data: {}", "", "event: updated", std::string("data: ") + renamed_text, "",
         "event: unbound", R"(data: {"reason":"reset","at":1736928000000})", "", "data: late", ""});
    EXPECT_EQ(device.follow(), DeviceState::unbound);
    EXPECT_THAT(events(), ElementsAre("bound", "updated", "unbound"));
    EXPECT_THAT(out.str(), HasSubstr(R"("name":"Room 8")"));
    EXPECT_THAT(out.str(), HasSubstr(R"("reason":"reset","at":"2025-01-15T08:00:00.000Z")"));
    EXPECT_FALSE(*file.load());
}

TEST_F(TerminalDeviceTest, LearnsFromTheStreamsRefusalThatItWasUnbound) {
    be_bound();
    server.expect("STREAM /v1/terminal/events trm1", 401, unbound_text);
    EXPECT_EQ(device.follow(), DeviceState::unbound);
}

TEST_F(TerminalDeviceTest, FallsBackToAskingWhereThereIsNoStream) {
    be_bound();
    pauses_max = 3;
    for (auto const* profile : {profile_text, renamed_text, renamed_text}) {
        server.expect("STREAM /v1/terminal/events trm1", 404, "{}");
        server.expect("GET /v1/terminal trm1", 200, profile);
    }
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_THAT(events(), ElementsAre("updated"));
}

TEST_F(TerminalDeviceTest, ReconnectsWithGrowingPausesAndSaysOnceThatItIsOffline) {
    be_bound();
    pauses_max = 7;
    for (int i = 0; i < 7; ++i) {
        server.expect_silence("STREAM /v1/terminal/events trm1");
        server.expect_silence("GET /v1/terminal trm1");
    }
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_THAT(pauses, ElementsAre(seconds{1}, seconds{2}, seconds{4}, seconds{8}, seconds{16},
                                    seconds{30}, seconds{30}));
    EXPECT_THAT(events(), ElementsAre("offline"));
    EXPECT_EQ(parse_object(out.str()).at("reason"), "no route");
}

TEST_F(TerminalDeviceTest, BeginsWithShortPausesAgainAfterAStreamThatWorked) {
    be_bound();
    pauses_max = 4;
    server.expect_silence("STREAM /v1/terminal/events trm1");
    server.expect("GET /v1/terminal trm1", 503, "{}");
    server.expect_silence("STREAM /v1/terminal/events trm1");
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    server.expect_stream("trm1", {"event: bound", std::string("data: ") + profile_text, ""});
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    server.expect_silence("STREAM /v1/terminal/events trm1");
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_THAT(pauses, ElementsAre(seconds{1}, seconds{2}, seconds{1}, seconds{2}));
    EXPECT_THAT(events(), ElementsAre("offline", "bound", "bound"));
    EXPECT_THAT(out.str(), HasSubstr("the server responded with status 503"));
}

TEST_F(TerminalDeviceTest, StopsInTheMiddleOfAStream) {
    be_bound();
    server.expect_stream("trm1", {": heartbeat", ": heartbeat"}, [this] { is_stopping = true; });
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_TRUE(pauses.empty());
}

TEST_F(TerminalDeviceTest, TellsPeopleInOneLineForEachEvent) {
    DeviceReport plain({in, out, err}, clock, false);
    TerminalDevice talking(server, file, clock, plain, [](Duration) { return false; });
    server.expect("POST /v1/terminal/activation", 200, granted("trm1", 900));
    ASSERT_EQ(talking.activate({"123", "SN1", "", "", "key-1"}), DeviceState::bound);
    server.expect_stream("trm1", {"event: unbound", R"(data: {"reason":"self","at":0})", ""});
    EXPECT_EQ(talking.follow(), DeviceState::unbound);
    EXPECT_EQ(out.str(),
              "2025-01-15T08:00:00.000Z  activated: 'Room 7', account hub_1, idea-hub, enterprise "
              "'Acme' (1), department 'Root' (1)\n"
              "2025-01-15T08:00:00.000Z  unbound: self, at 1970-01-01T00:00:00.000Z\n");
}

}  // namespace
}  // namespace roomkey
