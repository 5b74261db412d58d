#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

/// Debian's nginx with one server.
class Nginx {
public:
    /// `part` is the part of nginx that serves, "stream" or "http"; `lines` are those of its
    /// server.
    Nginx(std::string const& part, std::string const& lines) {
        std::ofstream(folder_.path() / "nginx.conf")
            << "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n"
            << "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {}\n"
            << part << " {\n  server {\n    listen " << address_ << ";\n    " << lines
            << "\n  }\n}\n";
        nginx_ = std::make_unique<ChildProcess>(
            std::vector<std::string>{"-p", folder_.path().string(), "-c", "nginx.conf", "-e",
                                     "stderr"},
            Environment{}, "/usr/sbin/nginx");
    }

    [[nodiscard]] std::string const& address() const { return address_; }
    [[nodiscard]] std::string errors() const { return nginx_->err(); }

private:
    static std::string free_address() {
        namespace asio = boost::asio;
        asio::io_context context;
        asio::ip::tcp::acceptor const acceptor(context, {asio::ip::address_v4::loopback(), 0});
        return "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    }

    TemporaryFolder folder_;
    std::string address_ = free_address();
    std::unique_ptr<ChildProcess> nginx_;
};

std::string address_of(RunningServer const& server) {
    return server.url().substr(std::string("https://").size());
}

TEST(Proxy, NginxTellsWhoseConnectionItPassesOn) {
    RunningServer server(Environment{"ROOMKEY_HTTP_PROXIES=127.0.0.3"});
    std::string account;
    server.make_terminal(account);
    auto const token = server.admin_token();
    // It passes TLS through, and comes from 127.0.0.3.
    Nginx const nginx("stream", "proxy_pass " + address_of(server) +
                                    "; proxy_bind 127.0.0.3; proxy_protocol on;");
    auto const reset = run_program(
        {"--silent", "--show-error", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
         "--interface", "127.0.0.2", "--cacert", server.certificate(), "--request", "PUT",
         "--header", "Content-Type: application/json", "--header", "X-Access-Token: " + token,
         "https://" + nginx.address() + "/v1/usg/dcs/corp/vision/activecode/" + account + "/reset"},
        {}, "/usr/bin/curl");
    EXPECT_EQ(reset.code, 0) << reset.err << nginx.errors();
    EXPECT_NE(member(reset.out, "activeCode"), "") << reset.out;
    auto const audit = server.run({"audit", "--operation", "reset_code", "--json"});
    EXPECT_NE(audit.out.find(R"("source":"127.0.0.2")"), std::string::npos) << audit.out;
}

/// Waits for `part` in what `device` prints; false if it took longer than an event may.
bool hears(ChildProcess& device, std::string const& part) {
    auto const begin = std::chrono::steady_clock::now();
    bool const has_come = !device.wait_for(part).empty();
    return has_come && std::chrono::steady_clock::now() - begin < std::chrono::seconds{10};
}

TEST(Proxy, NginxPassesEventsOnAsTheyCome) {
    RunningServer server;
    std::string account;
    auto const code = server.make_terminal(account);
    auto const client = server.client();
    auto const bound = server.activate(*client, code, "SN-1");
    auto const token = server.admin_token();
    // With nothing set for events: it buffers, and asks by HTTP 1.0.
    Nginx const nginx("http", "access_log off; location / { proxy_pass " + server.url() + "; }");
    TemporaryFolder const folder;
    auto const credential = (folder.path() / "credential").string();
    std::ofstream(credential) << member(bound.body, "accessToken") << '\n';
    ChildProcess device(
        {"-c", "exec node " ROOMKEY_SOURCE_ROOT "/docs/examples/terminal_events.mjs http://" +
                   nginx.address() + " <" + credential},
        {}, "/bin/sh");
    ASSERT_TRUE(hears(device, "bound {")) << device.out() << device.err() << nginx.errors();
    EXPECT_EQ(client
                  ->send("PUT", "/v1/usg/dcs/corp/member/" + account,
                         {{"Content-Type", "application/json"}, {"X-Access-Token", token}},
                         R"({"name":"Renamed"})")
                  ->status,
              200);
    EXPECT_TRUE(hears(device, "updated {")) << device.out() << device.err();
    EXPECT_NE(device.out().find(R"("name":"Renamed")"), std::string::npos) << device.out();
    EXPECT_EQ(server.reset(*client, token, account).status, 200);
    EXPECT_TRUE(hears(device, R"(unbound {"reason":"reset")")) << device.out() << device.err();
    EXPECT_EQ(device.wait(), 0) << device.err();
}

}  // namespace
}  // namespace roomkey
