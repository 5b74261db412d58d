#include "cli/terminal/terminal_device.hpp"

#include <algorithm>
#include <utility>

#include "base/backoff.hpp"

namespace roomkey {
namespace {

// Messages on standard error are in English, like the rest of it.
HttpHeader const language{"Accept-Language", "en-US"};
HttpHeader const json_type{"Content-Type", "application/json"};

/// Bad gateway, unavailable, gateway timeout (RFC 9110 section 15.6).
bool is_gateway_failure(int status) { return status >= 502 && status <= 504; }

bool is_end(DeviceState state) {
    return state != DeviceState::bound && state != DeviceState::offline;
}

}  // namespace

std::vector<HttpHeader> TerminalDevice::headers() const {
    return {{"X-Access-Token", credential_.token.reveal()}, language, json_type};
}

DeviceState TerminalDevice::activate(DeviceIdentity const& identity) {
    credential_ = {};
    // The code is spent by the answer, so whatever could lose the credential is checked before.
    if (auto const status = file_.check_writable(); !status.ok()) {
        report_.problem(status.error().detail);
        return DeviceState::refused;
    }
    auto const answer = present(identity);
    if (!answer.ok()) {
        report_.problem("the server cannot be reached: " + answer.error().detail);
        return DeviceState::refused;
    }
    if (answer->status != 200) {
        report_.refused("the activation", refusal_in(*answer));
        return DeviceState::refused;
    }
    auto const message = parse_object(answer->body);
    auto grant = grant_in(message);
    if (!grant) {
        report_.problem("the server's response has no accessToken or no validPeriod");
        return DeviceState::refused;
    }
    // A file that cannot be written does not undo the activation: the device goes on without it.
    (void)accept(std::move(*grant));
    profile_ = profile_in(message);
    report_.profile("activated", *profile_);
    return DeviceState::bound;
}

Result<HttpAnswer> TerminalDevice::present(DeviceIdentity const& identity) {
    boost::json::object body{{"activeCode", identity.code}, {"sn", identity.sn}};
    if (!identity.device_type.empty()) body["devType"] = identity.device_type;
    if (!identity.model.empty()) body["model"] = identity.model;
    std::vector<HttpHeader> const fields{
        language, json_type, {"Idempotency-Key", identity.activation_key}};
    Backoff backoff(reconnect_pause_first, reconnect_pause_max);
    for (int attempt = 1;; ++attempt) {
        auto answer = transport_.send("POST", "/v1/terminal/activation", fields,
                                      boost::json::serialize(body));
        // Whether the code was spent is not known then. The same key returns the same response.
        bool const is_lost = !answer.ok() || is_gateway_failure(answer->status);
        if (!is_lost || attempt == activation_tries_max || wait_for_stop_(backoff.next())) {
            return answer;
        }
    }
}

DeviceState TerminalDevice::resume(KeptCredential credential) {
    credential_ = std::move(credential);
    return ask();
}

DeviceState TerminalDevice::follow() {
    Backoff backoff(reconnect_pause_first, reconnect_pause_max);
    while (!wait_for_stop_(Duration{0})) {
        if (is_renewal_due()) {
            if (auto const state = renew(); is_end(state)) return state;
        }
        if (auto const state = listen(); is_end(state)) return state;
        if (is_renewal_due()) continue;
        if (auto const state = ask(); is_end(state)) return state;
        if (std::exchange(was_heard_, false)) backoff.reset();
        if (wait_for_stop_(backoff.next())) break;
    }
    return DeviceState::stopped;
}

DeviceState TerminalDevice::ask() {
    if (wait_for_stop_(Duration{0})) return DeviceState::stopped;
    auto const answer = transport_.send("GET", "/v1/terminal", headers(), {});
    if (answer.ok() && answer->status == 200) {
        auto profile = profile_in(parse_object(answer->body));
        bool const is_new = !profile_ || !is_online_;
        if (is_new || profile != *profile_) {
            report_.profile(is_new ? "bound" : "updated", profile);
        }
        profile_ = std::move(profile);
        is_online_ = true;
        forget_previous();
        return DeviceState::bound;
    }
    if (answer.ok() && answer->status == 401) {
        auto const state = judge(*answer);
        return state == DeviceState::offline ? ask() : state;
    }
    if (std::exchange(is_online_, false)) {
        report_.offline(answer.ok()
                            ? "the server responded with status " + std::to_string(answer->status)
                            : answer.error().detail);
    }
    return DeviceState::offline;
}

DeviceState TerminalDevice::listen() {
    SseParser parser;
    auto state = DeviceState::offline;
    auto with_stream = headers();
    with_stream.push_back({"Accept", "text/event-stream"});
    auto const answer =
        transport_.stream("/v1/terminal/events", with_stream, [&](std::string_view line) {
            forget_previous();
            auto const events = parser.feed(std::string(line) + "\n");
            if (!events.ok()) return false;
            for (auto const& event : *events) {
                state = take(event);
                if (is_end(state)) return false;
            }
            return !is_renewal_due() && !wait_for_stop_(Duration{0});
        });
    if (is_end(state)) return state;
    if (answer.ok() && answer->status == 401) return judge(*answer);
    return DeviceState::offline;
}

DeviceState TerminalDevice::take(SseEvent const& event) {
    auto const message = parse_object(event.data);
    was_heard_ = true;
    is_online_ = true;
    if (event.name == "unbound") {
        lose_binding(unbinding_in(message));
        return DeviceState::unbound;
    }
    if (event.name == "bound" || event.name == "updated") {
        profile_ = profile_in(message);
        report_.profile(event.name, *profile_);
    }
    return DeviceState::bound;
}

DeviceState TerminalDevice::renew() {
    auto const answer = transport_.send("PUT", "/v1/terminal/token", headers(), {});
    if (answer.ok() && answer->status == 401) return judge(*answer);
    if (answer.ok() && answer->status == 200) {
        auto grant = grant_in(parse_object(answer->body));
        if (grant && accept(std::move(*grant)) == DeviceState::bound) {
            report_.renewed(credential_.renew_at);
            return DeviceState::bound;
        }
    }
    // A third of its lifetime is left, and the server accepts the request a second time.
    credential_.renew_at = clock_.now() + renewal_pause;
    return DeviceState::offline;
}

DeviceState TerminalDevice::accept(CredentialGrant grant) {
    // The old one is kept along with the new one until that has worked: until then it is valid, and
    // a server that lost the new one still knows it.
    KeptCredential fresh{std::move(grant.credential), clock_.now() + grant.validity * 2 / 3,
                         credential_.token};
    auto const status = file_.save(fresh);
    bool const is_first = credential_.token.empty();
    if (!status.ok()) report_.problem(status.error().detail);
    // The first use of a new credential ends the old one, so a kept old one is given up only for a
    // kept new one.
    if (!status.ok() && !is_first) return DeviceState::offline;
    credential_ = std::move(fresh);
    return status.ok() ? DeviceState::bound : DeviceState::offline;
}

void TerminalDevice::forget_previous() {
    if (credential_.previous.empty()) return;
    credential_.previous = {};
    if (auto const status = file_.save(credential_); !status.ok()) {
        report_.problem(status.error().detail);
    }
}

DeviceState TerminalDevice::judge(HttpAnswer const& answer) {
    auto const refusal = refusal_in(answer);
    if (refusal.is_unbound()) {
        lose_binding({});
        return DeviceState::unbound;
    }
    if (!credential_.previous.empty()) {
        credential_.token = std::exchange(credential_.previous, Secret{});
        credential_.renew_at = clock_.now() + renewal_pause;
        return DeviceState::offline;
    }
    report_.refused("the credential", refusal);
    return DeviceState::refused;
}

void TerminalDevice::lose_binding(UnbindNews const& news) {
    report_.unbound(news);
    profile_.reset();
    credential_ = {};
    // The credential is no longer valid.
    if (auto const status = file_.remove(); !status.ok()) report_.problem(status.error().detail);
}

}  // namespace roomkey
