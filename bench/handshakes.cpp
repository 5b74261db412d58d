// How many TLS handshakes a second a server completes, none of them resumed, for clients that each
// connect, close and connect again.
//
//   roomkey_bench_handshakes ADDRESS CLIENTS SECONDS
//
// Prints handshakes/s, and p50 and p99 of connecting in milliseconds.

#include <boost/asio/co_spawn.hpp>
#include <cstdio>

#include "bench/client.hpp"

namespace roomkey::bench {
namespace {

// Each from an address of its own: ports of one are used up in seconds.
boost::asio::awaitable<void> shake_hands(Target& target, int client, BenchClock::time_point end,
                                         Times& times) {
    while (BenchClock::now() < end) {
        auto const start = BenchClock::now();
        auto stream = co_await target.connect(client * Target::clients_of_source);
        times.add(BenchClock::now() - start);
    }
}

void run(std::string const& address, int clients, int seconds) {
    boost::asio::io_context context(1);
    Target target(context, address);
    Times times;
    auto const end = BenchClock::now() + std::chrono::seconds(seconds);
    for (int i = 0; i < clients; ++i) {
        co_spawn(context, shake_hands(target, i, end, times), rethrow);
    }
    context.run();
    std::printf("%.0f %.2f %.2f\n", static_cast<double>(times.count()) / seconds, times.at(0.5),
                times.at(0.99));
}

}  // namespace
}  // namespace roomkey::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: roomkey_bench_handshakes ADDRESS CLIENTS SECONDS\n", stderr);
        return 2;
    }
    return roomkey::bench::run_printing_errors([&] {
        roomkey::bench::run(argv[1], roomkey::bench::count_of(argv[2]),
                            roomkey::bench::count_of(argv[3]));
    });
}
