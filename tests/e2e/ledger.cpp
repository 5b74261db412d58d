#include "tests/e2e/ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace roomkey {
namespace {

bool is_gone(Result<HttpAnswer> const& answer) { return !answer.ok() || answer->status == 503; }

}  // namespace

bool reset_once(HttpClient& client, std::string const& token, Ledger& ledger) {
    ledger.open_id = ledger.account + '.' + std::to_string(++ledger.resets);
    auto const answer =
        client.send("PUT", "/v1/usg/dcs/corp/vision/activecode/" + ledger.account + "/reset",
                    {{"X-Access-Token", token}, {"X-Request-Id", ledger.open_id}});
    if (is_gone(answer)) return false;
    EXPECT_EQ(answer->status, 200) << answer->body;
    ledger.acknowledged_ids.push_back(std::exchange(ledger.open_id, {}));
    ledger.code = member(answer->body, "activeCode");
    ledger.is_spent = false;
    return true;
}

bool activate_once(HttpClient& client, Ledger& ledger) {
    ledger.is_spent = true;
    auto const answer =
        client.send("POST", "/v1/terminal/activation", {{"Content-Type", "application/json"}},
                    R"({"activeCode":")" + ledger.code + R"(","sn":"SN","devType":"idea-hub"})");
    if (is_gone(answer)) return false;
    EXPECT_EQ(answer->status, 200) << answer->body;
    ledger.credentials.push_back(member(answer->body, "accessToken"));
    return true;
}

void use_until_it_dies(RunningServer& server, std::string const& token, Ledger& ledger) {
    auto const client = server.client();
    while (reset_once(*client, token, ledger)) {
        if (ledger.resets % 2 == 0 && !activate_once(*client, ledger)) return;
    }
}

int live_credentials(HttpClient& client, Ledger const& ledger) {
    return static_cast<int>(std::count_if(
        ledger.credentials.begin(), ledger.credentials.end(), [&](auto const& credential) {
            auto const answer =
                client.send("GET", "/v1/terminal", {{"X-Access-Token", credential}});
            return answer.ok() && answer->status == 200;
        }));
}

}  // namespace roomkey
