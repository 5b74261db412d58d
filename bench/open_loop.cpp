// Resets at a fixed rate, at random times that do not depend on the responses: what clients see
// that do not wait for each other. A request that finds all connections taken waits, and its time
// counts from when it was due.
//
//   roomkey_bench_open_loop ADDRESS ACCOUNTS_FILE RATE SECONDS [CONNECTIONS]
//
// Prints resets/s, p50, p99 and p99.9 in milliseconds, and how many were refused.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdio>
#include <random>

#include "bench/client.hpp"

namespace roomkey::bench {
namespace {

namespace asio = boost::asio;

struct Due {
    BenchClock::time_point at;
    std::size_t number = 0;
};
using Queue = asio::experimental::channel<void(boost::system::error_code, Due)>;

struct Load {
    Load(asio::io_context& context, std::string const& address, std::string const& file, int rate,
         int seconds)
        : target(context, address),
          accounts(accounts_of(file)),
          rate(rate),
          seconds(seconds),
          // All of them, should the server stop responding.
          due(context, static_cast<std::size_t>(rate) * static_cast<std::size_t>(seconds) * 2) {}

    Target target;
    std::vector<Account> accounts;
    int rate;
    int seconds;
    Queue due;
    Times times;
    int refused = 0;
};

asio::awaitable<void> arrive(asio::io_context& context, Load& load) {
    std::mt19937_64 random(1);
    std::exponential_distribution<double> pause(load.rate);
    asio::steady_timer timer(context);
    // The connections are made before the first is due.
    auto at = BenchClock::now() + std::chrono::seconds(1);
    auto const end = at + std::chrono::seconds(load.seconds);
    for (std::size_t number = 0; at < end; ++number) {
        timer.expires_at(at);
        co_await timer.async_wait(asio::use_awaitable);
        load.due.try_send(boost::system::error_code{}, Due{at, number});
        at += std::chrono::duration_cast<BenchClock::duration>(
            std::chrono::duration<double>(pause(random)));
    }
    load.due.close();
}

asio::awaitable<void> serve(Load& load, int client) {
    auto stream = co_await load.target.connect(client);
    while (true) {
        Due due;
        try {
            due = co_await load.due.async_receive(asio::use_awaitable);
        } catch (boost::system::system_error const&) {
            co_return;  // closed and empty
        }
        auto const& account = load.accounts[due.number % load.accounts.size()];
        auto const status = co_await status_of(stream, load.target.reset_of(account.name));
        load.times.add(BenchClock::now() - due.at);
        if (status != 200) ++load.refused;
    }
}

void run(std::string const& address, std::string const& file, int rate, int seconds,
         int connections) {
    asio::io_context context(1);
    Load load(context, address, file, rate, seconds);
    for (int i = 0; i < connections; ++i) co_spawn(context, serve(load, i), rethrow);
    co_spawn(context, arrive(context, load), rethrow);
    context.run();
    std::printf("%.0f %.2f %.2f %.2f %d\n", static_cast<double>(load.times.count()) / seconds,
                load.times.at(0.5), load.times.at(0.99), load.times.at(0.999), load.refused);
}

}  // namespace
}  // namespace roomkey::bench

int main(int argc, char** argv) {
    using roomkey::bench::count_of;
    if (argc != 5 && argc != 6) {
        std::fputs(
            "usage: roomkey_bench_open_loop ADDRESS ACCOUNTS_FILE RATE SECONDS [CONNECTIONS]\n",
            stderr);
        return 2;
    }
    return roomkey::bench::run_printing_errors([&] {
        roomkey::bench::run(argv[1], argv[2], count_of(argv[3]), count_of(argv[4]),
                            argc == 6 ? count_of(argv[5]) : 64);
    });
}
