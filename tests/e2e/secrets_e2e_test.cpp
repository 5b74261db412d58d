#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/bytes.hpp"
#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

std::string bytes_of(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// RFC 4648 section 6, without padding.
std::string from_base32(std::string_view text) {
    std::string bytes;
    unsigned int buffer = 0;
    int bits = 0;
    for (char const digit : text) {
        auto const value = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(digit);
        buffer = (buffer << 5U | static_cast<unsigned int>(value)) & 0xFFFU;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(buffer >> static_cast<unsigned int>(bits) & 0xFFU);
    }
    return bytes;
}

using Secrets = std::map<std::string, std::string>;

/// A screen asks to be bound without a code, and an administrator looks at it.
template <class Client>
void pair_a_screen(Client& client, std::string const& token, Secrets& secrets) {
    auto const begun =
        client.send("POST", "/v1/terminal/pairing", {{"Content-Type", "application/json"}},
                    R"({"origin":"https://a.example.com","sn":"SN-3"})");
    secrets["pairing token"] = member(begun->body, "pairingToken");
    auto code = member(begun->body, "userCode");
    secrets["user code as it is shown"] = code;
    auto const found =
        client.send("POST", "/v1/roomkey/pairings/find",
                    {{"Content-Type", "application/json"}, {"X-Access-Token", token}},
                    R"({"userCode":")" + code + "\"}");
    EXPECT_EQ(found->status, 200);
    secrets["user code"] = code.erase(code.find('-'), 1);
}

/// Every secret that a day's work issues, by its kind.
Secrets work_a_day(RunningServer& server) {
    Secrets secrets{{"App Key", server.app_key}, {"password", server.admin_password}};
    auto const client = server.client();
    std::string account;
    secrets["first code"] = server.make_terminal(account);
    auto const token = server.admin_token();
    secrets["access token"] = token;
    auto const renewed = client->send("PUT", "/v1/usg/acs/token", {{"X-Access-Token", token}});
    secrets["refresh token"] = member(renewed->body, "refreshToken");
    auto const reset =
        server.reset(*client, token, account,
                     R"({"emailAddr":"unsent-person@example.com","smsNumber":"+8617355509092"})",
                     {{"Idempotency-Key", "idempotency-key-of-the-day"}});
    secrets["second code"] = member(reset.body, "activeCode");
    secrets["idempotency key"] = "idempotency-key-of-the-day";
    secrets["email"] = "unsent-person@example.com";
    secrets["phone"] = "17355509092";
    auto const bound = server.activate(*client, secrets["second code"], "SN-1");
    secrets["credential"] = member(bound.body, "accessToken");
    secrets["third code"] = member(server.reset(*client, token, account).body, "activeCode");
    auto const basic = to_base64(server.admin_account + ":" + server.admin_password);
    auto const signed_in =
        client->send("POST", "/v1/usg/acs/auth/account",
                     {{"Content-Type", "application/json"}, {"Authorization", "Basic " + basic}},
                     R"({"account":")" + server.admin_account + R"(","clientType":72})");
    secrets["account token"] = member(signed_in->body, "accessToken");
    auto const begun = client->send(
        "POST", "/v1/roomkey/session", {{"Content-Type", "application/json"}},
        R"({"account":")" + server.admin_account + R"(","pwd":")" + server.admin_password + "\"}");
    std::string cookie(find_header(begun->headers, "Set-Cookie").value_or(""));
    cookie.resize(cookie.find(';'));
    secrets["session"] = cookie.substr(cookie.find('=') + 1);
    auto const shown = client->send("GET", "/v1/roomkey/session",
                                    {{"Cookie", cookie}, {"X-Roomkey-Console", "1"}});
    EXPECT_EQ(shown->status, 200);
    auto const page =
        client->send("POST", "/v1/terminal/activation",
                     {{"Content-Type", "application/json"}, {"X-Roomkey-Device", "1"}},
                     R"({"activeCode":")" + secrets["third code"] + R"(","sn":"SN-2"})");
    std::string device(find_header(page->headers, "Set-Cookie").value_or(""));
    device.resize(device.find(';'));
    secrets["cookie of a terminal"] = device.substr(device.find('=') + 1);
    auto const seen =
        client->send("GET", "/v1/terminal", {{"Cookie", device}, {"X-Roomkey-Device", "1"}});
    EXPECT_EQ(seen->status, 200);
    auto const key = client->send("POST", "/v1/roomkey/session/totp", {{"X-Access-Token", token}});
    secrets["key of one-time passwords, in base 32"] = member(key->body, "secret");
    secrets["key of one-time passwords"] = from_base32(member(key->body, "secret"));
    pair_a_screen(*client, token, secrets);
    return secrets;
}

TEST(StolenDatabase, OpensNothing) {
    RunningServer server;
    auto const secrets = work_a_day(server);
    server.kill();
    std::map<std::string, std::string> places{{"the log", server.process->err()}};
    for (auto const& entry : std::filesystem::directory_iterator(server.data())) {
        if (entry.path().filename().string().starts_with("roomkey.db")) {
            places[entry.path().filename()] = bytes_of(entry.path());
        }
    }
    ASSERT_GE(places.size(), 2U);
    ASSERT_NE(places["roomkey.db"].find("SQLite format 3"), std::string::npos);
    for (auto const& [what, secret] : secrets) {
        ASSERT_GE(secret.size(), 8U) << what;
        auto const* const raw = reinterpret_cast<std::uint8_t const*>(secret.data());
        for (auto const& form : {secret, to_hex(raw, secret.size()), to_base64(secret)}) {
            for (auto const& [place, bytes] : places) {
                EXPECT_EQ(bytes.find(form), std::string::npos) << what << " is in " << place;
            }
        }
    }
}

}  // namespace
}  // namespace roomkey
