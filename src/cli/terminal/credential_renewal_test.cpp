#include <gmock/gmock.h>

#include "cli/testing/device_bench.hpp"

namespace roomkey {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

TEST_F(TerminalDeviceTest, KeepsTheOldCredentialUntilTheNewOneWorked) {
    be_bound();
    clock.advance(minutes{10});
    server.expect("PUT /v1/terminal/token trm1", 200,
                  R"({"accessToken":"trm2","validPeriod":900})");
    server.expect_silence("STREAM /v1/terminal/events trm2");
    server.expect_silence("GET /v1/terminal trm2");
    pauses_max = 1;
    EXPECT_EQ(device.follow(), DeviceState::stopped);
    EXPECT_EQ((*file.load())->token.reveal(), "trm2");
    EXPECT_EQ((*file.load())->previous.reveal(), "trm1");

    server.expect("GET /v1/terminal trm2", 200, profile_text);
    is_stopping = false;
    EXPECT_EQ(device.resume(**file.load()), DeviceState::bound);
    EXPECT_EQ((*file.load())->token.reveal(), "trm2");
    EXPECT_TRUE((*file.load())->previous.empty());
}

TEST_F(TerminalDeviceTest, GoesBackToTheOldCredentialIfTheServerDoesNotKnowTheNewOne) {
    server.expect("GET /v1/terminal trm2", 401, invalid_text);
    server.expect("GET /v1/terminal trm1", 200, profile_text);
    EXPECT_EQ(device.resume({Secret("trm2"), clock.now() + minutes{10}, Secret("trm1")}),
              DeviceState::bound);
    server.expect("GET /v1/terminal trm4", 401, invalid_text);
    server.expect("GET /v1/terminal trm3", 401, invalid_text);
    EXPECT_EQ(device.resume({Secret("trm4"), clock.now() + minutes{10}, Secret("trm3")}),
              DeviceState::refused);
    server.expect("GET /v1/terminal trm6", 401, unbound_text);
    EXPECT_EQ(device.resume({Secret("trm6"), clock.now() + minutes{10}, Secret("trm5")}),
              DeviceState::unbound);
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

}  // namespace
}  // namespace roomkey
