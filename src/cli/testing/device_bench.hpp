#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/terminal/terminal_device.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

inline constexpr char const* profile_text =
    R"({"account":"hub_1","name":"Room 7","devType":"idea-hub","corpId":"1","corpName":"Acme",)"
    R"("deptCode":"1","deptName":"Root"})";
inline constexpr char const* renamed_text =
    R"({"account":"hub_1","name":"Room 8","devType":"idea-hub","corpId":"1","corpName":"Acme",)"
    R"("deptCode":"1","deptName":"Root"})";
inline constexpr char const* unbound_text =
    R"({"error_code":"USG.206010075","error_msg":"unbound"})";
inline constexpr char const* invalid_text =
    R"({"error_code":"USG.000000004","error_msg":"invalid"})";

inline std::string granted(std::string const& credential, int valid_seconds) {
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
    std::vector<std::string> keys;  ///< Idempotency keys, in their order.

private:
    Step next(std::string method, std::string_view target, std::vector<HttpHeader> const& headers) {
        auto request = method + " " + std::string(target);
        for (auto const& header : headers) {
            if (header.name == "X-Access-Token") request += " " + header.value;
            if (header.name == "Idempotency-Key") keys.push_back(header.value);
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

    DeviceState activate() { return device.activate({"123", "SN1", "idea-hub", "M1", "key-1"}); }

    /// A device with a credential that has to be renewed in ten minutes.
    DeviceState resume() {
        return device.resume({Secret("trm1"), clock.now() + std::chrono::minutes{10}});
    }
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

}  // namespace roomkey
