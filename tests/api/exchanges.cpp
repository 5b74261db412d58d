#include "tests/api/exchanges.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "base/percent.hpp"
#include "storage/sql/directory/corps.hpp"
#include "storage/sql/notice/notices.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;

constexpr std::string_view app_authorization_mark = "{{app_authorization}}";

/// Two hard terminals with serial numbers that no earlier call gave.
void add_devices(ApiBench& bench, ExchangeValues& values) {
    for (auto const* const last : {"A", "B"}) {
        values["serial_number"] = std::to_string(unix_seconds(bench.clock.now())) + last;
        auto const added = bench.send_as(
            values["administrator_token"], "POST", "/v1/usg/dcs/corp/device",
            R"({"name":"Hangzhou 3F","model":"TE20","email":"room@example.com","sn":")" +
                values["serial_number"] + "\"}");
        EXPECT_EQ(added.status, 200) << added.text;
        values["device_number"] = added.field("number");
    }
}

/// Ends the notices that are due, as the outbox does when they were sent.
void settle_notices(ApiBench& bench) {
    auto const settled = bench.store->write([&](Transaction& tx) -> Status {
        auto const lease_end = bench.clock.now() + std::chrono::minutes{1};
        for (auto notice : TRY(lease_notices(tx, 100, bench.clock.now(), lease_end))) {
            notice.state = NoticeState::accepted;
            notice.sealed_contact.clear();
            TRY(settle_notice(tx, notice));
        }
        return Done{};
    });
    EXPECT_TRUE(settled.ok());
}

std::string filled(std::string text, ExchangeValues const& values) {
    for (auto open = text.find("{{"); open != std::string::npos; open = text.find("{{")) {
        auto const close = text.find("}}", open);
        auto const name = text.substr(open + 2, close - open - 2);
        auto const value = values.find(name);
        EXPECT_NE(value, values.end()) << name;
        text.replace(open, close + 2 - open, value == values.end() ? "" : value->second);
    }
    return text;
}

std::string app_authorization(ApiBench const& bench, json::value const& body) {
    auto const& expire_time = member(body, "expireTime");
    return ApiBench::signed_request(bench.ours, member_text(body, "userId"),
                                    expire_time.is_int64() ? expire_time.get_int64() : 0,
                                    member_text(body, "nonce"))
        .second;
}

/// The texts of an object, filled.
ExchangeRequest::Texts filled_texts(json::object const& object, ExchangeValues const& values) {
    ExchangeRequest::Texts texts;
    for (auto const& [name, text] : object) {
        texts.emplace_back(name, filled(std::string(text.as_string()), values));
    }
    return texts;
}

/// An application that nobody signs in with.
std::string other_app(ApiBench& bench, std::string const& token) {
    bench.send_as(token, "POST", "/v2/usg/acs/corp/app", R"({"app_name":"Other"})");
    // Not of the answer: with as many as an enterprise may have, no more are made.
    auto const apps =
        json::parse(bench.send_as(token, "GET", "/v2/usg/acs/corp/apps?limit=100").text);
    return member_text(member(apps, "data").as_array().back(), "app_id");
}

/// A person with a password, whom nobody has seen yet.
void make_user(ApiBench& bench, ExchangeValues& values) {
    auto const user = bench.send_as(
        values["administrator_token"], "POST", "/v1/usg/dcs/corp/member",
        R"({"name":"Una","email":"una@ours.com","pwd":"Change-me-1","sendNotify":"0"})");
    values["user_account"] = user.field("userAccount");
    values["user_id"] = user.field("id");
    values["user_token"] =
        bench
            .send(
                "POST", "/v1/usg/acs/auth/account",
                R"({"account":")" + values["user_account"] + R"(","clientType":72})",
                {{"Authorization", "Basic " + to_base64(values["user_account"] + ":Change-me-1")}})
            .field("accessToken");
}

/// A session of the console of the default administrator, whose password is still the first one.
std::string begin_session(ApiBench& bench) {
    auto const begun = bench.send("POST", "/v1/roomkey/session",
                                  R"({"account":")" + bench.ours.admin_account + R"(","pwd":")" +
                                      bench.ours.admin_password.reveal() + "\"}");
    auto const cookie = begun.header("Set-Cookie");
    auto const secret = cookie.find('=') + 1;
    return cookie.substr(secret, cookie.find(';') - secret);
}

/// Screens that ask to be bound: one waits, one was approved for a terminal of its own.
void begin_pairings(ApiBench& bench, ExchangeValues& values) {
    auto const begin = [&] {
        auto answer = bench.send("POST", "/v1/terminal/pairing",
                                 R"({"origin":"https://a.example.com","sn":"SN4"})");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer;
    };
    auto const approved = begin();
    values["approved_pairing"] = approved.field("pairingToken");
    auto const approval =
        bench.send_as(values["administrator_token"], "POST", "/v1/roomkey/pairings/approve",
                      R"({"userCode":")" + approved.field("userCode") + R"(","number":")" +
                          approved.field("number") + R"(","account":")" +
                          bench.make_terminal(bench.ours, "Foyer").account + "\"}");
    EXPECT_EQ(approval.status, 200) << approval.text;
    auto const waiting = begin();
    values["pairing_token"] = waiting.field("pairingToken");
    values["user_code"] = waiting.field("userCode");
    values["pairing_number"] = waiting.field("number");
    auto other = values["pairing_number"];
    other.back() = other.back() == '0' ? '1' : '0';
    values["other_number"] = other;
}

/// A draft with a row that is ready and one that is not; a finished job with a failed row.
void make_jobs(ApiBench& bench, ExchangeValues& values) {
    auto const& token = values["administrator_token"];
    auto const make = [&](std::string const& account) {
        auto const made =
            bench.send_as(token, "POST", "/v1/roomkey/jobs",
                          R"({"kind":"delete","accounts":[")" + account + R"(","nobody"]})");
        EXPECT_EQ(made.status, 200) << made.text;
        return made.field("id");
    };
    values["draft_job"] = make(bench.make_terminal(bench.ours, "Annex").account);
    auto const gone = bench.make_terminal(bench.ours, "Shed");
    values["finished_job"] = make(gone.account);
    EXPECT_EQ(bench.send_as(token, "POST", "/v1/roomkey/jobs/" + values["finished_job"] + "/start")
                  .status,
              200);
    EXPECT_TRUE(bench.services->users.remove(gone.account).ok());
    // One that was due before comes first.
    auto const run = [&] { return bench.services->run_jobs.run([] { return false; }); };
    auto was_due = run();
    while (was_due.ok() && *was_due) was_due = run();
    EXPECT_TRUE(was_due.ok());
}

std::string state_in(Answer const& begun) {
    auto const address = begun.field("address");
    return address.substr(address.find("state=") + 6);
}

std::string cookie_in(Answer const& begun) {
    auto const cookie = begun.header("Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
}

/// Our enterprise has a provider and a trial that was begun; theirs has single sign-on switched on,
/// and a sign-in that was begun.
void begin_single_sign_on(ApiBench& bench, ExchangeValues& values) {
    SaveSsoRequest settings;
    settings.issuer = "https://login.example.com";
    settings.client_id = "roomkey";
    settings.secret = Secret("secret");
    settings.claim = "preferred_username";
    settings.matched_by = MatchedBy::account;
    settings.redirect_uri = "https://rooms.example.com/console/sso";
    for (auto const& corp : {bench.ours, bench.theirs}) {
        EXPECT_TRUE(bench.services->sso_settings.save(settings, operator_of(corp.corp_id)).ok());
    }
    auto const trial =
        bench.send_as(values["administrator_token"], "POST", "/v1/roomkey/single-sign-on/trial");
    EXPECT_EQ(trial.status, 200) << trial.text;
    values["trial_state"] = state_in(trial);
    values["trial_cookie"] = cookie_in(trial);
    auto const switched = bench.store->write([&](Transaction& tx) -> Status {
        auto corp = TRY(hold_corp(tx, bench.theirs.corp_id));
        corp->policy.single_sign_on = SingleSignOn::on;
        return update_corp(tx, *corp);
    });
    EXPECT_TRUE(switched.ok());
    values["sso_corp"] = bench.theirs.corp_id.value;
    values["sso_account"] = bench.theirs.admin_account;
    auto const begun = bench.send("POST", "/v1/roomkey/session/single-sign-on",
                                  R"({"corpId":")" + values["sso_corp"] + "\"}");
    EXPECT_EQ(begun.status, 200) << begun.text;
    values["sso_state"] = state_in(begun);
    values["sso_cookie"] = cookie_in(begun);
}

/// A sign-in in their enterprise that waits for a one-time password.
void await_one_time_password(ApiBench& bench, ExchangeValues& values) {
    NewUser user;
    user.account = "waiting" + std::to_string(unix_seconds(bench.clock.now()));
    auto const made = bench.services->users.create(user, operator_of(bench.theirs.corp_id)).value();
    auto const token = bench
                           .send("POST", "/v1/usg/acs/auth/account",
                                 R"({"account":")" + user.account + R"(","clientType":72})",
                                 {{"Authorization", "Basic " + to_base64(user.account + ':' +
                                                                         made.password.reveal())}})
                           .field("accessToken");
    constexpr char const* totp_path = "/v1/roomkey/session/totp";
    EXPECT_EQ(bench.send_as(token, "POST", totp_path).status, 200);
    auto const first = R"({"totp":")" + bench.totp_of(user.account) + "\"}";
    EXPECT_EQ(bench.send_as(token, "PUT", totp_path, first).status, 200);
    constexpr char const* path = "/v1/roomkey/session/single-sign-on";
    auto const begun = bench.send("POST", path, R"({"corpId":")" + values["sso_corp"] + "\"}");
    values["waiting_cookie"] = cookie_in(begun);
    auto const answer = R"({"code":")" + user.account + R"(","state":")" + state_in(begun) + "\"}";
    EXPECT_EQ(bench.send("PUT", path, answer, {{"Cookie", values["waiting_cookie"]}}).status, 401);
    values["waiting_totp"] = bench.totp_of(user.account, 1);
}

/// The newest of the administrator's sign-ins besides the one with this token.
std::string other_session(ApiBench& bench, std::string const& token) {
    auto const sessions =
        json::parse(bench.send_as(token, "GET", "/v1/roomkey/sessions?limit=500").text);
    for (auto const& session : member(sessions, "data").as_array()) {
        if (!session.at("current").as_bool()) return member_text(session, "id");
    }
    return {};
}

}  // namespace

ExchangeValues make_exchange_values(ApiBench& bench) {
    ExchangeValues values;
    values["lapsed_code"] = bench.make_terminal(bench.ours, "Cellar").code.reveal();
    values["lapsed_notice"] = notice_of(bench, bench.make_terminal(bench.ours, "Vault"));
    bench.clock.advance(std::chrono::days{30});
    auto const notified = bench.make_terminal(bench.ours, "Lobby");
    values["outdated_notice"] = notice_of(bench, notified);
    values["notified_account"] = notified.account;
    values["settled_notice"] = notice_of(bench, bench.make_terminal(bench.ours, "Studio"));
    settle_notices(bench);
    values["queued_notice"] = notice_of(bench, notified);
    auto const signed_in = bench.sign_in(bench.ours);
    values["administrator_token"] = signed_in.field("accessToken");
    values["refresh_token"] = signed_in.field("refreshToken");
    values["member_token"] = bench.sign_in(bench.ours, "member").field("accessToken");
    bench.sign_in(bench.ours, "deputy");
    bench.send_as(values["administrator_token"], "POST", "/v1/usg/dcs/corp/admin?accountType=1",
                  R"({"account":"deputy"})");
    values["account"] = bench.ours.admin_account;
    values["password"] = bench.ours.admin_password.reveal();
    EXPECT_TRUE(bench.services->second_factor.reset(bench.ours.admin_account).ok());
    values["console_session"] = begin_session(bench);
    bench.send_as(values["administrator_token"], "POST", "/v1/roomkey/session/totp");
    values["totp"] = bench.totp_of(bench.ours.admin_account);
    values["other_session"] = other_session(bench, values["administrator_token"]);
    make_user(bench, values);
    values["other_app_id"] = other_app(bench, values["administrator_token"]);
    values["app_id"] = bench.ours.app_id.value;
    values["in_some_hours"] = std::to_string(unix_seconds(bench.clock.now()) + 20 * 3'600);
    auto const terminal = bench.make_terminal(bench.ours);
    values["terminal_account"] = terminal.account;
    values["active_code"] = terminal.code.reveal();
    values["code_id"] = terminal.code_id.value;
    auto const bound = bench.make_terminal(bench.ours, "Hall");
    LabelChange noted;
    noted.asset_number = "A-2041";
    noted.tags = std::vector<std::string>{"Lobby"};
    EXPECT_TRUE(bench.services->inventory
                    .update({bound.account, noted, {}}, operator_of(bench.ours.corp_id))
                    .ok());
    values["bound_account"] = bound.account;
    values["terminal_credential"] = bench.bind(bound, "SN2");
    values["department"] =
        bench
            .send_as(values["administrator_token"], "POST", "/v1/usg/dcs/corp/dept",
                     R"({"deptName":"Sales","sortLevel":10,"note":"Third floor"})")
            .field("value");
    add_devices(bench, values);
    begin_pairings(bench, values);
    begin_single_sign_on(bench, values);
    await_one_time_password(bench, values);
    make_jobs(bench, values);
    values["unbound_credential"] = bench.bind(bench.make_terminal(bench.ours, "Attic"), "SN3");
    EXPECT_EQ(bench.send_as(values["unbound_credential"], "DELETE", "/v1/terminal").status, 200);
    values["basic_authorization"] =
        "Basic " + to_base64(values["account"] + ':' + bench.ours.admin_password.reveal());
    return values;
}

std::string ExchangeRequest::target() const {
    auto target = path;
    for (auto const& [name, text] : path_values) {
        auto const place = '{' + name + '}';
        target.replace(target.find(place), place.size(), percent_encoded(text));
    }
    char separator = '?';
    for (auto const& [name, text] : query) {
        target += separator + name + '=' + percent_encoded(text);
        separator = '&';
    }
    return target;
}

Answer ExchangeRequest::send(ApiBench& bench, Language language) const {
    auto sent = headers;
    for (auto& header : sent) {
        if (header.value == app_authorization_mark) header.value = app_authorization(bench, body);
    }
    sent.push_back({"Accept-Language", std::string(wire_name(language))});
    auto const text = body.is_null() ? std::string{} : json::serialize(body);
    return bench.send(method, target(), written_body.empty() ? text : written_body, sent);
}

std::vector<Exchanges::Exchange> Exchanges::all() const {
    std::vector<Exchange> all;
    for (auto const& operation : reader_.operations()) {
        for (auto const& [name, fields] : member_object(*operation.object, "x-exchanges")) {
            all.push_back({operation, std::string(name), fields});
        }
    }
    return all;
}

std::vector<Exchanges::Exchange> Exchanges::successes_of(std::string_view operation) const {
    auto found = all();
    std::erase_if(found, [&](Exchange const& exchange) {
        return exchange.operation.name() != operation || exchange.status() != "200";
    });
    return found;
}

ExchangeRequest Exchanges::request_of(Exchange const& exchange,
                                      ExchangeValues const& values) const {
    ExchangeRequest request;
    request.method = exchange.operation.method;
    request.path = exchange.operation.path;
    request.path_values = filled_texts(member_object(exchange.fields, "path"), values);
    request.query = filled_texts(member_object(exchange.fields, "query"), values);
    for (auto const& [name, text] : member_object(exchange.fields, "headers")) {
        std::string value(text.as_string());
        bool const is_signature = value == app_authorization_mark;
        request.headers.push_back(
            {std::string(name), is_signature ? value : filled(value, values)});
    }
    request.body = body_of(exchange, values);
    return request;
}

json::value Exchanges::body_of(Exchange const& exchange, ExchangeValues const& values) const {
    auto const name = member_text(exchange.fields, "body");
    auto const* const holder = exchange.operation.object->if_contains("requestBody");
    if (name.empty() || holder == nullptr) return nullptr;
    auto const& media = reader_.content(*holder).at("application/json");
    auto body = member(reader_.examples(media).at(name), "value");
    for (auto const& [pointer, text] : member_object(exchange.fields, "fill")) {
        json::error_code code;
        auto* const place = body.find_pointer(pointer, code);
        EXPECT_NE(place, nullptr) << exchange.where() << ' ' << std::string_view(pointer);
        if (place == nullptr) continue;
        auto const value = filled(std::string(text.as_string()), values);
        if (place->is_int64()) {
            *place = std::stoll(value);
        } else {
            *place = value;
        }
    }
    return body;
}

}  // namespace roomkey
