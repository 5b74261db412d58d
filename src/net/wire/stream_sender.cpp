#include "net/wire/stream_sender.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <utility>

#include "net/offload.hpp"
#include "net/wire/reply_text.hpp"

namespace roomkey {
namespace {

using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view heartbeat_comment = ": keep-alive\n\n";
/// When the workers are too busy to be asked. Short, as a revocation may be waiting.
constexpr std::chrono::milliseconds retry_pause{100};
/// What a peer may send while it listens. Nothing is expected; more than a stray request is a
/// flood.
constexpr std::size_t peer_bytes_max = std::size_t{4} << 10;

}  // namespace

/// Lets any thread wake a sender, at any time: once closed it reaches neither sender nor event
/// loop.
class WakeGate : public std::enable_shared_from_this<WakeGate> {
public:
    WakeGate(asio::any_io_executor executor, std::weak_ptr<StreamSender> sender)
        : executor_(std::move(executor)), sender_(std::move(sender)) {}

    void wake() {
        std::lock_guard const lock(mutex_);
        if (!is_open_ || is_posted_) return;
        is_posted_ = true;
        asio::post(executor_, [self = shared_from_this()] { self->deliver(); });
    }

    void close() {
        std::lock_guard const lock(mutex_);
        is_open_ = false;
        // A gate that a stream keeps must not keep the executor: its event loop may be gone by
        // then.
        executor_ = {};
    }

private:
    void deliver() {
        {
            std::lock_guard const lock(mutex_);
            is_posted_ = false;
        }
        if (auto const sender = sender_.lock()) sender->on_wake();
    }

    std::mutex mutex_;
    asio::any_io_executor executor_;
    std::weak_ptr<StreamSender> sender_;
    bool is_open_ = true;
    bool is_posted_ = false;
};

StreamSender::StreamSender(std::shared_ptr<Transport> transport, Workers& workers,
                           std::shared_ptr<EventStream> stream, bool is_chunked)
    : transport_(std::move(transport)),
      workers_(workers),
      stream_(std::move(stream)),
      pulse_(transport_->executor()),
      is_chunked_(is_chunked) {}

StreamSender::~StreamSender() = default;

asio::awaitable<Status> StreamSender::run(std::string head, std::chrono::milliseconds heartbeat,
                                          std::chrono::milliseconds write_max) {
    auto const self = shared_from_this();
    write_max_ = write_max;
    gate_ = std::make_shared<WakeGate>(pulse_.get_executor(), weak_from_this());
    asio::co_spawn(pulse_.get_executor(), watch_peer(self), asio::detached);
    auto listen = [this] {
        stream_->on_wake([gate = gate_] { gate->wake(); });
        return Done{};
    };
    Status status = run_guarded(listen);
    if (status.ok()) {
        co_await write(head);
        status = co_await send_events(heartbeat);
    }
    gate_->close();
    auto leave = [this] {
        stream_->on_wake({});
        return Done{};
    };
    Status const left = run_guarded(leave);
    co_return status.ok() ? left : status;
}

asio::awaitable<Status> StreamSender::send_events(std::chrono::milliseconds heartbeat) {
    auto ask = [stream = stream_] { return stream->next(); };
    auto beat_at = SteadyClock::now() + heartbeat;
    bool is_last = false;
    while (!is_over() && !is_last) {
        is_woken_ = false;
        auto chunk = co_await offload(workers_, ask, Urgency::background);
        if (is_peer_gone_) break;
        if (!chunk.ok()) {
            if (chunk.error().code != ErrorCode::unavailable) co_return std::move(chunk).error();
            is_woken_ = false;
            co_await wait_until(SteadyClock::now() + retry_pause);
            continue;
        }
        is_last = chunk->is_last;
        std::string_view text = chunk->text;
        if (text.empty() && !is_last && SteadyClock::now() >= beat_at) text = heartbeat_comment;
        if (!text.empty()) {
            text_.clear();
            if (is_chunked_) append_chunk(text_, text);
            co_await write(is_chunked_ ? std::string_view(text_) : text);
            beat_at = SteadyClock::now() + heartbeat;
        }
        if (!is_last) co_await wait_until(beat_at);
    }
    if (is_chunked_ && !is_peer_gone_) co_await write(last_chunk);
    co_return Done{};
}

asio::awaitable<void> StreamSender::write(std::string_view text) {
    transport_->expires_after(write_max_);
    auto const status = co_await transport_->write(text);
    transport_->expires_never();
    if (status != IoStatus::done) is_peer_gone_ = true;
}

/// Returns at `time`, on a wake (also one that came before), or when the stream is over.
asio::awaitable<void> StreamSender::wait_until(SteadyClock::time_point time) {
    if (is_woken_ || is_over()) co_return;
    pulse_.expires_at(time);
    error_code error;
    co_await pulse_.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

/// Static, so that the coroutine owns the sender before it first runs.
asio::awaitable<void> StreamSender::watch_peer(std::shared_ptr<StreamSender> self) {
    std::array<char, 256> ignored{};
    // What a peer sends during a stream is not a request of ours; the connection closes after it.
    for (std::size_t total = 0; total <= peer_bytes_max;) {
        auto const read = co_await self->transport_->read_some(ignored);
        if (read.status != IoStatus::done) {
            self->is_peer_gone_ = true;
            self->pulse_.cancel();
            co_return;
        }
        total += read.count;
    }
    self->finish();
}

void StreamSender::finish() {
    is_finishing_ = true;
    pulse_.cancel();
}

void StreamSender::on_wake() {
    is_woken_ = true;
    pulse_.cancel();
}

}  // namespace roomkey
