#include "tests/openid/real_provider.hpp"

#include <gtest/gtest.h>

#include "base/ascii.hpp"
#include "base/percent.hpp"
#include "net/http_client.hpp"
#include "net/tls_context.hpp"

namespace roomkey {
namespace {

constexpr int steps_max = 12;

using Cookies = std::map<std::string, std::string>;

void keep_cookies(Cookies& cookies, HttpAnswer const& answer) {
    for (auto const& header : answer.headers) {
        if (!is_same_ignoring_case(header.name, "Set-Cookie")) continue;
        auto const pair = header.value.substr(0, header.value.find(';'));
        auto const equals = pair.find('=');
        cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

std::string cookie_text(Cookies const& cookies) {
    std::string text;
    for (auto const& [name, value] : cookies) {
        text += (text.empty() ? "" : "; ") + name + '=' + value;
    }
    return text;
}

std::string location_of(HttpAnswer const& answer) {
    for (auto const& header : answer.headers) {
        if (is_same_ignoring_case(header.name, "Location")) return header.value;
    }
    return {};
}

CameBack came_back(std::string const& address) {
    CameBack back;
    for (auto const& [name, value] : query_pairs(address.substr(address.find('?') + 1))) {
        auto const text = form_decoded(value).value_or("");
        if (name == "code") back.code = text;
        if (name == "state") back.state = text;
        if (name == "iss") back.issuer = text;
    }
    return back;
}

}  // namespace

RealProvider::RealProvider(std::string const& more) {
    auto const key = folder_.file("provider.key");
    EXPECT_TRUE(ensure_self_signed(certificate_, key, "127.0.0.1").ok());
    auto const options = R"({"cert":")" + certificate_ + R"(","key":")" + key +
                         R"(","redirects":[")" + redirect_uri + "\"]" + more + '}';
    process_ = std::make_unique<ScriptProcess>(ROOMKEY_SOURCE_ROOT "/tests/openid/provider.mjs",
                                               std::vector<std::string>{options}, "node");
    issuer_ = process_->line();
    EXPECT_TRUE(issuer_.starts_with("https://127.0.0.1:")) << "no provider: is npm ci done?";
}

ProviderClientOptions RealProvider::client_options() const {
    ProviderClientOptions options;
    options.ca_file = certificate_;
    options.internal_hosts = {"127.0.0.1"};
    // Failures alone take that long.
    options.connect_max = std::chrono::seconds{30};
    options.total_max = std::chrono::seconds{60};
    return options;
}

CameBack RealProvider::sign_in(std::string const& address, std::string const& name) const {
    HttpClientOptions options;
    options.base_url = issuer_;
    options.ca_file = certificate_;
    HttpClient client(options);
    Cookies cookies;
    auto target = address;
    for (int step = 0; step < steps_max; ++step) {
        if (target.starts_with(redirect_uri)) return came_back(target);
        if (target.starts_with(issuer_)) target.erase(0, issuer_.size());
        auto answer = client.send("GET", target, {{"Cookie", cookie_text(cookies)}});
        if (answer.ok() && answer->status == 200) {
            keep_cookies(cookies, *answer);
            answer = client.send("POST", target,
                                 {{"Cookie", cookie_text(cookies)},
                                  {"Content-Type", "application/x-www-form-urlencoded"}},
                                 "login=" + name);
        }
        if (!answer.ok()) break;
        keep_cookies(cookies, *answer);
        target = location_of(*answer);
        if (target.empty()) {
            ADD_FAILURE() << answer->status << ' ' << answer->body;
            break;
        }
    }
    ADD_FAILURE() << "the provider did not send the browser back: " << target;
    return {};
}

}  // namespace roomkey
