#include "bench/client.hpp"

#include <algorithm>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>

namespace roomkey::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

[[noreturn]] void fail(std::string const& what) {
    std::cerr << what << '\n';
    std::exit(2);
}

}  // namespace

Target::Target(asio::io_context& context, std::string_view address)
    : context_(context), tls_(asio::ssl::context::tls_client) {
    auto const colon = address.rfind(':');
    if (colon == std::string_view::npos) fail("not HOST:PORT: " + std::string(address));
    boost::system::error_code error;
    auto const host = asio::ip::make_address(std::string(address.substr(0, colon)), error);
    if (error) fail("not an address: " + std::string(address));
    auto const port = count_of(std::string(address.substr(colon + 1)));
    server_ = {host, static_cast<asio::ip::port_type>(port)};
    char const* const token = std::getenv("ROOMKEY_BENCH_TOKEN");
    if (token != nullptr) token_ = token;
}

asio::awaitable<Tls> Target::connect(int client) {
    Tls stream(context_, tls_);
    auto& socket = stream.next_layer();
    socket.open(asio::ip::tcp::v4());
    // 127.1.0.1 and on.
    auto const source = 0x7f010001U + static_cast<unsigned>(client / Target::clients_of_source);
    socket.bind({asio::ip::address_v4(source), 0});
    co_await socket.async_connect(server_, asio::use_awaitable);
    socket.set_option(asio::ip::tcp::no_delay(true));
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return stream;
}

http::request<http::empty_body> Target::reset_of(std::string const& account) const {
    http::request<http::empty_body> request(
        http::verb::put, "/v1/usg/dcs/corp/vision/activecode/" + account + "/reset", 11);
    request.set(http::field::host, "bench");
    request.set("X-Access-Token", token_);
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    return request;
}

void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

int run_printing_errors(std::function<void()> const& program) {
    try {
        program();
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}

asio::awaitable<unsigned> status_of(Tls& stream, http::request<http::empty_body> const& request) {
    co_await http::async_write(stream, request, asio::use_awaitable);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);
    co_return response.result_int();
}

double Times::at(double share) {
    if (taken_.empty()) return 0;
    std::sort(taken_.begin(), taken_.end());
    auto const index = static_cast<std::size_t>(share * static_cast<double>(taken_.size()));
    auto const taken = taken_[std::min(index, taken_.size() - 1)];
    return std::chrono::duration<double, std::milli>(taken).count();
}

std::vector<Account> accounts_of(std::string const& file) {
    std::vector<Account> accounts;
    std::ifstream lines(file);
    for (Account account; lines >> account.name >> account.secret;) accounts.push_back(account);
    if (accounts.empty()) fail("no accounts in " + file);
    std::shuffle(accounts.begin(), accounts.end(), std::mt19937(1));
    return accounts;
}

int count_of(std::string const& word) {
    int count = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    if (error != std::errc{} || end != word.data() + word.size() || count < 1) {
        fail("not a whole number above 0: " + word);
    }
    return count;
}

}  // namespace roomkey::bench
