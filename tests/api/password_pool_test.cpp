#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "console/console_handler.hpp"
#include "net/http_server.hpp"
#include "net/testing/raw_client.hpp"
#include "tests/api/api_bench.hpp"
#include "tests/fakes/recording_log.hpp"

namespace roomkey {
namespace {

/// Keeps the only thread of a pool busy while it lives.
class BusyPool {
public:
    explicit BusyPool(Workers& pool) {
        EXPECT_TRUE(pool.try_post([this] {
            is_busy_.count_down();
            may_end_.wait();
            is_over_.count_down();
        }));
        is_busy_.wait();
    }
    BusyPool(BusyPool const&) = delete;
    BusyPool& operator=(BusyPool const&) = delete;
    ~BusyPool() {
        may_end_.count_down();
        is_over_.wait();
    }

private:
    std::latch is_busy_{1};
    std::latch may_end_{1};
    std::latch is_over_{1};
};

/// The API behind a socket and a load balancer, with a thread for sign-ins and one for changes of
/// passwords that a test can keep busy.
class PasswordPool : public testing::Test {
protected:
    PasswordPool() {
        HttpServerOptions options;
        options.proxies = TrustedProxies::parse("127.0.0.1").value();
        auto started = HttpServer::start(std::move(options), nullptr, workers_, console_, log_);
        EXPECT_TRUE(started.ok());
        server_ = std::move(started).value();
    }

    RawReply send(std::string const& source, std::string const& method, std::string const& target,
                  std::string const& headers, std::string const& body = "{}") {
        RawClient client(server_->port());
        client.send("PROXY TCP4 " + source + " 127.0.0.1 40000 443\r\n" + method + " " + target +
                    " HTTP/1.1\r\nHost: a\r\n" + headers +
                    "Content-Type: application/json\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
        auto reply = client.read_reply();
        EXPECT_TRUE(reply.has_value());
        return reply ? *reply : RawReply{};
    }

    RawReply sign_in(std::string const& source) {
        auto const& account = bench_.ours.admin_account;
        auto const basic = to_base64(account + ":" + bench_.ours.admin_password.reveal());
        return send(source, "POST", "/v1/usg/acs/auth/account",
                    "Authorization: Basic " + basic + "\r\n",
                    R"({"account":")" + account + R"(","clientType":72})");
    }

    /// A token of a new user of the enterprise.
    std::string member_of(CreatedCorp const& corp, std::string const& account) {
        NewUser request;
        request.account = account;
        request.password = Secret("Change-me-1");
        EXPECT_TRUE(bench_.services->users.create(request, operator_of(corp.corp_id)).ok());
        auto const answer =
            bench_.send("POST", "/v1/usg/acs/auth/account",
                        R"({"account":")" + account + R"(","clientType":72})",
                        {{"Authorization", "Basic " + to_base64(account + ":Change-me-1")}});
        return answer.field("accessToken");
    }

    RawReply change(std::string const& source, std::string const& account,
                    std::string const& token) {
        return send(
            source, "PUT", "/v1/usg/acs/password", "X-Access-Token: " + token + "\r\n",
            R"({"account":")" + account + R"(","oldPwd":"Change-me-1","newPwd":"Bluebird-22"})");
    }

    std::future<RawReply> begin(std::function<RawReply()> const& request, std::size_t waiting,
                                Workers& pool) {
        auto reply = std::async(std::launch::async, request);
        while (pool.queue_length() < waiting) std::this_thread::yield();
        return reply;
    }

    static void expect_no_room(RawReply const& reply) {
        EXPECT_EQ(reply.status, 503) << reply.body;
        EXPECT_EQ(reply.header("Retry-After"), "1");
        EXPECT_EQ(reply.header("X-Roomkey-Reason"), "unavailable");
    }

    std::size_t lines_of(std::string const& event) const {
        auto const text = '\n' + log_.text();
        std::size_t count = 0;
        for (auto at = text.find('\n' + event); at != std::string::npos;
             at = text.find('\n' + event, at + 1)) {
            ++count;
        }
        return count;
    }

    SlowPools pools() {
        SlowPools pools;
        pools.sign_ins = &passwords_;
        pools.sign_ins_per_source = 2;
        pools.changes = &changes_;
        pools.changes_per_corp = 2;
        pools.changes_per_source = 3;
        pools.caller = [this](AccessProof const& proof) { return bench_.services->caller(proof); };
        return pools;
    }

    std::string const office = "192.0.2.1";
    std::string const elsewhere = "198.51.100.1";
    ApiBench bench_;
    RecordingLog log_{LogLevel::info};
    Workers passwords_{1, 3};
    Workers changes_{1, 8};
    ApiHandler handler_{Router(make_routes(bench_.services->api())),
                        [this](Operation const& operation, AccessProof const& proof) {
                            return bench_.services->may_call(operation, proof);
                        },
                        log_, pools()};
    ConsoleHandler console_{handler_};
    Workers workers_{1, 8};
    std::unique_ptr<HttpServer> server_;
};

TEST_F(PasswordPool, KeepsNothingButSignInsWaitingWhenItIsFull) {
    auto const token = bench_.admin_token(bench_.ours);
    auto const room = bench_.make_terminal(bench_.ours);
    {
        BusyPool const busy(passwords_);
        for (int i = 0; i < 3; ++i) ASSERT_TRUE(passwords_.try_post([] {}));
        for (int i = 0; i < 3; ++i) expect_no_room(sign_in(office));
        auto const headers = "X-Access-Token: " + token + "\r\n";
        auto const reset = send(office, "PUT", reset_target(room.account), headers);
        EXPECT_EQ(reset.status, 200) << reset.body;
        EXPECT_EQ(send(office, "GET", "/v1/usg/dcs/corp/member", headers).status, 200);
        EXPECT_EQ(change(office, "ann", member_of(bench_.ours, "ann")).status, 200);
    }
    while (passwords_.queue_length() > 0) std::this_thread::yield();
    EXPECT_EQ(sign_in(office).status, 200);
    EXPECT_EQ(passwords_.figures().refused, 3U);
}

TEST_F(PasswordPool, LogsOneLineOfAllThatFindItFull) {
    {
        BusyPool const busy(passwords_);
        for (int i = 0; i < 3; ++i) ASSERT_TRUE(passwords_.try_post([] {}));
        for (int i = 0; i < 5; ++i) expect_no_room(sign_in(office));
    }
    EXPECT_EQ(lines_of("overloaded refused=1 "), 1U) << log_.text();
    EXPECT_EQ(lines_of(""), 2U) << log_.text();
}

TEST_F(PasswordPool, LeavesHalfOfItToOtherSources) {
    std::vector<std::future<RawReply>> waiting;
    {
        BusyPool const busy(passwords_);
        for (std::size_t i = 1; i <= 2; ++i) {
            waiting.push_back(begin([&] { return sign_in(office); }, i, passwords_));
        }
        expect_no_room(sign_in(office));
        expect_no_room(sign_in(office));
        waiting.push_back(begin([&] { return sign_in(elsewhere); }, 3, passwords_));
    }
    for (auto& reply : waiting) EXPECT_EQ(reply.get().status, 200);
}

TEST_F(PasswordPool, LetsOthersSignInWhileOneUserChangesAPasswordWithoutEnd) {
    auto const ann = member_of(bench_.ours, "ann");
    std::future<RawReply> first;
    {
        BusyPool const busy(changes_);
        first = begin([&] { return change(office, "ann", ann); }, 1, changes_);
        std::vector<std::future<RawReply>> more;
        for (int i = 0; i < 20; ++i) {
            more.push_back(std::async(std::launch::async, [&, i] {
                return change("203.0.113." + std::to_string(i), "ann", ann);
            }));
        }
        for (auto& reply : more) expect_no_room(reply.get());
        EXPECT_EQ(changes_.queue_length(), 1U);
        for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in(office).status, 200);
    }
    EXPECT_EQ(first.get().status, 200);
    EXPECT_EQ(lines_of("overloaded"), 1U) << log_.text();
}

TEST_F(PasswordPool, LeavesPlacesOfChangesToOtherEnterprisesAndSources) {
    std::vector<std::string> ours;
    std::vector<std::string> theirs;
    for (auto const* name : {"a", "b", "c"}) {
        ours.push_back(member_of(bench_.ours, std::string("ours-") + name));
        theirs.push_back(member_of(bench_.theirs, std::string("theirs-") + name));
    }
    std::vector<std::future<RawReply>> waiting;
    {
        BusyPool const busy(changes_);
        auto const wait = [&](std::string const& source, std::string const& account,
                              std::string const& token) {
            waiting.push_back(begin([=, this] { return change(source, account, token); },
                                    waiting.size() + 1, changes_));
        };
        wait(office, "ours-a", ours[0]);
        wait(office, "ours-b", ours[1]);
        expect_no_room(change(elsewhere, "ours-c", ours[2]));
        wait(office, "theirs-a", theirs[0]);
        expect_no_room(change(office, "theirs-b", theirs[1]));
        wait(elsewhere, "theirs-b", theirs[1]);
        expect_no_room(change(elsewhere, "theirs-c", theirs[2]));
    }
    for (auto& reply : waiting) EXPECT_EQ(reply.get().status, 200);
    EXPECT_EQ(change(office, "ours-c", ours[2]).status, 200);
    EXPECT_EQ(change(office, "theirs-c", theirs[2]).status, 200);
}

TEST_F(PasswordPool, RefusesStrangersBeforeTheyTakeAPlace) {
    BusyPool const busy(changes_);
    for (auto const& [headers, reason] :
         {std::pair{"X-Access-Token: nonsense\r\n", "token_invalid"}, {"", "token_missing"}}) {
        auto const refused = send(office, "PUT", "/v1/usg/acs/password", headers);
        EXPECT_EQ(refused.status, 401) << refused.body;
        EXPECT_EQ(refused.header("X-Roomkey-Reason"), reason);
    }
    EXPECT_EQ(changes_.queue_length(), 0U);
}

TEST(Routes, HaveAPoolOfPasswordsWhereAPasswordIsHashed) {
    std::set<std::string_view> const sign_ins{"CreateToken", "BeginSession"};
    std::set<std::string_view> const changes{"AddUser", "InviteUser", "UpdatePwd",
                                             "ResetPwdByAdmin", "RemoveTotp"};
    std::set<std::string_view> const providers{"BeginSingleSignOn", "FinishSingleSignOn",
                                               "BeginSsoTrial", "FinishSsoTrial"};
    ApiBench bench;
    for (auto const& route : make_routes(bench.services->api())) {
        auto const name = route.operation->name;
        auto const pool = sign_ins.contains(name)    ? Pool::passwords
                          : changes.contains(name)   ? Pool::password_changes
                          : providers.contains(name) ? Pool::providers
                                                     : Pool::api;
        EXPECT_EQ(route.pool, pool) << name;
    }
}

}  // namespace
}  // namespace roomkey
