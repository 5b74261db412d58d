#include "app/demo/demo.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "base/stop.hpp"
#include "cli/terminal/device_messages.hpp"
#include "cli/terminal/device_report.hpp"
#include "cli/terminal/terminal_device.hpp"
#include "security/app_signature.hpp"
#include "usecase/terminal/activation_key.hpp"

namespace roomkey {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr char const* reset_body =
    R"({"country": "chinaPR","emailAddr": "email@example.com","smsNumber": "+8617300009092"})";
constexpr Duration signature_life = std::chrono::minutes{10};
/// Someone has to walk to the room and read the message first.
constexpr Duration walk_to_the_room = std::chrono::seconds{2};
constexpr Duration delivery_look_pause = std::chrono::milliseconds{100};
constexpr int delivery_looks_max = 50;

std::string reset_path(std::string const& account) {
    return "/v1/usg/dcs/corp/vision/activecode/" + account + "/reset";
}

/// Takes the lines of a device report and gives each to the demo with a mark in front.
class MarkedLines final : public std::streambuf {
public:
    MarkedLines(std::string mark, std::function<void(std::string const&)> say)
        : mark_(std::move(mark)), say_(std::move(say)) {}

protected:
    int overflow(int character) override {
        if (character == '\n') {
            say_(mark_ + line_);
            line_.clear();
        } else if (character != traits_type::eof()) {
            line_.push_back(static_cast<char>(character));
        }
        return 0;
    }

private:
    std::string mark_;
    std::function<void(std::string const&)> say_;
    std::string line_;
};

}  // namespace

Demo::Demo(Config const& config, Server& server, Clock const& clock, std::ostream& out,
           std::function<bool(Duration)> wait_for_stop)
    : config_(config),
      server_(server),
      clock_(clock),
      out_(out),
      wait_for_stop_(std::move(wait_for_stop)) {}

Status Demo::run() {
    auto const cast = TRY(load_or_make_cast(config_.data / "demo.json", server_.services()));
    // The device of an earlier run is gone with its credential; this one begins with a new code.
    auto first = TRY(server_.services().reset_code.run({cast.device_account, {}, {}},
                                                       operator_of_account(cast.device_account)));
    std::jthread device([this, &cast, code = std::move(first.code)](std::stop_token const& stop) {
        live_as_device(stop, cast, code);
    });
    auto status = show(cast);
    if (status.ok()) {
        while (!wait_for_stop_(std::chrono::hours{1})) continue;
    }
    device.request_stop();
    server_.stop();
    return status;
}

Status Demo::show(DemoCast const& cast) {
    auto const token = TRY(sign_in(cast));
    // The device needs a moment to be bound before it can be seen losing it.
    if (wait_for_stop_(std::chrono::seconds{1})) return Done{};
    TRY(reset_once(cast, token));
    if (wait_for_stop_(walk_to_the_room + std::chrono::seconds{1})) return Done{};
    introduce(cast, token);
    return Done{};
}

Result<std::string> Demo::sign_in(DemoCast const& cast) {
    SignedSignIn parts;
    parts.app_id = cast.app_id.value;
    parts.expire_time = unix_seconds(clock_.now() + signature_life);
    parts.nonce = server_.services().tokens.id();
    auto const signature = app_signature(cast.app_key, parts);
    json::object body;
    body["appId"] = parts.app_id;
    body["clientType"] = 72;
    body["expireTime"] = parts.expire_time;
    body["nonce"] = parts.nonce;
    HttpClient client(client_options());
    auto const answer = TRY(client.send(
        "POST", "/v2/usg/acs/auth/appauth",
        {{"Content-Type", "application/json"},
         {"Authorization", "HMAC-SHA256 signature=" + to_hex(signature.data(), signature.size()) +
                               ",access=" + to_base64(parts.app_id)}},
        json::serialize(body)));
    if (answer.status != 200) return unavailable("the demo could not sign in: " + answer.body);
    return text_of(parse_object(answer.body), "accessToken");
}

Status Demo::reset_once(DemoCast const& cast, std::string const& token) {
    say("[admin]  resets the code of " + cast.device_account);
    HttpClient client(client_options());
    auto const answer = TRY(
        client.send("PUT", reset_path(cast.device_account),
                    {{"Content-Type", "application/json"}, {"X-Access-Token", token}}, reset_body));
    say("[server] " + std::to_string(answer.status) + " " + answer.body);
    show_delivery(cast);
    return Done{};
}

void Demo::show_delivery(DemoCast const& cast) {
    SearchNoticesRequest search;
    search.account = cast.device_account;
    search.page.limit = 2;  // One for each contact, newest first.
    std::vector<FoundNotice> found;
    auto const is_settled = [](FoundNotice const& each) {
        return each.row.notice.state >= NoticeState::accepted;
    };
    for (int look = 0; look < delivery_looks_max; ++look) {
        if (wait_for_stop_(delivery_look_pause)) return;
        auto page = server_.services().notices.search(search, operator_of(cast.corp_id));
        if (!page.ok()) return;
        found = std::move(page->data);
        if (std::all_of(found.begin(), found.end(), is_settled)) break;
    }
    for (auto const& each : found) {
        auto const& notice = each.row.notice;
        say("[outbox] " + std::string(wire_name(notice.channel)) + " to " + notice.masked_contact +
            ": " + std::string(wire_name(notice.state)) + ' ' + way_of(notice.channel) +
            (notice.failure.empty() ? "" : " (" + notice.failure + ")"));
        show_spooled(notice.id);
    }
}

std::string Demo::way_of(Channel channel) const {
    bool const is_email = channel == Channel::email;
    if (is_email && !config_.email.server.empty()) return "by " + config_.email.server;
    auto const& sms = config_.sms;
    if (!is_email && !sms.kannel_sendsms_url.empty()) return "by Kannel";
    if (!is_email && !sms.webhook_url.empty()) return "by the webhook";
    return "by the spool " + config_.delivery.spool.string();
}

void Demo::show_spooled(NoticeId const& id) {
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(config_.delivery.spool, ignored)) {
        if (!entry.path().filename().string().ends_with(id.value + ".txt")) continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) say("         | " + line);
    }
}

void Demo::introduce(DemoCast const& cast, std::string const& token) {
    say("\nroomkey serves at " + base_url() +
        (server_.ops_port() == 0 ? std::string()
                                 : ", health and metrics at http://" + config_.ops_listen->host +
                                       ":" + std::to_string(server_.ops_port()) + "/metrics"));
    say("  enterprise  " + cast.corp_id.value + " (Demo enterprise)");
    say("  account     " + cast.device_account + " (" + cast.device_name +
        ", a simulated IdeaHub)");
    say("  admin       " + cast.admin_account + ", App ID and passwords in " +
        (config_.data / "demo.json").string());
    say("\nReset the activation code yourself from another shell:\n");
    say("curl -k -i -H 'content-type: application/json' -X PUT -H 'X-Access-Token: " + token +
        "' -d '" + reset_body + "' " + base_url() + reset_path(cast.device_account));
    say("\nOr in the browser, with the account or the App ID and App Key from that file:\n");
    say("  " + base_url() + "/console   for administrators");
    say("  " + base_url() + "/explorer  for developers");
    say("  " + base_url() + "/device    makes a browser a terminal" + hint_for_screen(cast));
    say("\nWatch the device here. Ctrl-C stops the demo.\n");
}

std::string Demo::hint_for_screen(DemoCast const& cast) const {
    auto const found = server_.services().codes.search({}, operator_of(cast.corp_id));
    if (!found.ok()) return {};
    for (auto const& each : found->data) {
        bool const is_lapsed = each.row.code.expires_at <= clock_.now();
        if (is_lapsed || each.row.account == cast.device_account) continue;
        return ": enter " + each.code.reveal() + ",\n    then reset \"" + each.row.name +
               "\" in the console and see the screen thrown out";
    }
    return {};
}

void Demo::live_as_device(std::stop_token const& stop, DemoCast const& cast,
                          Secret const& first_code) {
    auto const device_waits = [&](Duration pause) { return is_stopped_within(stop, pause); };
    HttpDeviceTransport transport(client_options());
    MarkedLines lines("[device] ", [this](std::string const& line) { say(line); });
    std::ostream text(&lines);
    std::istream nothing(nullptr);
    DeviceReport report({nothing, text, text}, clock_, false);
    CredentialFile const no_file("", base_url());
    TerminalDevice device(transport, no_file, clock_, report, device_waits);

    DeviceIdentity identity{first_code.reveal(), "DEMO-0001", "idea-hub", "IdeaHub S2",
                            make_activation_key()};
    while (!device_waits(Duration::zero())) {
        auto state = device.activate(identity);
        if (state == DeviceState::bound) state = device.follow();
        if (state == DeviceState::stopped || device_waits(walk_to_the_room)) return;
        auto const code = server_.services().codes.current(cast.device_account);
        if (!code.ok()) continue;
        identity.code = code->reveal();
        identity.activation_key = make_activation_key();
        say("[room]   someone types the new code " + identity.code);
    }
}

void Demo::say(std::string const& text) {
    std::lock_guard const lock(out_mutex_);
    out_ << text << std::endl;
}

HttpClientOptions Demo::client_options() const {
    HttpClientOptions options;
    options.base_url = base_url();
    // The server's certificate may be the operator's own, for a name that this machine is not
    // reached by; the demo talks to itself and accepts it as it is.
    options.is_insecure = true;
    return options;
}

std::string Demo::base_url() const { return base_url_of(config_, server_.port()); }

std::string base_url_of(Config const& config, std::uint16_t port) {
    auto const& host = config.listen.host;
    bool const is_ipv6 = host.find(':') != std::string::npos;
    bool const is_any = host == "0.0.0.0" || host == "::";
    auto const shown = is_any ? std::string("127.0.0.1") : is_ipv6 ? "[" + host + "]" : host;
    return "https://" + shown + ":" + std::to_string(port);
}

}  // namespace roomkey
