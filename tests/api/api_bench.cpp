#include "tests/api/api_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <future>
#include <optional>
#include <utility>

#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"
#include "security/app_signature.hpp"
#include "security/factor/totp.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/notice/notices.hpp"
#include "tests/fakes/known_provider.hpp"

namespace roomkey {

std::string Answer::field(std::string_view name) const {
    if (!json.is_object()) return {};
    auto const* const value = json.get_object().if_contains(name);
    if (value == nullptr || !value->is_string()) return {};
    return std::string(value->get_string().c_str());
}

std::int64_t Answer::number(std::string_view name) const {
    if (!json.is_object()) return -1;
    auto const* const value = json.get_object().if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : -1;
}

std::string Answer::header(std::string_view name) const {
    for (auto const& header : reply.headers) {
        if (header.name == name) return header.value;
    }
    return {};
}

ApiBench::ApiBench(ServicesOptions options, int corps) : options_(std::move(options)) {
    // The cheapest that libsodium takes: the cost of a password hash is not under test here.
    options_.password_cost = {1, std::size_t{8192}};
    options_.on_notices = [this] { ++notifications; };
    if (!options_.identity_providers) {
        options_.identity_providers = std::make_shared<KnownProvider>();
    }
    store = engine->open();
    start(*store);
    if (corps > 0) ours = services->corps.create("Ours").value();
    if (corps > 1) theirs = services->corps.create("Theirs").value();
}

void ApiBench::start(Store& database) {
    handler.reset();
    services = std::make_unique<Services>(database, clock, randomness, KeyRing::make(randomness),
                                          numbers_, options_);
    handler = std::make_unique<ApiHandler>(
        Router(make_routes(services->api())),
        [this](Operation const& operation, AccessProof const& proof) {
            return services->may_call(operation, proof);
        },
        log_);
}

void ApiBench::restart_with_other_keys() { start(*store); }

void ApiBench::restart_over(Store& database) { start(database); }

Answer ApiBench::send(std::string method, std::string target, std::string body,
                      std::vector<HttpHeader> headers) {
    HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.headers = std::move(headers);
    if (!request.header("Content-Type")) {
        request.headers.push_back({"Content-Type", "application/json"});
    }
    request.body = std::move(body);
    request.source = source;
    request.request_id = "request-1";
    Answer answer;
    answer.reply = reply_to(request);
    answer.status = answer.reply.status;
    answer.text = answer.reply.content();
    boost::json::error_code code;
    auto json = boost::json::parse(answer.text, code);
    if (!code) answer.json = std::move(json);
    expect_documented(answer.reply);
    return answer;
}

HttpReply ApiBench::reply_to(HttpRequest const& request) {
    std::promise<std::function<void()>> posted;
    std::optional<HttpReply> reply;
    bool const is_begun = handler->answer_later(
        request, [&](std::function<void()> work) { posted.set_value(std::move(work)); },
        [&](std::optional<HttpReply> answered) { reply = std::move(answered); });
    if (is_begun) posted.get_future().get()();
    return reply ? std::move(*reply) : handler->handle(request);
}

void ApiBench::expect_documented(HttpReply const& reply) {
    if (reply.reason.empty() || reply.route.empty()) return;
    for (auto const& entry : error_catalogue()) {
        if (reason_name(entry.code) != reply.reason) continue;
        auto const operations = operations_answering(entry.code);
        EXPECT_NE(std::find(operations.begin(), operations.end(), reply.route), operations.end())
            << "docs/api: " << reply.route << " does not list " << reply.reason;
    }
}

Answer ApiBench::send_as(std::string const& token, std::string method, std::string target,
                         std::string body, std::vector<HttpHeader> headers) {
    headers.push_back({"X-Access-Token", token});
    return send(std::move(method), std::move(target), std::move(body), std::move(headers));
}

std::pair<std::string, std::string> ApiBench::signed_request(CreatedCorp const& corp,
                                                             std::string const& user_id,
                                                             std::int64_t expire_time,
                                                             std::string const& nonce) {
    SignedSignIn parts;
    parts.app_id = corp.app_id.value;
    parts.user_id = user_id;
    parts.expire_time = expire_time;
    parts.nonce = nonce;
    auto const signature = app_signature(corp.app_key, parts);
    boost::json::object body;
    body["appId"] = parts.app_id;
    body["clientType"] = 72;
    body["corpId"] = nullptr;
    body["deptCode"] = nullptr;
    body["userId"] = user_id;
    body["expireTime"] = expire_time;
    body["nonce"] = nonce;
    return {boost::json::serialize(body),
            "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size()) +
                ",access=" + to_base64(parts.app_id)};
}

Answer ApiBench::sign_in(CreatedCorp const& corp, std::string const& user_id) {
    auto nonce = std::to_string(++nonce_number_);
    nonce.insert(0, 36 - nonce.size(), 'n');
    auto const [body, authorization] =
        signed_request(corp, user_id, unix_seconds(clock.now()) + 600, nonce);
    return send("POST", "/v2/usg/acs/auth/appauth", body, {{"Authorization", authorization}});
}

CreatedTerminal ApiBench::make_terminal(CreatedCorp const& corp, std::string name,
                                        DeviceType device_type) {
    CreateCodeRequest request;
    request.device_type = device_type;
    request.device_name = std::move(name);
    return services->codes.create(request, operator_of(corp.corp_id, Language::en_us)).value();
}

Answer ApiBench::activate(std::string const& code, std::string const& sn) {
    boost::json::object body;
    body["activeCode"] = code;
    body["sn"] = sn;
    return send("POST", "/v1/terminal/activation", boost::json::serialize(body));
}

std::string ApiBench::bind(CreatedTerminal const& terminal, std::string const& sn) {
    auto const answer = activate(terminal.code.reveal(), sn);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.field("accessToken");
}

std::string ApiBench::totp_of(std::string const& account, int steps_later) {
    auto const user =
        store->read([&](Reader& reader) { return find_user_by_account(reader, account); });
    auto const key =
        services->sealer.open(SealPurpose::totp, user.value()->id.value, user.value()->sealed_totp);
    return totp_code(key.value(), totp_step_at(clock.now()) + steps_later).reveal();
}

std::vector<AuditEntry> ApiBench::audit() {
    AuditSearch search;
    search.page.limit = 500;
    return services->audit_log.search(search).value().data;
}

std::vector<Notice> ApiBench::notices(UserId const& user) {
    return store->read([&](Reader& reader) { return list_notices(reader, user); }).value();
}

std::string notice_of(ApiBench& bench, CreatedTerminal const& terminal) {
    ContactRequest contacts;
    contacts.email = "room@example.com";
    EXPECT_TRUE(bench.services->reset_code
                    .run({terminal.account, contacts, {}},
                         operator_of_account(terminal.account, Language::zh_cn))
                    .ok());
    return bench.notices(terminal.user_id).front().id.value;
}

std::string reset_target(std::string const& account) {
    std::string encoded;
    for (char const c : account) {
        if (c == '@') {
            encoded += "%40";
        } else if (c == '/') {
            encoded += "%2F";
        } else {
            encoded += c;
        }
    }
    return "/v1/usg/dcs/corp/vision/activecode/" + encoded + "/reset";
}

}  // namespace roomkey
