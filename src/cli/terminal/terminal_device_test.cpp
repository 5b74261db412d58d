#include "cli/terminal/terminal_device.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <sstream>

#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char const* profile_text =
    R"({"account":"hub_1","name":"Room 7","devType":"idea-hub","corpId":"1","corpName":"Acme",)"
    R"("deptCode":"1","deptName":"Root"})";
constexpr char const* renamed_text =
    R"({"account":"hub_1","name":"Room 8","devType":"idea-hub","corpId":"1","corpName":"Acme",)"
    R"("deptCode":"1","deptName":"Root"})";
constexpr char const* unbound_text = R"({"error_code":"USG.206010075","error_msg":"unbound"})";
constexpr char const* invalid_text = R"({"error_code":"USG.000000004","error_msg":"invalid"})";

std::string granted(std::string const& credential, int valid_seconds) {
    auto message = parse_object(profile_text);
    message["accessToken"] = credential;
    message["validPeriod"] = valid_seconds;
    return boost::json::serialize(message);
}

/// Plays the server: one answer for each request, in order, which must be the expected ones.
class ScriptedServer final : public DeviceTransport {
public:
    struct Step {
        std::string request;  ///< "GET /v1/terminal trm1": with the credential, if there is one.
        Result<HttpAnswer> answer;
        std::vector<std::string> lines;   ///< Of a stream.
        std::function<void()> meanwhile;  ///< Happens before the last line.
    };

    void expect(std::string request, int status, std::string body) {
        steps.push_back({std::move(request), HttpAnswer{status, {}, std::move(body)}, {}, {}});
    }
    void expect_silence(std::string request) {
        steps.push_back({std::move(request), unavailable("no route"), {}, {}});
    }
    void expect_stream(std::string const& credential, std::vector<std::string> lines,
                       std::function<void()> meanwhile = {}) {
        steps.push_back({"STREAM /v1/terminal/events " + credential, HttpAnswer{200, {}, {}},
                         std::move(lines), std::move(meanwhile)});
    }

    Result<HttpAnswer> send(std::string_view method, std::string_view target,
                            std::vector<HttpHeader> const& headers,
                            std::string_view body) override {
        last_body = body;
        return next(std::string(method), target, headers).answer;
    }

    Result<HttpAnswer> stream(std::string_view target, std::vector<HttpHeader> const& headers,
                              std::function<bool(std::string_view line)> const& on_line) override {
        auto const step = next("STREAM", target, headers);
        for (std::size_t i = 0; i < step.lines.size(); ++i) {
            if (step.meanwhile && i + 1 == step.lines.size()) step.meanwhile();
            if (!on_line(step.lines[i])) break;
        }
        return step.answer;
    }

    std::deque<Step> steps;
    std::string last_body;

private:
    Step next(std::string method, std::string_view target, std::vector<HttpHeader> const& headers) {
        auto request = method + " " + std::string(target);
        for (auto const& header : headers) {
            if (header.name == "X-Access-Token") request += " " + header.value;
        }
        if (steps.empty()) {
            ADD_FAILURE() << "not expected: " << request;
            return {request, unavailable("end of script"), {}, {}};
        }
        auto step = std::move(steps.front());
        steps.pop_front();
        EXPECT_EQ(request, step.request);
        return step;
    }
};

class TerminalDeviceTest : public ::testing::Test {
protected:
    ~TerminalDeviceTest() override { EXPECT_TRUE(server.steps.empty()); }

    DeviceState activate() { return device.activate({"123", "SN1", "idea-hub", "M1"}); }

    /// A device with a credential that has to be renewed in ten minutes.
    DeviceState resume() { return device.resume({Secret("trm1"), clock.now() + minutes{10}}); }
    void be_bound() {
        server.expect("GET /v1/terminal trm1", 200, profile_text);
        ASSERT_EQ(resume(), DeviceState::bound);
        out.str({});
    }

    std::vector<std::string> events() const {
        std::vector<std::string> names;
        std::istringstream lines(out.str());
        for (std::string line; std::getline(lines, line);) {
            names.emplace_back(parse_object(line)["event"].as_string());
        }
        return names;
    }

    TemporaryFolder folder;
    FakeClock clock;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    ScriptedServer server;
    CredentialFile file{folder.file("credential"), "https://a.example"};
    DeviceReport report{{in, out, err}, clock, true};
    /// Pauses that were waited; the program is asked to stop once there are so many.
    std::vector<Duration> pauses;
    std::size_t pauses_max = 0;
    bool is_stopping = false;
    TerminalDevice device{server, file, clock, report, [this](Duration pause) {
                              if (pause > Duration{0}) {
                                  pauses.push_back(pause);
                                  if (pauses.size() >= pauses_max) is_stopping = true;
                              }
                              return is_stopping;
                          }};
};

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
    EXPECT_EQ(device.activate({"123", "SN1", "", ""}), DeviceState::bound);
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
              "roomkey: the activation is refused: USG.201040012 Too many?[2J (try again in 600 "
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
    EXPECT_EQ(careful.activate({"123", "SN1", "", ""}), DeviceState::refused);
    EXPECT_THAT(err.str(), HasSubstr("roomkey: --credential-file: "));
}

TEST_F(TerminalDeviceTest, GivesUpIfTheServerIsAwayOrTalksNonsense) {
    server.expect_silence("POST /v1/terminal/activation");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the server cannot be reached: no route\n");
    err.str({});
    server.expect("POST /v1/terminal/activation", 200, "<html>");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the server's answer has no accessToken or no validPeriod\n");
    err.str({});
    server.expect("POST /v1/terminal/activation", 502, "<html>");
    EXPECT_EQ(activate(), DeviceState::refused);
    EXPECT_EQ(err.str(), "roomkey: the activation is refused: status 502\n");
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
    EXPECT_EQ(err.str(), "roomkey: the credential is refused: USG.000000004 invalid\n");
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
    EXPECT_THAT(out.str(), HasSubstr("the server answers with status 503"));
}

TEST_F(TerminalDeviceTest, StopsInTheMiddleOfAStream) {
    be_bound();
    server.expect_stream("trm1", {": heartbeat", ": heartbeat"}, [this] { is_stopping = true; });
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_TRUE(pauses.empty());
}

TEST_F(TerminalDeviceTest, RenewsItsCredentialWhenTwoThirdsOfItsLifeAreOver) {
    be_bound();
    server.expect_stream("trm1", {": heartbeat", ": heartbeat", ": heartbeat"},
                         [this] { clock.advance(minutes{10}); });
    server.expect("PUT /v1/terminal/token trm1", 200,
                  R"({"accessToken":"trm2","validPeriod":900,"expireTime":1})");
    server.expect_stream("trm2", {": heartbeat"}, [this] { is_stopping = true; });
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_THAT(events(), ElementsAre("renewed"));
    auto const kept = file.load();
    ASSERT_TRUE(kept.ok() && *kept);
    EXPECT_EQ((*kept)->token.reveal(), "trm2");
    EXPECT_EQ((*kept)->renew_at, clock.now() + seconds{600});
    EXPECT_EQ(out.str().find("trm2"), std::string::npos);
}

TEST_F(TerminalDeviceTest, DoesNotRenewBefore) {
    be_bound();
    server.expect_stream("trm1", {": heartbeat", ": heartbeat"},
                         [this] { clock.advance(minutes{10} - Duration{1}); });
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    pauses_max = 1;
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_TRUE(events().empty());
}

TEST_F(TerminalDeviceTest, GoesOnWithTheOldCredentialIfARenewalFails) {
    be_bound();
    clock.advance(minutes{10});
    server.expect_silence("PUT /v1/terminal/token trm1");
    server.expect_stream("trm1", {": heartbeat", ": heartbeat"},
                         [this] { clock.advance(renewal_pause); });
    server.expect("PUT /v1/terminal/token trm1", 401, unbound_text);
    EXPECT_EQ(device.follow(), DeviceState::unbound);
}

TEST_F(TerminalDeviceTest, DoesNotUseANewCredentialThatItCouldNotKeep) {
    CredentialFile const nowhere(folder.file("missing/credential"), "https://a.example");
    TerminalDevice careful(server, nowhere, clock, report,
                           [this](Duration) { return is_stopping; });
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    ASSERT_EQ(careful.resume({Secret("trm1"), clock.now()}), DeviceState::bound);
    server.expect("PUT /v1/terminal/token trm1", 200, R"({"accessToken":"trm2","validPeriod":9})");
    server.expect_stream("trm1", {": heartbeat"}, [this] { is_stopping = true; });
    EXPECT_EQ(careful.follow(), DeviceState::stopped);
    EXPECT_THAT(err.str(), HasSubstr("roomkey: --credential-file: "));
}

TEST_F(TerminalDeviceTest, TellsPeopleInOneLineForEachEvent) {
    DeviceReport plain({in, out, err}, clock, false);
    TerminalDevice talking(server, file, clock, plain, [](Duration) { return false; });
    server.expect("POST /v1/terminal/activation", 200, granted("trm1", 900));
    ASSERT_EQ(talking.activate({"123", "SN1", "", ""}), DeviceState::bound);
    server.expect_stream("trm1", {"event: unbound", R"(data: {"reason":"self","at":0})", ""});
    EXPECT_EQ(talking.follow(), DeviceState::unbound);
    EXPECT_EQ(out.str(),
              "2025-01-15T08:00:00.000Z  activated: 'Room 7', account hub_1, idea-hub, enterprise "
              "'Acme' (1), department 'Root' (1)\n"
              "2025-01-15T08:00:00.000Z  unbound: self, at 1970-01-01T00:00:00.000Z\n");
}

}  // namespace
}  // namespace roomkey
