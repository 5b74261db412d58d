#include "tests/e2e/running_server.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include "base/bytes.hpp"
#include "security/app_signature.hpp"

namespace roomkey {
namespace {

/// The value of `key=` in a log line.
std::string log_value(std::string const& line, std::string const& key) {
    auto const start = line.find(" " + key + "=");
    if (start == std::string::npos) return {};
    auto const value = line.substr(start + key.size() + 2);
    return value.substr(0, value.find(' '));
}

}  // namespace

std::string member(std::string const& json, std::string const& name) {
    boost::json::error_code code;
    auto const value = boost::json::parse(json, code);
    if (code || !value.is_object()) return {};
    auto const* const found = value.get_object().if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->get_string().c_str()) : "";
}

RunningServer::RunningServer(std::vector<std::string> environment)
    : environment_(std::move(environment)) {
    auto const init = run_program({"init", "--data", data(), "--name", "Acme", "--json"});
    EXPECT_EQ(init.code, 0) << init.err;
    corp_id = member(init.out, "corpId");
    admin_account = member(init.out, "adminAccount");
    admin_password = member(init.out, "adminPassword");
    app_id = member(init.out, "appId");
    app_key = member(init.out, "appKey");
    start();
}

void RunningServer::start() {
    process = std::make_unique<ChildProcess>(
        std::vector<std::string>{"serve", "--data", data(), "--listen", "127.0.0.1:0",
                                 "--ops-listen", "127.0.0.1:0"},
        environment_);
    auto const line = process->wait_for("event=serving");
    address_ = log_value(line, "listen");
    ops_port_ = log_value(line, "ops_port");
    EXPECT_FALSE(address_.empty()) << process->err();
}

void RunningServer::kill() {
    process->signal(SIGKILL);
    process->wait();
}

int RunningServer::stop() {
    process->signal(SIGTERM);
    return process->wait();
}

std::unique_ptr<HttpClient> RunningServer::client() const {
    HttpClientOptions options;
    options.base_url = url();
    options.ca_file = certificate();
    return std::make_unique<HttpClient>(std::move(options));
}

std::unique_ptr<HttpClient> RunningServer::ops_client() const {
    HttpClientOptions options;
    options.base_url = "http://127.0.0.1:" + ops_port_;
    return std::make_unique<HttpClient>(std::move(options));
}

std::string RunningServer::admin_token() {
    SignedSignIn parts;
    parts.app_id = app_id;
    auto number = std::to_string(++nonces_);
    parts.nonce = std::string(36 - number.size(), 'n') + number;
    auto const signature = app_signature(Secret(app_key), parts);
    auto const body = R"({"appId":")" + app_id + R"(","clientType":72,"corpId":null,)" +
                      R"("expireTime":0,"nonce":")" + parts.nonce + R"(","userId":""})";
    auto const answer = client()->send(
        "POST", "/v2/usg/acs/auth/appauth",
        {{"Content-Type", "application/json"},
         {"Authorization", "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size()) +
                               ",access=" + to_base64(app_id)}},
        body);
    EXPECT_TRUE(answer.ok() && answer->status == 200);
    return answer.ok() ? member(answer->body, "accessToken") : "";
}

std::string RunningServer::make_terminal(std::string& account) {
    auto const made = run_program(
        {"code", "add", "--data", data(), "--type", "idea-hub", "--name", "Room", "--json"});
    EXPECT_EQ(made.code, 0) << made.err;
    account = member(made.out, "account");
    return member(made.out, "activeCode");
}

HttpAnswer RunningServer::activate(HttpClient& client, std::string const& code,
                                   std::string const& sn) {
    auto const answer =
        client.send("POST", "/v1/terminal/activation", {{"Content-Type", "application/json"}},
                    R"({"activeCode":")" + code + R"(","sn":")" + sn + "\"}");
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : HttpAnswer{};
}

HttpAnswer RunningServer::reset(HttpClient& client, std::string const& token,
                                std::string const& account, std::string const& body,
                                std::vector<HttpHeader> headers, std::string const& method) {
    headers.push_back({"Content-Type", "application/json"});
    headers.push_back({"X-Access-Token", token});
    auto const answer = client.send(
        method, "/v1/usg/dcs/corp/vision/activecode/" + account + "/reset", headers, body);
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : HttpAnswer{};
}

}  // namespace roomkey
