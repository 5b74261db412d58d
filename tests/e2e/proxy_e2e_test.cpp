#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fstream>
#include <memory>
#include <string>

#include "tests/e2e/running_server.hpp"

namespace roomkey {
namespace {

/// Debian's nginx, which passes TLS through to a server. It comes from 127.0.0.3.
class PassingNginx {
public:
    explicit PassingNginx(std::string const& server_address) {
        std::ofstream(folder_.path() / "nginx.conf")
            << "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n"
            << "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {}\n"
            << "stream {\n  server {\n    listen " << address_ << ";\n    proxy_pass "
            << server_address << ";\n    proxy_bind 127.0.0.3;\n    proxy_protocol on;\n  }\n}\n";
        nginx_ = std::make_unique<ChildProcess>(
            std::vector<std::string>{"-p", folder_.path().string(), "-c", "nginx.conf", "-e",
                                     "stderr"},
            Environment{}, "/usr/sbin/nginx");
    }

    [[nodiscard]] std::string url() const { return "https://" + address_; }
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

TEST(Proxy, NginxTellsWhoseConnectionItPassesOn) {
    RunningServer server(Environment{"ROOMKEY_HTTP_PROXIES=127.0.0.3"});
    std::string account;
    server.make_terminal(account);
    auto const token = server.admin_token();
    PassingNginx const nginx(server.url().substr(std::string("https://").size()));
    auto const reset = run_program(
        {"--silent", "--show-error", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
         "--interface", "127.0.0.2", "--cacert", server.certificate(), "--request", "PUT",
         "--header", "Content-Type: application/json", "--header", "X-Access-Token: " + token,
         nginx.url() + "/v1/usg/dcs/corp/vision/activecode/" + account + "/reset"},
        {}, "/usr/bin/curl");
    EXPECT_EQ(reset.code, 0) << reset.err << nginx.errors();
    EXPECT_NE(member(reset.out, "activeCode"), "") << reset.out;
    auto const audit = server.run({"audit", "--operation", "reset_code", "--json"});
    EXPECT_NE(audit.out.find(R"("source":"127.0.0.2")"), std::string::npos) << audit.out;
}

}  // namespace
}  // namespace roomkey
