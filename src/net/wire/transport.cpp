#include "net/wire/transport.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace roomkey {
namespace {

using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr std::chrono::milliseconds linger_max{2'000};
constexpr std::size_t linger_bytes_max = std::size_t{4} << 20;
/// What a read or write costs in addition to its bytes, so that tiny ones are counted, too.
constexpr std::size_t call_bytes = 512;
/// A longest record needs two. Of records without data, such as updates of keys, OpenSSL would
/// otherwise read as long as any are there, and not return.
constexpr int tls_reads_max = 2;

}  // namespace

Transport::Transport(tcp::socket socket, SSL_CTX* tls)
    : socket_(std::move(socket)), is_tls_(tls != nullptr), timer_(socket_.get_executor()) {
    error_code error;
    socket_.non_blocking(true, error);
    if (!error) socket_.set_option(tcp::no_delay(true), error);
    if (tls != nullptr) {
        ssl_.reset(SSL_new(tls));
        if (ssl_ && SSL_set_fd(ssl_.get(), socket_.native_handle()) != 1) ssl_.reset();
    }
    if (ssl_) {
        BIO_set_callback_ex(SSL_get_rbio(ssl_.get()), &Transport::bound_reads);
        BIO_set_callback_arg(SSL_get_rbio(ssl_.get()), reinterpret_cast<char*>(this));
    }
    is_cut_ = static_cast<bool>(error) || is_tls_ != static_cast<bool>(ssl_);
}

/// The error queue belongs to the thread; another connection may have left errors there.
void Transport::begin_tls_call() {
    ERR_clear_error();
    tls_reads_left_ = tls_reads_max;
}

/// Called by OpenSSL before and after it uses the socket (BIO_set_callback_ex(3)).
long Transport::bound_reads(BIO* bio, int operation, char const* /*argument*/, std::size_t /*size*/,
                            int /*offset*/, long /*flags*/, int result, std::size_t* /*count*/) {
    if (operation != BIO_CB_READ) return result;
    auto& self = *reinterpret_cast<Transport*>(BIO_get_callback_arg(bio));
    if (self.tls_reads_left_ > 0) {
        --self.tls_reads_left_;
        return result;
    }
    self.tls_reads_left_ = -1;
    BIO_clear_retry_flags(bio);
    BIO_set_retry_read(bio);
    return -1;
}

Transport::Progress Transport::tls_progress(int result) const {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_NONE:
            return Progress::done;
        case SSL_ERROR_WANT_READ:
            return tls_reads_left_ < 0 ? Progress::wants_turn : Progress::wants_read;
        case SSL_ERROR_WANT_WRITE:
            return Progress::wants_write;
        default:
            return Progress::closed;
    }
}

Transport::Progress Transport::try_plain_read(std::span<char> into, std::size_t& count) {
    error_code error;
    count = socket_.read_some(asio::buffer(into.data(), into.size()), error);
    if (!error) return Progress::done;
    return error == asio::error::would_block ? Progress::wants_read : Progress::closed;
}

Transport::Progress Transport::try_read(std::span<char> into, std::size_t& count) {
    if (is_cut_) return Progress::closed;
    if (!is_tls_) return try_plain_read(into, count);
    begin_tls_call();
    return tls_progress(SSL_read_ex(ssl_.get(), into.data(), into.size(), &count));
}

Transport::Progress Transport::try_write(std::string_view text, std::size_t& count) {
    if (is_cut_) return Progress::closed;
    if (is_tls_) {
        begin_tls_call();
        return tls_progress(SSL_write_ex(ssl_.get(), text.data(), text.size(), &count));
    }
    error_code error;
    count = socket_.write_some(asio::buffer(text.data(), text.size()), error);
    if (!error) return Progress::done;
    return error == asio::error::would_block ? Progress::wants_write : Progress::closed;
}

asio::awaitable<IoStatus> Transport::wait(Progress progress) {
    if (is_cut_ || progress == Progress::closed) co_return IoStatus::closed;
    if (is_expired_) co_return IoStatus::timed_out;
    if (progress == Progress::wants_turn) {
        co_await give_way();
        co_return IoStatus::done;
    }
    auto const direction =
        progress == Progress::wants_write ? tcp::socket::wait_write : tcp::socket::wait_read;
    turn_bytes_ = 0;
    error_code error;
    co_await socket_.async_wait(direction, asio::redirect_error(asio::use_awaitable, error));
    if (is_expired_) co_return IoStatus::timed_out;
    co_return error || is_cut_ ? IoStatus::closed : IoStatus::done;
}

asio::awaitable<IoStatus> Transport::read_plain(std::span<char> into) {
    while (!into.empty()) {
        std::size_t count = 0;
        auto const progress = is_cut_ ? Progress::closed : try_plain_read(into, count);
        if (progress == Progress::done) {
            into = into.subspan(count);
            if (ends_turn(count)) co_await give_way();
            continue;
        }
        auto const status = co_await wait(progress);
        if (status != IoStatus::done) co_return status;
    }
    co_return IoStatus::done;
}

asio::awaitable<IoStatus> Transport::handshake() {
    while (is_tls_ && !is_cut_) {
        begin_tls_call();
        auto const progress = tls_progress(SSL_accept(ssl_.get()));
        if (progress == Progress::done) break;
        auto const status = co_await wait(progress);
        if (status != IoStatus::done) co_return status;
    }
    co_return is_cut_ ? IoStatus::closed : IoStatus::done;
}

asio::awaitable<IoStatus> Transport::wait_for_data() {
    if (is_tls_ && !is_cut_ && SSL_has_pending(ssl_.get()) == 1) {
        co_await give_way();
        co_return IoStatus::done;
    }
    co_return co_await wait(Progress::wants_read);
}

asio::awaitable<IoRead> Transport::read_some(std::span<char> into) {
    for (;;) {
        std::size_t count = 0;
        auto const progress = try_read(into, count);
        if (progress == Progress::done) {
            if (ends_turn(count)) co_await give_way();
            co_return IoRead{IoStatus::done, count};
        }
        auto const status = co_await wait(progress);
        if (status != IoStatus::done) co_return IoRead{status, 0};
    }
}

asio::awaitable<IoStatus> Transport::write(std::string_view text) {
    while (!text.empty()) {
        std::size_t count = 0;
        auto const progress = try_write(text.substr(0, turn_bytes_max), count);
        if (progress == Progress::done) {
            text.remove_prefix(count);
            if (ends_turn(count)) co_await give_way();
            continue;
        }
        auto const status = co_await wait(progress);
        if (status != IoStatus::done) co_return status;
    }
    co_return IoStatus::done;
}

asio::awaitable<void> Transport::give_way() {
    turn_bytes_ = 0;
    co_await asio::post(socket_.get_executor(), asio::use_awaitable);
}

bool Transport::ends_turn(std::size_t bytes) {
    turn_bytes_ += bytes + call_bytes;
    return turn_bytes_ > turn_bytes_max;
}

void Transport::say_goodbye() {
    if (is_cut_) return;
    if (is_tls_) {
        begin_tls_call();
        SSL_shutdown(ssl_.get());
    }
    error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
}

asio::awaitable<void> Transport::linger() {
    expires_after(linger_max);
    std::array<char, 2048> discarded{};
    for (std::size_t total = 0; total < linger_bytes_max && !is_cut_;) {
        std::size_t count = 0;
        auto const progress = try_plain_read(discarded, count);
        total += count;
        if (progress == Progress::done) {
            if (ends_turn(count)) co_await give_way();
            continue;
        }
        auto const status = co_await wait(progress);
        if (status != IoStatus::done) co_return;
    }
}

void Transport::expires_after(std::chrono::milliseconds time) {
    is_expired_ = false;
    deadline_ = std::chrono::steady_clock::now() + time;
    if (deadline_ < armed_until_) arm();
}

void Transport::expires_never() {
    is_expired_ = false;
    deadline_ = Time::max();
}

void Transport::arm() {
    armed_until_ = deadline_;
    timer_.expires_at(deadline_);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (self && !error) self->on_timer();
    });
}

void Transport::on_timer() {
    armed_until_ = Time::max();
    if (is_cut_ || deadline_ == Time::max()) return;
    if (std::chrono::steady_clock::now() < deadline_) {
        arm();
        return;
    }
    expire();
}

void Transport::expire() {
    is_expired_ = true;
    error_code error;
    socket_.cancel(error);
}

void Transport::cut() {
    is_cut_ = true;
    error_code error;
    // Not closed here: OpenSSL still knows the number of the socket, which would be given out
    // again.
    socket_.shutdown(tcp::socket::shutdown_both, error);
    socket_.cancel(error);
    timer_.cancel();
}

}  // namespace roomkey
