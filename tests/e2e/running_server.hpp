#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <vector>

#include "net/http_client.hpp"
#include "tests/e2e/child_process.hpp"
#include "tests/fakes/temporary_folder.hpp"

namespace roomkey {

/// A text member of a JSON object; empty if it is not there.
std::string member(std::string const& json, std::string const& name);

/// An installation in a temporary folder and the program serving it on free ports.
class RunningServer {
public:
    /// `flags` are added to `serve`'s, `environment` to its environment.
    explicit RunningServer(std::vector<std::string> environment = {});

    void start();
    /// SIGKILL, and gone when it returns.
    void kill();
    /// SIGTERM; the exit code.
    int stop();

    /// A client that trusts the server's own certificate and nothing else.
    [[nodiscard]] std::unique_ptr<HttpClient> client() const;
    [[nodiscard]] std::unique_ptr<HttpClient> ops_client() const;
    /// Signs in by App ID as the default administrator.
    std::string admin_token();
    /// Makes a terminal by the command line; its first code. The account is told in `account`.
    std::string make_terminal(std::string& account);
    HttpAnswer activate(HttpClient& client, std::string const& code, std::string const& sn);
    HttpAnswer reset(HttpClient& client, std::string const& token, std::string const& account,
                     std::string const& body = {}, std::vector<HttpHeader> headers = {},
                     std::string const& method = "PUT");

    [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
    [[nodiscard]] std::string certificate() const { return data() + "/tls/server.crt"; }
    [[nodiscard]] std::string url() const { return "https://" + address_; }

    std::string corp_id;
    std::string admin_account;
    std::string admin_password;
    std::string app_id;
    std::string app_key;
    std::unique_ptr<ChildProcess> process;

private:
    TemporaryFolder folder_;
    std::vector<std::string> environment_;
    std::string address_;
    std::string ops_port_;
    int nonces_ = 0;
};

}  // namespace roomkey
