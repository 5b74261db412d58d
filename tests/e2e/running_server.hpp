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

class RunningServer;

/// Of a program: each "NAME=value".
using Environment = std::vector<std::string>;

/// A database that several servers share.
struct SharedDatabase {
    std::string uri;
};

/// A further node of the installation that `first` began.
struct FurtherNode {
    RunningServer const& first;
};

/// An installation in a temporary folder and the program serving it on free ports.
class RunningServer {
public:
    /// With the embedded database; `environment` is added to its environment.
    explicit RunningServer(Environment environment = {});
    explicit RunningServer(SharedDatabase database, Environment environment = {});
    /// With the first one's key file, certificate, database and secrets, and a folder of its own.
    explicit RunningServer(FurtherNode node, Environment environment = {});

    /// Returns when it serves; on the same ports as before, if it has served before.
    void start();
    /// The same, but returns when it listens: it may have to wait for keys and database.
    void start_listening();
    /// SIGKILL, and gone when it returns.
    void kill();
    /// SIGTERM; the exit code.
    int stop();

    /// Uses another database from the next start on.
    void move_to(SharedDatabase const& database);

    /// "NAME=value", in the place of an earlier one of that name, from the next start on.
    void set_environment(std::string const& entry);

    /// A client that trusts the server's own certificate and nothing else.
    [[nodiscard]] std::unique_ptr<HttpClient> client() const;
    [[nodiscard]] std::unique_ptr<HttpClient> ops_client() const;
    /// Signs in by App ID as the default administrator; with a nonce of its own if it is empty.
    HttpAnswer sign_in(std::string nonce = {});
    std::string admin_token();
    /// Runs a command on this installation, as this node would.
    [[nodiscard]] Finished run(std::vector<std::string> words) const;
    /// The same, still running.
    [[nodiscard]] std::unique_ptr<ChildProcess> begin(std::vector<std::string> words) const;
    /// Makes a terminal by the command line; its first code. The account is returned in `account`.
    std::string make_terminal(std::string& account);
    HttpAnswer activate(HttpClient& client, std::string const& code, std::string const& sn);
    HttpAnswer reset(HttpClient& client, std::string const& token, std::string const& account,
                     std::string const& body = {}, std::vector<HttpHeader> headers = {},
                     std::string const& method = "PUT");

    [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
    [[nodiscard]] std::string certificate() const { return data() + "/tls/server.crt"; }
    [[nodiscard]] std::string url() const { return "https://" + address_; }

    /// What is run from the next start or command on: this release, or a later one.
    std::string program = ROOMKEY_PROGRAM;
    std::string corp_id;
    std::string admin_account;
    std::string admin_password;
    std::string app_id;
    std::string app_key;
    std::unique_ptr<ChildProcess> process;

private:
    void take_secrets(std::string const& printed);

    TemporaryFolder folder_;
    std::vector<std::string> environment_;
    std::string address_ = "127.0.0.1:0";
    std::string ops_port_ = "0";
    char nonce_mark_ = 'n';
    int nonces_ = 0;
};

}  // namespace roomkey
