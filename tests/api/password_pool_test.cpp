#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <set>
#include <string>

#include "console/console_handler.hpp"
#include "net/http_server.hpp"
#include "net/testing/raw_client.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {
namespace {

/// The API behind a socket, with a thread for passwords that a test can keep busy.
class PasswordPool : public testing::Test {
protected:
    PasswordPool() {
        auto started = HttpServer::start({}, nullptr, workers_, console_, log_);
        EXPECT_TRUE(started.ok());
        server_ = std::move(started).value();
    }

    RawReply send(std::string const& method, std::string const& target, std::string const& headers,
                  std::string const& body = "{}") {
        RawClient client(server_->port());
        client.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers +
                    "Content-Type: application/json\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
        auto reply = client.read_reply();
        EXPECT_TRUE(reply.has_value());
        return reply ? *reply : RawReply{};
    }

    RawReply sign_in() {
        auto const& account = bench_.ours.admin_account;
        auto const basic = to_base64(account + ":" + bench_.ours.admin_password.reveal());
        return send("POST", "/v1/usg/acs/auth/account", "Authorization: Basic " + basic + "\r\n",
                    R"({"account":")" + account + R"(","clientType":72})");
    }

    ApiBench bench_;
    SilentLog log_;
    Workers passwords_{1, 1};
    ApiHandler handler_{Router(make_routes(bench_.services->api())),
                        [this](Operation const& operation, Secret const& token) {
                            return bench_.services->may_call(operation, token);
                        },
                        log_, &passwords_};
    ConsoleHandler console_{handler_};
    Workers workers_{1, 8};
    std::unique_ptr<HttpServer> server_;
};

TEST_F(PasswordPool, KeepsNothingButSignInsWaitingWhenItIsFull) {
    auto const token = bench_.admin_token(bench_.ours);
    auto const room = bench_.make_terminal(bench_.ours);
    std::latch is_busy{1};
    std::latch may_end{1};
    std::latch is_over{1};
    ASSERT_TRUE(passwords_.try_post([&] {
        is_busy.count_down();
        may_end.wait();
    }));
    is_busy.wait();
    ASSERT_TRUE(passwords_.try_post([&] { is_over.count_down(); }));

    for (int i = 0; i < 3; ++i) {
        auto const refused = sign_in();
        EXPECT_EQ(refused.status, 503) << refused.body;
        EXPECT_EQ(refused.header("Retry-After"), "1");
        EXPECT_EQ(refused.header("X-Roomkey-Reason"), "unavailable");
    }
    auto const reset = send("PUT", reset_target(room.account), "X-Access-Token: " + token + "\r\n");
    EXPECT_EQ(reset.status, 200) << reset.body;
    EXPECT_EQ(send("GET", "/v1/usg/dcs/corp/member", "X-Access-Token: " + token + "\r\n").status,
              200);

    may_end.count_down();
    is_over.wait();
    EXPECT_EQ(sign_in().status, 200);
    EXPECT_EQ(passwords_.figures().refused, 3U);
}

TEST(Routes, HaveThePoolOfPasswordsWhereAPasswordIsChecked) {
    std::set<std::string_view> const hashing{"CreateToken", "AddUser", "InviteUser", "UpdatePwd",
                                             "ResetPwdByAdmin"};
    ApiBench bench;
    for (auto const& route : make_routes(bench.services->api())) {
        bool const is_of_passwords = hashing.contains(route.operation->name);
        EXPECT_EQ(route.pool == Pool::passwords, is_of_passwords) << route.operation->name;
    }
}

}  // namespace
}  // namespace roomkey
