// Event streams of many terminals: how long they take to open, what each costs the server in
// memory, and how soon a terminal learns of its reset.
//
//   roomkey_bench_streams ADDRESS SERVER_PID ACCOUNTS_FILE COUNT RESETS RATE
//
// ACCOUNTS_FILE has an account and its terminal's credential a line, as `roomkey_bench_seed ...
// bound` writes it. RESETS terminals are reset, RATE a second. Prints seconds until all are open,
// KiB a stream, p50, p99 and the longest from the sending of a reset to the event in milliseconds,
// and how many streams had no event within ten seconds.

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <fstream>

#include "bench/client.hpp"

namespace roomkey::bench {
namespace {

namespace asio = boost::asio;

// Handshakes at the same time.
constexpr int openers = 32;
constexpr auto patience = std::chrono::seconds(10);

struct Stream {
    Account account;
    BenchClock::time_point reset_at;
};

struct Load {
    std::vector<Stream> streams;
    std::size_t next = 0;
    std::size_t open = 0;
    Times told;
};

long resident_kib(std::string const& process) {
    std::ifstream status("/proc/" + process + "/status");
    for (std::string word; status >> word;) {
        if (word != "VmRSS:") continue;
        long kib = 0;
        status >> kib;
        return kib;
    }
    return 0;
}

asio::awaitable<void> read_to(Tls& stream, std::string& text, char const* event) {
    auto const end = co_await asio::async_read_until(stream, asio::dynamic_buffer(text), event,
                                                     asio::use_awaitable);
    text.erase(0, end);
}

asio::awaitable<void> listen(Tls socket, std::string text, Load& load, Stream& stream) {
    try {
        co_await read_to(socket, text, "event: unbound");
    } catch (boost::system::system_error const&) {
        co_return;  // counts as one without the event
    }
    load.told.add(BenchClock::now() - stream.reset_at);
}

asio::awaitable<void> open(asio::io_context& context, Target& target, Load& load) {
    while (load.next < load.streams.size()) {
        auto const number = load.next++;
        auto& stream = load.streams[number];
        auto socket = co_await target.connect(static_cast<int>(number));
        auto const request = "GET /v1/terminal/events HTTP/1.1\r\nHost: bench\r\nX-Access-Token: " +
                             stream.account.secret + "\r\n\r\n";
        co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
        std::string text;
        co_await read_to(socket, text, "event: bound");
        ++load.open;
        co_spawn(context, listen(std::move(socket), std::move(text), load, stream), rethrow);
    }
}

asio::awaitable<void> reset(asio::io_context& context, Target& target, Load& load, int count,
                            int rate) {
    auto socket = co_await target.connect(static_cast<int>(load.streams.size()));
    asio::steady_timer timer(context);
    auto at = BenchClock::now();
    for (int i = 0; i < count; ++i) {
        auto& stream = load.streams[static_cast<std::size_t>(i)];
        timer.expires_at(at);
        co_await timer.async_wait(asio::use_awaitable);
        stream.reset_at = BenchClock::now();
        // One that is refused brings no event, which counts.
        (void)co_await status_of(socket, target.reset_of(stream.account.name));
        at += std::chrono::nanoseconds(std::chrono::seconds(1)) / rate;
    }
    timer.expires_after(patience);
    while (load.told.count() < static_cast<std::size_t>(count) &&
           timer.expiry() > BenchClock::now()) {
        asio::steady_timer moment(context, std::chrono::milliseconds(10));
        co_await moment.async_wait(asio::use_awaitable);
    }
    context.stop();
}

struct Words {
    std::string address;
    std::string process;
    std::string file;
    int count = 0;
    int resets = 0;
    int rate = 0;
};

void run(Words const& words) {
    asio::io_context context(1);
    Target target(context, words.address);
    Load load;
    for (auto& account : accounts_of(words.file)) {
        if (load.streams.size() < static_cast<std::size_t>(words.count)) {
            load.streams.push_back({std::move(account), {}});
        }
    }
    auto const before = resident_kib(words.process);
    auto const start = BenchClock::now();
    for (int i = 0; i < openers; ++i) co_spawn(context, open(context, target, load), rethrow);
    while (load.open < load.streams.size() && context.run_one() > 0) {
    }
    std::chrono::duration<double> const taken = BenchClock::now() - start;
    auto const grown = resident_kib(words.process) - before;
    co_spawn(context, reset(context, target, load, words.resets, words.rate), rethrow);
    context.run();
    std::printf("%.1f %.1f %.2f %.2f %.2f %d\n", taken.count(),
                static_cast<double>(grown) / static_cast<double>(load.open), load.told.at(0.5),
                load.told.at(0.99), load.told.at(1),
                words.resets - static_cast<int>(load.told.count()));
}

}  // namespace
}  // namespace roomkey::bench

int main(int argc, char** argv) {
    using roomkey::bench::count_of;
    if (argc != 7) {
        std::fputs(
            "usage: roomkey_bench_streams ADDRESS SERVER_PID ACCOUNTS_FILE COUNT RESETS RATE\n",
            stderr);
        return 2;
    }
    return roomkey::bench::run_printing_errors([&] {
        roomkey::bench::run(
            {argv[1], argv[2], argv[3], count_of(argv[4]), count_of(argv[5]), count_of(argv[6])});
    });
}
