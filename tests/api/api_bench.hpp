#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/api_handler.hpp"
#include "app/services.hpp"
#include "phone/numbering_plans.hpp"
#include "tests/fakes/engine/bench_engine.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/seeded_randomness.hpp"

namespace roomkey {

/// A reply, with its body read as JSON if it is JSON.
struct Answer {
    int status = 0;
    std::string text;
    boost::json::value json;
    HttpReply reply;

    /// The text of a field of the body's object; empty if it is absent or not a string.
    [[nodiscard]] std::string field(std::string_view name) const;
    [[nodiscard]] std::int64_t number(std::string_view name) const;
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] std::string error_code() const { return field("error_code"); }
};

/// The whole service without a socket: the real rooms from the handler down to the engine that this
/// program is linked with, and a clock that stands still. Two enterprises by default, so that each
/// test can try the other's.
class ApiBench {
public:
    explicit ApiBench(ServicesOptions options = {}, int corps = 2);

    /// Begins again over the same database with keys that cannot open it.
    void restart_with_other_keys();
    /// Begins again over another database, which has to outlive the bench.
    void restart_over(Store& database);

    /// Sends a request as the transport would hand it over. A refusal has to be among those that
    /// the API document lists for the operation.
    Answer send(std::string method, std::string target, std::string body = {},
                std::vector<HttpHeader> headers = {});
    /// With X-Access-Token.
    Answer send_as(std::string const& token, std::string method, std::string target,
                   std::string body = {}, std::vector<HttpHeader> headers = {});

    /// Signs in by App ID as `user_id` (empty: the default administrator); the whole answer.
    Answer sign_in(CreatedCorp const& corp, std::string const& user_id = {});
    std::string admin_token(CreatedCorp const& corp) { return sign_in(corp).field("accessToken"); }

    /// A terminal with an unspent code.
    CreatedTerminal make_terminal(CreatedCorp const& corp, std::string name = "Room",
                                  DeviceType device_type = DeviceType::idea_hub);
    /// Presents the code; the whole answer.
    Answer activate(std::string const& code, std::string const& sn = "SN1");
    /// The credential of a terminal that is bound now.
    std::string bind(CreatedTerminal const& terminal, std::string const& sn = "SN1");

    /// The one-time password that an app with the account's key shows now, or so many steps later.
    std::string totp_of(std::string const& account, int steps_later = 0);

    std::vector<AuditEntry> audit();
    std::vector<Notice> notices(UserId const& user);

    /// Everything that gets rid of the body and the header lists of an app-ID sign-in.
    static std::pair<std::string, std::string> signed_request(CreatedCorp const& corp,
                                                              std::string const& user_id,
                                                              std::int64_t expire_time,
                                                              std::string const& nonce);

    FakeClock clock;
    SeededRandomness randomness{7};
    std::unique_ptr<BenchEngine> engine = make_bench_engine();
    std::unique_ptr<Store> store;
    std::unique_ptr<Services> services;
    std::unique_ptr<ApiHandler> handler;
    CreatedCorp ours;
    CreatedCorp theirs;
    std::string source = "192.0.2.1";
    int notifications = 0;

private:
    void start(Store& database);
    HttpReply reply_to(HttpRequest const& request);
    static void expect_documented(HttpReply const& reply);

    ServicesOptions options_;
    SilentLog log_;
    NumberingPlans numbers_;
    int nonce_number_ = 0;
};

/// The id of the notice that a reset of this terminal by mail queues.
std::string notice_of(ApiBench& bench, CreatedTerminal const& terminal);

/// The reset's path with the account percent-encoded where it has to be.
std::string reset_target(std::string const& account);

}  // namespace roomkey
