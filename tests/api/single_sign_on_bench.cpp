#include "tests/api/single_sign_on_bench.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

namespace json = boost::json;

ServicesOptions options_with(RealProvider const& provider) {
    // The provider's clock is the real one.
    static SystemClock const clock;
    ServicesOptions options;
    options.identity_providers = std::make_shared<ProviderClient>(provider.client_options(), clock);
    return options;
}

BegunAtProvider begun_by(Answer answer) {
    BegunAtProvider begun;
    begun.address = answer.field("address");
    auto const cookie = answer.header("Set-Cookie");
    begun.cookie = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
    begun.answer = std::move(answer);
    return begun;
}

json::object changed_by(json::object object, json::object const& changed) {
    for (auto const& [name, value] : changed) {
        if (value.is_null()) {
            object.erase(name);
        } else {
            object[name] = value;
        }
    }
    return object;
}

}  // namespace

SingleSignOnBench::SingleSignOnBench(RealProvider const& given)
    : provider(given), bench(options_with(given)) {}

std::string SingleSignOnBench::settings(json::object const& changed) const {
    return json::serialize(changed_by({{"issuer", provider.issuer()},
                                       {"clientId", "public"},
                                       {"clientAuth", "none"},
                                       {"claim", "email"},
                                       {"matchedBy", "email"},
                                       {"redirectUri", RealProvider::redirect_uri}},
                                      changed));
}

Answer SingleSignOnBench::as_administrator(std::string const& method, std::string const& path,
                                           std::string const& body,
                                           std::vector<HttpHeader> headers) {
    return bench.send_as(bench.admin_token(bench.ours), method, path, body, std::move(headers));
}

Answer SingleSignOnBench::save(json::object const& changed) {
    return as_administrator("PUT", settings_path, settings(changed));
}

Answer SingleSignOnBench::demand(std::string_view what) {
    return as_administrator("PUT", demand_path, R"({"demand":")" + std::string(what) + "\"}");
}

void SingleSignOnBench::set_up_totp() {
    constexpr char const* path = "/v1/roomkey/session/totp";
    EXPECT_EQ(as_administrator("POST", path).status, 200);
    auto const code = bench.totp_of(bench.ours.admin_account);
    EXPECT_EQ(as_administrator("PUT", path, R"({"totp":")" + code + "\"}").status, 200);
}

void SingleSignOnBench::switch_on(std::string_view what, json::object const& changed) {
    EXPECT_EQ(save(changed).status, 200);
    auto const tried = try_as("ada");
    EXPECT_TRUE(tried.status == 200 && tried.json.at("succeeded").as_bool()) << tried.text;
    set_up_totp();
    EXPECT_EQ(outcome_of(demand(what)), "ok");
}

std::string SingleSignOnBench::add_user(std::string const& name) {
    json::object const body{{"name", name},         {"account", name},
                            {"thirdAccount", name}, {"email", name + "@example.com"},
                            {"pwd", "Change-me-1"}, {"sendNotify", "0"}};
    auto const added = as_administrator("POST", "/v1/usg/dcs/corp/member", json::serialize(body));
    EXPECT_EQ(added.status, 200) << added.text;
    return "Change-me-1";
}

BegunAtProvider SingleSignOnBench::begin_trial() {
    return begun_by(as_administrator("POST", trial_path));
}

BegunAtProvider SingleSignOnBench::begin() {
    return begun_by(bench.send("POST", sign_in_path, R"({"corpId":")" + corp.value + "\"}"));
}

std::string SingleSignOnBench::answer_of(BegunAtProvider const& begun, std::string const& name,
                                         json::object const& changed) const {
    auto const back = provider.sign_in(begun.address, name);
    return json::serialize(
        changed_by({{"code", back.code}, {"state", back.state}, {"iss", back.issuer}}, changed));
}

Answer SingleSignOnBench::finish(BegunAtProvider const& begun, std::string const& body) {
    return bench.send("PUT", sign_in_path, body, begun.cookie);
}

Answer SingleSignOnBench::confirm(BegunAtProvider const& begun, std::string const& totp) {
    return bench.send("PUT", confirm_path, R"({"totp":")" + totp + "\"}", begun.cookie);
}

Answer SingleSignOnBench::try_as(std::string const& name) {
    auto const begun = begin_trial();
    return as_administrator("PUT", trial_path, answer_of(begun, name), begun.cookie);
}

Answer SingleSignOnBench::sign_in_by_password(std::string const& account,
                                              std::string const& password,
                                              std::string const& totp) {
    json::object body{{"account", account}, {"pwd", password}};
    if (!totp.empty()) body["totp"] = totp;
    return bench.send("POST", "/v1/roomkey/session", json::serialize(body));
}

std::string outcome_of(Answer const& answer) {
    return answer.status == 200 ? "ok" : answer.header("X-Roomkey-Reason");
}

std::vector<HttpHeader> session_in(Answer const& answer) {
    auto const cookie = answer.header("Set-Cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"X-Roomkey-Console", "1"}};
}

}  // namespace roomkey
