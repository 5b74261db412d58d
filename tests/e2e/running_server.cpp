#include "tests/e2e/running_server.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <string>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
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

Environment with_entry(Environment environment, std::string const& entry) {
    auto const name = entry.substr(0, entry.find('=') + 1);
    std::erase_if(environment, [&](auto const& other) { return other.starts_with(name); });
    environment.push_back(entry);
    return environment;
}

Environment with_database(Environment environment, SharedDatabase const& database) {
    return with_entry(std::move(environment), "ROOMKEY_DATABASE=" + database.uri);
}

void make_folder(std::string const& folder) {
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

void copy_files(std::string const& from, std::string const& to) {
    make_folder(to);
    for (auto const& entry : std::filesystem::directory_iterator(from)) {
        std::filesystem::copy_file(entry.path(), to / entry.path().filename());
    }
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
    auto const init = run({"init", "--name", "Acme", "--json"});
    EXPECT_EQ(init.code, 0) << init.err;
    take_secrets(init.out);
    start();
}

RunningServer::RunningServer(SharedDatabase database, std::vector<std::string> environment)
    : RunningServer(with_database(std::move(environment), database)) {}

RunningServer::RunningServer(FurtherNode node, std::vector<std::string> environment)
    : environment_(std::move(environment)), nonce_mark_('m') {
    auto const& first = node.first;
    for (auto const& entry : first.environment_) {
        if (entry.starts_with("ROOMKEY_DATABASE=")) environment_.push_back(entry);
    }
    make_folder(data());
    copy_files(first.data() + "/keys", data() + "/keys");
    copy_files(first.data() + "/tls", data() + "/tls");
    auto const init = run({"init", "--json"});
    EXPECT_EQ(init.code, 0) << init.err;
    EXPECT_NE(member(init.out, "joined"), "") << init.out;
    corp_id = first.corp_id;
    admin_account = first.admin_account;
    admin_password = first.admin_password;
    app_id = first.app_id;
    app_key = first.app_key;
    start();
}

void RunningServer::move_to(SharedDatabase const& database) {
    environment_ = with_database(std::move(environment_), database);
}

void RunningServer::set_environment(std::string const& entry) {
    environment_ = with_entry(std::move(environment_), entry);
}

void RunningServer::take_secrets(std::string const& printed) {
    corp_id = member(printed, "corpId");
    admin_account = member(printed, "adminAccount");
    admin_password = member(printed, "adminPassword");
    app_id = member(printed, "appId");
    app_key = member(printed, "appKey");
}

void RunningServer::start() {
    start_listening();
    EXPECT_FALSE(process->wait_for("event=serving").empty()) << process->err();
}

void RunningServer::start_listening() {
    process = std::make_unique<ChildProcess>(
        std::vector<std::string>{"serve", "--data", data(), "--listen", address_, "--ops-listen",
                                 "127.0.0.1:" + ops_port_},
        environment_, program);
    auto const line = process->wait_for("event=listening");
    EXPECT_FALSE(line.empty()) << process->err();
    address_ = log_value(line, "listen");
    ops_port_ = log_value(line, "ops_port");
}

Finished RunningServer::run(std::vector<std::string> words) const {
    auto const child = begin(std::move(words));
    int const code = child->wait();
    return {code, child->out(), child->err()};
}

std::unique_ptr<ChildProcess> RunningServer::begin(std::vector<std::string> words) const {
    words.insert(words.end(), {"--data", data()});
    return std::make_unique<ChildProcess>(std::move(words), environment_, program);
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

HttpAnswer RunningServer::sign_in(std::string nonce) {
    SignedSignIn parts;
    parts.app_id = app_id;
    if (nonce.empty()) {
        auto const number = std::to_string(++nonces_);
        nonce = std::string(36 - number.size(), nonce_mark_) + number;
    }
    parts.nonce = nonce;
    // Another server over the same database may have used this nonce: what has an expiry may be
    // used again.
    parts.expire_time = unix_seconds(SystemClock{}.now()) + 600;
    auto const signature = app_signature(Secret(app_key), parts);
    auto const body = R"({"appId":")" + app_id + R"(","clientType":72,"corpId":null,)" +
                      R"("expireTime":)" + std::to_string(parts.expire_time) + R"(,"nonce":")" +
                      parts.nonce + R"(","userId":""})";
    auto answer = client()->send(
        "POST", "/v2/usg/acs/auth/appauth",
        {{"Content-Type", "application/json"},
         {"Authorization", "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size()) +
                               ",access=" + to_base64(app_id)}},
        body);
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? *answer : HttpAnswer{};
}

std::string RunningServer::admin_token() {
    auto const answer = sign_in();
    EXPECT_EQ(answer.status, 200) << answer.body;
    return member(answer.body, "accessToken");
}

std::string RunningServer::make_terminal(std::string& account) {
    auto const made = run({"code", "add", "--type", "idea-hub", "--name", "Room", "--json"});
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
