#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/http_message.hpp"
#include "net/wire/transport.hpp"
#include "net/workers.hpp"

namespace roomkey {

class WakeGate;

/// Sends an event stream until it ends, the peer leaves, or `finish`. Waits without a worker; asks
/// the stream on one. Belongs to the thread of its event loop.
class StreamSender : public std::enable_shared_from_this<StreamSender> {
public:
    StreamSender(std::shared_ptr<Transport> transport, Workers& workers,
                 std::shared_ptr<EventStream> stream, bool is_chunked);
    ~StreamSender();

    /// Writes `head`, then the stream. An error is what the stream threw.
    asio::awaitable<Status> run(std::string head, std::chrono::milliseconds heartbeat,
                                std::chrono::milliseconds write_max);

    /// Ends the stream, properly terminated, as soon as what is being done has been done.
    void finish();
    void on_wake();

private:
    asio::awaitable<Status> send_events(std::chrono::milliseconds heartbeat);
    static asio::awaitable<void> watch_peer(std::shared_ptr<StreamSender> self);
    asio::awaitable<void> wait_until(std::chrono::steady_clock::time_point time);
    asio::awaitable<void> write(std::string_view text);
    [[nodiscard]] bool is_over() const { return is_peer_gone_ || is_finishing_; }

    std::shared_ptr<Transport> transport_;
    Workers& workers_;
    std::shared_ptr<EventStream> stream_;
    std::shared_ptr<WakeGate> gate_;
    asio::steady_timer pulse_;
    std::chrono::milliseconds write_max_{};
    std::string text_;
    bool const is_chunked_;
    bool is_woken_ = false;
    bool is_peer_gone_ = false;
    bool is_finishing_ = false;
};

}  // namespace roomkey
