#pragma once

#include <openssl/ssl.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace roomkey {

namespace asio = boost::asio;

/// `closed`: the peer is gone, the connection is broken, or `cut` was called.
enum class IoStatus : std::uint8_t { done, closed, timed_out };

struct IoRead {
    IoStatus status = IoStatus::closed;
    std::size_t count = 0;  ///< At least 1 if `done`.
};

/// One connection, plain or TLS, with a deadline for whatever waits. Belongs to the thread of its
/// event loop. One reader and one writer may wait at the same time; a deadline ends both.
///
/// A peer whose bytes never make us wait does not hold the loop: reads and writes give way when
/// they have moved `turn_bytes_max` without a wait.
///
/// TLS runs on the socket itself, with Asio telling only when it is ready: an idle connection then
/// holds no buffers, where asio::ssl::stream keeps about 70 KB. Its thread must block SIGPIPE,
/// since OpenSSL writes with write(2).
class Transport : public std::enable_shared_from_this<Transport> {
public:
    /// A fraction of a millisecond with TLS.
    static constexpr std::size_t turn_bytes_max = std::size_t{64} << 10;

    /// Plain if `tls` is null.
    Transport(asio::ip::tcp::socket socket, SSL_CTX* tls);

    [[nodiscard]] asio::any_io_executor executor() { return socket_.get_executor(); }

    /// Fills `into` with what comes before TLS, and takes not one byte more. Before `handshake`.
    asio::awaitable<IoStatus> read_plain(std::span<char> into);
    asio::awaitable<IoStatus> handshake();
    /// Waits until a read would not have to wait, without holding a buffer.
    asio::awaitable<IoStatus> wait_for_data();
    asio::awaitable<IoRead> read_some(std::span<char> into);
    asio::awaitable<IoStatus> write(std::string_view text);

    /// Lets everything else that is ready on the event loop go first.
    asio::awaitable<void> give_way();

    /// Signals that nothing more will be written.
    void say_goodbye();
    /// Reads on for a moment until the peer has closed, too: closing with unread input would reset
    /// the connection and could destroy a reply that the peer has not read yet.
    asio::awaitable<void> linger();

    /// What waits, or starts to wait, ends as `timed_out` when this time is over.
    void expires_after(std::chrono::milliseconds time);
    void expires_never();
    /// As if the time had expired now.
    void expire();

    /// Ends everything that waits, now and later, as `closed`.
    void cut();

private:
    using Time = std::chrono::steady_clock::time_point;
    enum class Progress : std::uint8_t { done, wants_read, wants_write, wants_turn, closed };
    struct ReleaseSsl {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };

    Progress try_read(std::span<char> into, std::size_t& count);
    Progress try_plain_read(std::span<char> into, std::size_t& count);
    Progress try_write(std::string_view text, std::size_t& count);
    void begin_tls_call();
    [[nodiscard]] Progress tls_progress(int result) const;
    static long bound_reads(BIO* bio, int operation, char const* argument, std::size_t size,
                            int offset, long flags, int result, std::size_t* count);
    asio::awaitable<IoStatus> wait(Progress progress);
    [[nodiscard]] bool ends_turn(std::size_t bytes);
    void arm();
    void on_timer();

    asio::ip::tcp::socket socket_;
    std::unique_ptr<SSL, ReleaseSsl> ssl_;
    bool const is_tls_;
    bool is_cut_ = false;
    bool is_expired_ = false;
    int tls_reads_left_ = 0;      ///< Of the socket, in this call of OpenSSL.
    std::size_t turn_bytes_ = 0;  ///< Moved since this connection last waited or gave way.
    asio::steady_timer timer_;
    Time deadline_ = Time::max();
    /// When the timer fires next; a deadline that moves later does not touch the timer.
    Time armed_until_ = Time::max();
};

}  // namespace roomkey
