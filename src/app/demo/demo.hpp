#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <ostream>
#include <stop_token>
#include <string>

#include "app/config.hpp"
#include "app/demo/demo_cast.hpp"
#include "app/server.hpp"
#include "net/http_client.hpp"

namespace roomkey {

/// Where a server with this configuration is reached from this machine.
std::string base_url_of(Config const& config, std::uint16_t port);

/// `roomkey demo`: a running server that shows what it does. A simulated device follows its binding
/// over HTTPS; its code is reset once as an administrator would, and the cURL command that repeats
/// this is printed. Two threads: the device has its own.
class Demo {
public:
    /// References outlive the demo. `wait_for_stop` as in `CommandHost`.
    Demo(Config const& config, Server& server, Clock const& clock, std::ostream& out,
         std::function<bool(Duration)> wait_for_stop);

    /// Runs until the program is asked to stop.
    Status run();

private:
    Status show(DemoCast const& cast);
    Result<std::string> sign_in(DemoCast const& cast);
    void introduce(DemoCast const& cast, std::string const& token);
    /// What to enter on a screen of one's own; empty if no terminal waits for one.
    [[nodiscard]] std::string hint_for_screen(DemoCast const& cast) const;
    Status reset_once(DemoCast const& cast, std::string const& token);
    /// Waits a moment for the messages and shows what became of them.
    void show_delivery(DemoCast const& cast);
    [[nodiscard]] std::string way_of(Channel channel) const;
    /// The message's text, if it went to the spool.
    void show_spooled(NoticeId const& id);
    void live_as_device(std::stop_token const& stop, DemoCast const& cast,
                        Secret const& first_code);
    void say(std::string const& text);
    [[nodiscard]] HttpClientOptions client_options() const;
    [[nodiscard]] std::string base_url() const;

    Config const& config_;
    Server& server_;
    Clock const& clock_;
    std::ostream& out_;
    std::function<bool(Duration)> wait_for_stop_;
    std::mutex out_mutex_;
};

}  // namespace roomkey
