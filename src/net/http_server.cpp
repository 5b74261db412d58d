#include "net/http_server.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <csignal>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "net/http_session.hpp"
#include "net/overload_log.hpp"

namespace roomkey {
namespace {

using boost::system::error_code;
using tcp = asio::ip::tcp;

/// After an accept that failed for lack of descriptors or memory: both recover with time.
constexpr std::chrono::milliseconds accept_pause{100};

std::string random_request_id() {
    std::array<std::uint8_t, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    return to_hex(bytes.data(), bytes.size());
}

/// The address of a peer; one of IPv4 that came in through an IPv6 socket as IPv4.
std::string address_text(tcp::socket const& socket) {
    error_code error;
    auto const endpoint = socket.remote_endpoint(error);
    if (error) return {};
    auto const address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

/// One event loop with its thread and the sessions that live on it.
struct Loop {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::unordered_set<HttpSession*> sessions;  ///< Touched on the loop's thread only.
    DateText date;
    bool is_finishing = false;
    std::thread thread;

    void run(Log& log) {
        // OpenSSL writes to sockets with write(2). Blocked, the signal has no effect but EPIPE.
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        for (;;) {
            try {
                context.run();
                return;
            } catch (std::exception const& exception) {
                log.write(LogLevel::error, "loop_failed", {{"detail", exception.what()}});
            }
        }
    }
};

class Server final : public HttpServer {
public:
    Server(HttpServerOptions options, TlsContext const* tls, Workers& workers, HttpHandler& handler,
           Log& log)
        : options_(std::move(options)),
          tls_(tls),
          workers_(workers),
          handler_(handler),
          log_(log),
          places_({options_.limits.connections_max, options_.limits.per_source_max}, log) {
        if (!options_.make_request_id) options_.make_request_id = &random_request_id;
        for (int i = 0; i < std::max(options_.loop_threads, 1); ++i) {
            loops_.push_back(std::make_unique<Loop>());
        }
    }
    ~Server() override { stop(std::chrono::milliseconds{0}); }
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    Status listen();
    void run();

    [[nodiscard]] std::uint16_t port() const override { return port_; }
    [[nodiscard]] std::size_t connection_count() const override {
        std::lock_guard const lock(mutex_);
        return connections_;
    }
    [[nodiscard]] ConnectionFigures connection_figures() const override {
        return places_.figures();
    }
    void stop(std::chrono::milliseconds grace) override;

private:
    asio::awaitable<void> accept_connections();
    bool admit(Loop& loop, tcp::socket socket);
    asio::awaitable<void> attend(Loop& loop, std::unique_ptr<HttpSession> session);
    void count_connection();
    void forget_connection();
    void close_acceptor();
    template <class Act>
    void on_every_loop(Act act);

    HttpServerOptions options_;
    TlsContext const* tls_;
    Workers& workers_;
    HttpHandler& handler_;
    Log& log_;
    OverloadLog overload_{log_};
    ConnectionPlaces places_;
    std::vector<std::unique_ptr<Loop>> loops_;
    std::optional<tcp::acceptor> acceptor_;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::condition_variable has_emptied_;
    std::size_t connections_ = 0;
    std::mutex stop_mutex_;
    bool is_stopped_ = false;
};

Status Server::listen() {
    auto& context = loops_.front()->context;
    error_code error;
    tcp::resolver resolver(context);
    auto const found = resolver.resolve(options_.host, std::to_string(options_.port),
                                        tcp::resolver::passive, error);
    acceptor_.emplace(context);
    if (!error) {
        tcp::endpoint const endpoint = found.begin()->endpoint();
        acceptor_->open(endpoint.protocol(), error);
        if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_->bind(endpoint, error);
        if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return unavailable("cannot listen on " + options_.host + ":" +
                           std::to_string(options_.port) + ": " + error.message());
    }
    port_ = acceptor_->local_endpoint(error).port();
    return Done{};
}

void Server::run() {
    asio::co_spawn(loops_.front()->context, accept_connections(), asio::detached);
    for (auto& loop : loops_) {
        loop->thread = std::thread([held = loop.get(), this] { held->run(log_); });
    }
}

asio::awaitable<void> Server::accept_connections() {
    asio::steady_timer pause(loops_.front()->context);
    for (std::size_t turn = 0;;) {
        Loop& loop = *loops_[turn % loops_.size()];
        error_code error;
        auto socket = co_await acceptor_->async_accept(
            loop.context, asio::redirect_error(asio::use_awaitable, error));
        if (!acceptor_->is_open()) co_return;
        if (error) {
            log_.write(LogLevel::warning, "accept_failed", {{"detail", error.message()}});
            pause.expires_after(accept_pause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            if (!acceptor_->is_open()) co_return;
            continue;
        }
        if (admit(loop, std::move(socket))) ++turn;
    }
}

/// False if there is no place. Never throws: an exception would end the loop that accepts.
bool Server::admit(Loop& loop, tcp::socket socket) {
    bool is_counted = false;
    try {
        auto source = address_text(socket);
        auto owned = places_.take(source, options_.proxies.contain(source));
        if (!owned) return false;
        auto& place = *owned;
        auto const tls = tls_ == nullptr ? nullptr : tls_->current();
        auto transport = std::make_shared<Transport>(std::move(socket), tls.get());
        auto session =
            std::make_unique<HttpSession>(std::move(transport), std::move(source), std::move(owned),
                                          options_, workers_, handler_, log_, overload_, loop.date);
        place.on_lost([&loop, held = session.get()] {
            asio::post(loop.context, [&loop, held] {
                // Another session may be where it was; that one has a place.
                if (loop.sessions.contains(held)) held->give_way();
            });
        });
        count_connection();
        is_counted = true;
        asio::co_spawn(loop.context, attend(loop, std::move(session)), asio::detached);
        return true;
    } catch (std::exception const& exception) {
        log_.write(LogLevel::error, "session_failed", {{"detail", exception.what()}});
        if (is_counted) forget_connection();
        return false;
    }
}

asio::awaitable<void> Server::attend(Loop& loop, std::unique_ptr<HttpSession> session) {
    loop.sessions.insert(session.get());
    if (loop.is_finishing) session->finish();
    try {
        co_await session->run();
    } catch (std::exception const& exception) {
        log_.write(LogLevel::error, "session_failed", {{"detail", exception.what()}});
    }
    // Any part of a stream that still waits on the connection ends here.
    session->cut();
    loop.sessions.erase(session.get());
    session.reset();
    forget_connection();
}

void Server::count_connection() {
    std::lock_guard const lock(mutex_);
    ++connections_;
}

void Server::forget_connection() {
    std::lock_guard const lock(mutex_);
    if (--connections_ == 0) has_emptied_.notify_all();
}

/// Returns when no connection can be admitted any more.
void Server::close_acceptor() {
    std::promise<void> closed;
    asio::post(loops_.front()->context, [this, &closed] {
        error_code error;
        acceptor_->close(error);
        closed.set_value();
    });
    closed.get_future().wait();
}

template <class Act>
void Server::on_every_loop(Act act) {
    for (auto& loop : loops_) {
        asio::post(loop->context, [held = loop.get(), act] { act(*held); });
    }
}

void Server::stop(std::chrono::milliseconds grace) {
    std::lock_guard const stop_lock(stop_mutex_);
    if (std::exchange(is_stopped_, true)) return;
    bool const is_running = loops_.front()->thread.joinable();
    if (is_running) {
        close_acceptor();
        on_every_loop([](Loop& loop) {
            loop.is_finishing = true;
            for (auto* session : loop.sessions) session->finish();
        });
        auto const is_empty = [this] { return connections_ == 0; };
        std::unique_lock lock(mutex_);
        if (!has_emptied_.wait_for(lock, grace, is_empty)) {
            on_every_loop([](Loop& loop) {
                for (auto* session : loop.sessions) session->cut();
            });
            has_emptied_.wait(lock, is_empty);
        }
    }
    for (auto& loop : loops_) {
        loop->work.reset();
        if (loop->thread.joinable()) loop->thread.join();
    }
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options,
                                                      TlsContext const* tls, Workers& workers,
                                                      HttpHandler& handler, Log& log) {
    try {
        auto server = std::make_unique<Server>(std::move(options), tls, workers, handler, log);
        TRY(server->listen());
        server->run();
        return std::unique_ptr<HttpServer>(std::move(server));
    } catch (std::exception const& exception) {
        return unavailable(exception.what());
    }
}

}  // namespace roomkey
