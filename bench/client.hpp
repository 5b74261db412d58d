#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roomkey::bench {

using BenchClock = std::chrono::steady_clock;
using Tls = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// How the clients of load tests reach the server, on this machine alone. They do not look at its
/// certificate and do not resume TLS sessions.
class Target {
public:
    /// `address` is HOST:PORT in numbers. Ends the program if it is not.
    Target(boost::asio::io_context& context, std::string_view address);

    /// So many clients share an address of 127.0.0.0/8: below the limit of a source.
    static constexpr int clients_of_source = 250;

    /// Connects from the address of the client, and completes the handshake. Throws
    /// boost::system::system_error.
    boost::asio::awaitable<Tls> connect(int client);

    /// The request of the administrator whose token the environment of the load tests carries.
    [[nodiscard]] boost::beast::http::request<boost::beast::http::empty_body> reset_of(
        std::string const& account) const;

private:
    boost::asio::io_context& context_;
    boost::asio::ip::tcp::endpoint server_;
    boost::asio::ssl::context tls_;
    std::string token_;
};

/// For clients that are spawned: what goes wrong ends the program, for a figure with some of them
/// means nothing.
void rethrow(std::exception_ptr error);

/// Runs a program; what is thrown is printed. Returns its exit code.
int run_printing_errors(std::function<void()> const& program);

/// Sends a request and returns the status of the response. Throws boost::system::system_error.
boost::asio::awaitable<unsigned> status_of(
    Tls& stream, boost::beast::http::request<boost::beast::http::empty_body> const& request);

class Times {
public:
    void add(BenchClock::duration taken) { taken_.push_back(taken); }
    [[nodiscard]] std::size_t count() const { return taken_.size(); }
    /// In milliseconds, of times in ascending order: the one that `share` of them do not exceed.
    [[nodiscard]] double at(double share);

private:
    std::vector<BenchClock::duration> taken_;
};

/// The first two words of each line, as roomkey_bench_seed writes them, in a random order that is
/// the same in each run: neighbours in the file are neighbours in the database.
struct Account {
    std::string name;
    std::string secret;
};
std::vector<Account> accounts_of(std::string const& file);

/// Ends the program unless it is a whole number above 0.
int count_of(std::string const& word);

}  // namespace roomkey::bench
