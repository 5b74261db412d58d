#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"
#include "net/http_server.hpp"
#include "net/testing/raw_client.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

constexpr char const* sign_in_path = "/v2/usg/acs/auth/appauth";
constexpr char const* account_path = "/v1/usg/acs/auth/account";
constexpr char const* codes_path = "/v1/usg/dcs/corp/vision/activecode";
constexpr char const* users_path = "/v1/usg/dcs/corp/member";
constexpr char const* nonce36 = "0123456789abcdef0123456789abcdef0123";

/// What a caller sees of a refusal.
struct Refusal {
    int status = 0;
    std::string error_code;
    std::string message;
    std::string reason;
    std::string link;
    std::string retry_after;
};

Refusal seen_in(Answer const& answer) {
    return {answer.status,
            answer.error_code(),
            answer.field("error_msg"),
            answer.header("X-Roomkey-Reason"),
            answer.header("Link"),
            answer.header("Retry-After")};
}

/// The whole API behind a socket, with small limits of time so that no test waits for them.
class ServedBench {
public:
    explicit ServedBench(HttpHandler* handler = nullptr, std::size_t queue_max = 64)
        : workers_(1, queue_max) {
        HttpServerOptions options;
        options.limits.header_read_max = std::chrono::milliseconds{50};
        auto started = HttpServer::start(options, nullptr, workers_,
                                         handler == nullptr ? *bench.handler : *handler, log_);
        EXPECT_TRUE(started.ok());
        server_ = std::move(started).value();
    }
    ~ServedBench() { server_.reset(); }
    ServedBench(ServedBench const&) = delete;
    ServedBench& operator=(ServedBench const&) = delete;

    /// What is answered to this text on a connection of its own.
    Refusal send(std::string const& text) {
        RawClient client(server_->port());
        client.send(text);
        return receive(client);
    }

    static Refusal receive(RawClient& client) {
        auto const reply = client.read_reply();
        if (!reply) return {};
        Answer body;
        boost::json::error_code code;
        body.json = boost::json::parse(reply->body, code);
        return {reply->status,           body.error_code(),
                body.field("error_msg"), reply->header("X-Roomkey-Reason"),
                reply->header("Link"),   reply->header("Retry-After")};
    }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] Workers const& workers() const { return workers_; }

    ApiBench bench;

private:
    SilentLog log_;
    Workers workers_;
    std::unique_ptr<HttpServer> server_;
};

/// Holds each request until it is let go; words refusals as the API does.
class HeldHandler final : public HttpHandler {
public:
    HttpReply handle(HttpRequest const& request) override {
        arrived.count_down();
        leave.wait();
        return refuse(request, refusal(ErrorCode::route_unknown));
    }
    HttpReply refuse(HttpRequest const& request, Error const& error) override {
        return bench.handler->refuse(request, error);
    }

    std::latch arrived{1};
    std::latch leave{1};

private:
    ApiBench bench;
};

Refusal with_a_full_queue() {
    HeldHandler handler;
    ServedBench served(&handler, 1);
    std::string const request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient running(served.port());
    running.send(request);
    handler.arrived.wait();
    // One waits; the second of these finds the queue full, whichever of them that is.
    RawClient waiting(served.port());
    RawClient refused(served.port());
    waiting.send(request);
    while (served.workers().queue_length() == 0) std::this_thread::yield();
    refused.send(request);
    auto const seen = ServedBench::receive(refused);
    handler.leave.count_down();
    return seen;
}

std::string basic(std::string const& account, std::string const& password) {
    return "Basic " + to_base64(account + ':' + password);
}

Answer account_sign_in(ApiBench& bench, std::string const& password) {
    auto const& account = bench.ours.admin_account;
    return bench.send("POST", account_path, R"({"account":")" + account + R"(","clientType":72})",
                      {{"Authorization", basic(account, password)}});
}

Answer app_sign_in(ApiBench& bench, std::string const& nonce, std::int64_t expire_time,
                   int client_type = 72) {
    auto [body, authorization] = ApiBench::signed_request(bench.ours, "", expire_time, nonce);
    auto const at = body.find("\"clientType\":72");
    body.replace(at, 15, "\"clientType\":" + std::to_string(client_type));
    return bench.send("POST", sign_in_path, body, {{"Authorization", authorization}});
}

void change(ApiBench& bench, CorpChange const& corp_change) {
    EXPECT_TRUE(bench.services->corps.update(bench.ours.corp_id, corp_change).ok());
}

/// The notice of a first reset by mail.
std::string notified(ApiBench& bench, CreatedTerminal const& terminal) {
    ContactRequest contacts;
    contacts.email = "room@example.com";
    EXPECT_TRUE(
        bench.services->operate_codes.reset(terminal.account, contacts, Language::zh_cn).ok());
    return bench.notices(terminal.user_id).front().id.value;
}

Answer resend(ApiBench& bench, std::string const& notice) {
    return bench.send_as(bench.admin_token(bench.ours), "POST",
                         "/v1/roomkey/notices/" + notice + "/resend");
}

Answer create(ApiBench& bench, std::string const& body) {
    return bench.send_as(bench.admin_token(bench.ours), "POST", codes_path, body);
}

struct Provocation {
    ErrorCode code;
    std::function<Refusal()> provoke;
};

/// Something that a fresh bench answers.
Provocation asked(ErrorCode code, std::function<Answer(ApiBench&)> ask) {
    return {code, [ask = std::move(ask)] {
                ApiBench bench;
                return seen_in(ask(bench));
            }};
}

/// A text that the server refuses on the wire.
Provocation sent(ErrorCode code, std::string text) {
    return {code, [text = std::move(text)] { return ServedBench().send(text); }};
}

std::vector<Provocation> on_the_wire() {
    std::string const host = "Host: a\r\n";
    return {
        sent(ErrorCode::request_malformed, "GET /openapi.json HTTP/1.1\r\n\r\n"),
        sent(ErrorCode::request_timed_out, "GET /openapi.json HTTP/1.1\r\nHost:"),
        sent(ErrorCode::body_too_large,
             "POST / HTTP/1.1\r\n" + host + "Content-Length: 65537\r\n\r\n"),
        sent(ErrorCode::request_line_too_long,
             "GET /" + std::string(std::size_t{8} << 10U, 'x') + " HTTP/1.1\r\n" + host + "\r\n"),
        sent(ErrorCode::header_too_large,
             "GET / HTTP/1.1\r\n" + host + "X-Filler: " + std::string(std::size_t{16} << 10U, 'x') +
                 "\r\n\r\n"),
        {ErrorCode::unavailable, with_a_full_queue},
    };
}

std::vector<Provocation> of_the_request() {
    return {
        asked(ErrorCode::invalid_parameter,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "GET",
                                       std::string(users_path) + "?limit=501");
              }),
        asked(ErrorCode::idempotency_key_reused,
              [](ApiBench& bench) {
                  auto const token = bench.admin_token(bench.ours);
                  std::vector<HttpHeader> const key{{"Idempotency-Key", "k"}};
                  for (auto const& room : {bench.make_terminal(bench.ours, "A")}) {
                      bench.send_as(token, "PUT", reset_target(room.account), "", key);
                  }
                  auto const other = bench.make_terminal(bench.ours, "B");
                  return bench.send_as(token, "PUT", reset_target(other.account), "", key);
              }),
        asked(ErrorCode::route_unknown,
              [](ApiBench& bench) { return bench.send("GET", "/nowhere"); }),
        asked(ErrorCode::method_not_allowed,
              [](ApiBench& bench) { return bench.send("PATCH", users_path); }),
        asked(ErrorCode::media_type_unsupported,
              [](ApiBench& bench) {
                  return bench.send("POST", "/v1/usg/acs/token/validate", "{}",
                                    {{"Content-Type", "text/plain"}});
              }),
        // The keys that sealed the App Key are gone: as after a restore without them.
        asked(ErrorCode::internal,
              [](ApiBench& bench) {
                  bench.restart_with_other_keys();
                  return app_sign_in(bench, nonce36, 0);
              }),
    };
}

std::vector<Provocation> of_the_caller() {
    return {
        asked(ErrorCode::token_missing,
              [](ApiBench& bench) { return bench.send("GET", users_path); }),
        asked(ErrorCode::token_invalid,
              [](ApiBench& bench) { return bench.send_as("nonsense", "GET", users_path); }),
        asked(ErrorCode::token_displaced,
              [](ApiBench& bench) {
                  auto const first = app_sign_in(bench, nonce36, 0, 1);
                  EXPECT_EQ(app_sign_in(bench, nonce36, 0, 1).status, 200);
                  return bench.send_as(first.field("accessToken"), "GET", users_path);
              }),
        asked(ErrorCode::not_permitted,
              [](ApiBench& bench) {
                  auto const member = bench.sign_in(bench.ours, "member").field("accessToken");
                  return bench.send_as(member, "GET", users_path);
              }),
        asked(ErrorCode::app_id_rejected,
              [](ApiBench& bench) {
                  bench.ours.app_key = Secret("another key");
                  return app_sign_in(bench, nonce36, 0);
              }),
        asked(ErrorCode::signature_expired,
              [](ApiBench& bench) {
                  return app_sign_in(bench, nonce36, unix_seconds(bench.clock.now()) - 1);
              }),
        asked(ErrorCode::nonce_reused,
              [](ApiBench& bench) {
                  CorpChange strict;
                  strict.strict_nonces = true;
                  change(bench, strict);
                  EXPECT_EQ(app_sign_in(bench, nonce36, 0).status, 200);
                  return app_sign_in(bench, nonce36, 0);
              }),
        asked(ErrorCode::registration_not_allowed,
              [](ApiBench& bench) {
                  CorpChange closed;
                  closed.auto_user_create = false;
                  change(bench, closed);
                  return bench.sign_in(bench.ours, "newcomer");
              }),
        asked(ErrorCode::credentials_wrong,
              [](ApiBench& bench) { return account_sign_in(bench, "wrong-password"); }),
        asked(ErrorCode::account_locked,
              [](ApiBench& bench) {
                  for (int i = 0; i < 5; ++i) account_sign_in(bench, "wrong-password");
                  return account_sign_in(bench, bench.ours.admin_password.reveal());
              }),
        asked(ErrorCode::account_disabled,
              [](ApiBench& bench) {
                  auto const made = bench.sign_in(bench.ours, "ada");
                  std::string const account(made.json.at("user").at("ucloginAccount").as_string());
                  EXPECT_TRUE(bench.services->users.set_disabled(account, true).ok());
                  return bench.sign_in(bench.ours, "ada");
              }),
    };
}

std::vector<Provocation> of_accounts_and_notices() {
    return {
        asked(ErrorCode::account_unknown,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "PUT",
                                       reset_target(bench.make_terminal(bench.theirs).account));
              }),
        asked(ErrorCode::department_unknown,
              [](ApiBench& bench) {
                  return create(bench, R"({"devType":"idea-hub","devName":"a","emailAddr":"a@b.c",)"
                                       R"("deptCode":"none"})");
              }),
        asked(ErrorCode::code_id_unknown,
              [](ApiBench& bench) {
                  return bench.send_as(bench.admin_token(bench.ours), "DELETE", codes_path,
                                       R"(["none"])");
              }),
        asked(ErrorCode::notice_unknown, [](ApiBench& bench) { return resend(bench, "none"); }),
        asked(ErrorCode::notice_outdated,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  auto const notice = notified(bench, terminal);
                  EXPECT_EQ(bench
                                .send_as(bench.admin_token(bench.ours), "PUT",
                                         reset_target(terminal.account))
                                .status,
                            200);
                  return resend(bench, notice);
              }),
    };
}

std::vector<Provocation> of_terminals() {
    return {
        asked(ErrorCode::code_unknown,
              [](ApiBench& bench) { return bench.activate("00000000000"); }),
        asked(ErrorCode::code_lapsed,
              [](ApiBench& bench) {
                  auto const terminal = bench.make_terminal(bench.ours);
                  bench.clock.advance(std::chrono::days{10});
                  return bench.activate(terminal.code.reveal());
              }),
        asked(ErrorCode::code_device_mismatch,
              [](ApiBench& bench) {
                  auto const code = bench.make_terminal(bench.ours).code.reveal();
                  return bench.send(
                      "POST", "/v1/terminal/activation",
                      R"({"activeCode":")" + code + R"(","sn":"SN1","devType":"huawei-vision"})");
              }),
        asked(ErrorCode::too_many_wrong_codes,
              [](ApiBench& bench) {
                  for (int i = 0; i < 10; ++i) bench.activate("00000000000");
                  return bench.activate("00000000000");
              }),
        asked(ErrorCode::terminal_unbound,
              [](ApiBench& bench) {
                  auto const credential = bench.bind(bench.make_terminal(bench.ours));
                  EXPECT_EQ(bench.send_as(credential, "DELETE", "/v1/terminal").status, 200);
                  return bench.send_as(credential, "GET", "/v1/terminal");
              }),
    };
}

std::vector<Provocation> all_provocations() {
    std::vector<Provocation> all;
    for (auto const& group : {on_the_wire(), of_the_request(), of_the_caller(),
                              of_accounts_and_notices(), of_terminals()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

TEST(ProvokedErrors, AreTheWholeCatalogue) {
    std::set<std::string_view> provoked;
    for (auto const& row : all_provocations()) provoked.insert(reason_name(row.code));
    std::set<std::string_view> listed;
    for (auto const& entry : error_catalogue()) listed.insert(reason_name(entry.code));
    EXPECT_EQ(provoked, listed);
}

TEST(ProvokedErrors, LookAsTheCatalogueSays) {
    for (auto const& row : all_provocations()) {
        auto const& entry = error_entry(row.code);
        SCOPED_TRACE(reason_name(row.code));
        auto const seen = row.provoke();
        EXPECT_EQ(seen.reason, reason_name(row.code));
        EXPECT_EQ(seen.status, entry.status);
        EXPECT_EQ(seen.error_code, entry.wire_code);
        EXPECT_TRUE(seen.message.starts_with(entry.message.zh)) << seen.message;
        EXPECT_EQ(seen.link, "</errors#" + std::string(entry.wire_code) + ">; rel=\"help\"");
        bool const has_wait = seen.status == 423 || seen.status == 429 || seen.status == 503;
        EXPECT_EQ(!seen.retry_after.empty(), has_wait) << seen.retry_after;
    }
}

}  // namespace
}  // namespace roomkey
