#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"
#include "tests/api/provocations.hpp"
#include "tests/fakes/failing_store.hpp"
#include "usecase/sso/sso_flow.hpp"

namespace roomkey {
namespace {

using Pair = std::pair<std::string, ErrorCode>;  // An operation, and what it returned.

std::string text_of(Pair const& pair) {
    return pair.first + ' ' + std::string(reason_name(pair.second));
}

/// What the transport refuses before any operation is found, so that it holds for all of them.
constexpr ErrorCode of_the_transport[] = {
    ErrorCode::request_malformed, ErrorCode::request_timed_out,     ErrorCode::body_too_large,
    ErrorCode::header_too_large,  ErrorCode::request_line_too_long,
};

bool is_of_the_transport(ErrorCode code) {
    return std::find(std::begin(of_the_transport), std::end(of_the_transport), code) !=
           std::end(of_the_transport);
}

/// Operations that answer a text of the program and need nothing else: for them a fault or a lack
/// of room is for the transport to report.
bool reads_no_store(std::string_view operation) {
    return operation == "ShowOpenApi" || operation == "ShowOpenApiInChinese" ||
           operation == "ShowErrors" || operation == "ShowStatus";
}

/// Tokens of every kind, on a bench of their own.
struct Callers {
    explicit Callers(ApiBench& bench)
        : member(bench.sign_in(bench.ours, "member").field("accessToken")),
          bound(bench.bind(bench.make_terminal(bench.ours, "A"), "SN1")),
          unbound(bench.bind(bench.make_terminal(bench.ours, "B"), "SN2")),
          displaced(sign_in_by_another_client(bench, "n1")),
          cookie(
              begin_session(bench, bench.ours.admin_account, bench.ours.admin_password.reveal())),
          cookie_without_totp(begin_session_without_totp(bench)) {
        EXPECT_EQ(bench.send_as(unbound, "DELETE", "/v1/terminal").status, 200);
        sign_in_by_another_client(bench, "n2");
    }

    /// A user has only one live token of clientType 1.
    static std::string sign_in_by_another_client(ApiBench& bench, std::string const& nonce) {
        auto [body, authorization] =
            ApiBench::signed_request(bench.ours, "", 0, nonce + std::string(32, 'x'));
        body.replace(body.find("\"clientType\":72"), 15, "\"clientType\":1");
        return bench
            .send("POST", "/v2/usg/acs/auth/appauth", body, {{"Authorization", authorization}})
            .field("accessToken");
    }

    /// The cookie of a session.
    static std::string begin_session(ApiBench& bench, std::string const& account,
                                     std::string const& password) {
        auto const set = bench
                             .send("POST", "/v1/roomkey/session",
                                   R"({"account":")" + account + R"(","pwd":")" + password + "\"}")
                             .header("Set-Cookie");
        return set.substr(0, set.find(';'));
    }

    /// Of somebody who chose their password, in an enterprise that demands more.
    static std::string begin_session_without_totp(ApiBench& bench) {
        CorpChange demanding;
        demanding.requires_totp = true;
        EXPECT_TRUE(bench.services->corps.update(bench.theirs.corp_id, demanding).ok());
        auto const& admin = bench.theirs.admin_account;
        EXPECT_EQ(
            bench
                .send_as(bench.admin_token(bench.theirs), "PUT", "/v1/usg/acs/password",
                         R"({"account":")" + admin + R"(","oldPwd":")" +
                             bench.theirs.admin_password.reveal() + R"(","newPwd":"Bluebird-22"})")
                .status,
            200);
        return begin_session(bench, admin, "Bluebird-22");
    }

    /// An administrator's is a new one: some operations end it.
    [[nodiscard]] std::string token_for(ApiBench& bench, Access access) const {
        if (access == Access::open) return {};
        return access == Access::terminal ? bound : bench.admin_token(bench.ours);
    }

    std::string member;
    std::string bound;
    std::string unbound;
    std::string displaced;
    std::string cookie;  ///< Of the default administrator, who still has the first password.
    std::string cookie_without_totp;
};

std::string target_of(Route const& route) {
    std::string target(route.operation->path);
    auto const open = target.find('{');
    if (open != std::string::npos) {
        target.replace(open, target.find('}') - open + 1, "nobody");
    }
    return target;
}

/// Of a browser that went to its provider.
std::vector<HttpHeader> begun_sign_in(ApiBench& bench) {
    SsoFlow flow;
    flow.question.state = "state";
    flow.corp = bench.ours.corp_id;
    flow.expires_at = bench.clock.now() + std::chrono::minutes{1};
    auto const cookie = sealed_flow(bench.services->sealer, flow);
    return {{"Cookie", "__Host-roomkey-sso=" + cookie.reveal()}};
}

/// A body and the header for it that an operation takes for well formed. Those that ask for the
/// caller first need none.
std::pair<std::string, std::vector<HttpHeader>> sound_request(ApiBench& bench,
                                                              std::string_view operation) {
    if (operation == "CreateAppIdToken") {
        auto const [body, authorization] =
            ApiBench::signed_request(bench.ours, "", 0, std::string(32, 'y'));
        return {body, {{"Authorization", authorization}}};
    }
    if (operation == "CreateToken") {
        return {R"({"account":"a","clientType":72})",
                {{"Authorization", "Basic " + to_base64(std::string("a:wrong-password"))}}};
    }
    if (operation == "BeginSession") return {R"({"account":"a","pwd":"wrong-password"})", {}};
    if (operation == "BeginSingleSignOn") return {R"({"corpId":"100000001"})", {}};
    if (operation == "FinishSingleSignOn") {
        return {R"({"code":"c","state":"state"})", begun_sign_in(bench)};
    }
    if (operation == "ConfirmSingleSignOn") return {R"({"totp":"123456"})", begun_sign_in(bench)};
    if (operation == "CheckToken") return {R"({"token":"nonsense"})", {}};
    if (operation == "BeginPairing") return {R"({"origin":"https://a","sn":"SN1"})", {}};
    if (operation == "PollPairing") return {R"({"pairingToken":"nonsense"})", {}};
    if (operation == "ActivateTerminal") return {R"({"activeCode":"00000000000","sn":"SN1"})", {}};
    return {};
}

class OperationErrors : public testing::Test {
protected:
    void note(Answer const& answer) {
        for (auto const& entry : error_catalogue()) {
            if (reason_name(entry.code) == answer.reply.reason) {
                seen_.insert({std::string(answer.reply.route), entry.code});
            }
        }
    }

    /// What every operation of its kind returns.
    void try_callers_and_forms(ApiBench& bench) {
        Callers const callers(bench);
        for (auto const& route : make_routes(bench.services->api())) {
            std::string const method(route.operation->method);
            auto const target = target_of(route);
            auto const token = callers.token_for(bench, route.operation->access);
            note(bench.send(method, target));
            for (auto const& other :
                 {std::string("nonsense"), callers.member, callers.displaced, callers.unbound}) {
                note(bench.send_as(other, method, target));
            }
            note(bench.send(method, target, "", {{"Cookie", callers.cookie}}));
            for (auto const& cookie : {callers.cookie, callers.cookie_without_totp}) {
                note(bench.send(method, target, "",
                                {{"Cookie", cookie}, {"X-Roomkey-Console", "1"}}));
            }
            note(bench.send(method, target, "",
                            {{"Cookie", "__Secure-roomkey-terminal=" + callers.bound}}));
            note(bench.send_as(token, method, target + "?%zz=1"));
            auto [body, headers] = sound_request(bench, route.operation->name);
            note(bench.send(method, target, body, headers));
            headers.push_back({"Content-Type", "text/plain"});
            note(bench.send_as(token, method, target, "{}", headers));
        }
    }

    void try_over(Error const& error) {
        FailingStore store(error);
        ApiBench bench;
        bench.restart_over(store);
        for (auto const& route : make_routes(bench.services->api())) {
            auto [body, headers] = sound_request(bench, route.operation->name);
            note(bench.send_as("token", std::string(route.operation->method), target_of(route),
                               body, std::move(headers)));
        }
    }

    std::set<Pair> seen_;
};

TEST_F(OperationErrors, AreAllThatTheDocumentLists) {
    ApiBench bench;
    try_callers_and_forms(bench);
    try_over(unavailable("gone"));
    try_over(internal_error("broken"));
    for (auto const& row : provocations_of_operations()) {
        auto const refusal = row.provoke();
        if (!refusal.operation.empty()) seen_.insert({refusal.operation, row.code});
    }
    for (auto const& entry : error_catalogue()) {
        for (auto const name : operations_answering(entry.code)) {
            Pair const pair{name, entry.code};
            bool const is_general =
                entry.code == ErrorCode::unavailable || entry.code == ErrorCode::internal;
            if (is_of_the_transport(entry.code) || (is_general && reads_no_store(name))) {
                EXPECT_FALSE(seen_.contains(pair)) << text_of(pair);
                continue;
            }
            EXPECT_TRUE(seen_.contains(pair)) << text_of(pair);
        }
    }
}

TEST_F(OperationErrors, OfTheTransportAreOfEveryOperation) {
    for (auto const code : of_the_transport) {
        EXPECT_EQ(operations_answering(code), all_operations()) << reason_name(code);
    }
}

}  // namespace
}  // namespace roomkey
