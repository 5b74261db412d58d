#include "net/http_session.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.hpp"
#include "net/mask_address.hpp"
#include "net/offload.hpp"
#include "net/wire/proxy_header.hpp"

namespace roomkey {
namespace {

/// Larger bodies are written from where they are instead of being copied after their head.
constexpr std::size_t joined_body_bytes_max = std::size_t{64} << 10;

bool is_request_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char character) {
               return is_letter_or_digit(character) || character == '_' || character == '.' ||
                      character == '-';
           });
}

/// A method for the log: what someone made up shows only that it is not a known one.
std::string_view known_method(std::string_view method) {
    for (std::string_view const known :
         {"GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS"}) {
        if (method == known) return known;
    }
    return "-";
}

}  // namespace

HttpSession::HttpSession(std::shared_ptr<Transport> transport, std::string source,
                         std::unique_ptr<ConnectionPlaces::Place> place,
                         HttpServerOptions const& options, Workers& workers, HttpHandler& handler,
                         Log& log, OverloadLog& overload, DateText& date)
    : transport_(std::move(transport)),
      place_(std::move(place)),
      options_(options),
      workers_(workers),
      handler_(handler),
      log_(log),
      overload_(overload),
      date_(date),
      reader_(*transport_, options.limits, options.needs_host),
      masked_source_(mask_address(source)) {
    request_.source = std::move(source);
}

asio::awaitable<void> HttpSession::run() {
    transport_->expires_after(options_.limits.handshake_max);
    bool const is_known = co_await learn_source();
    if (!is_known) co_return;
    auto const handshake = co_await transport_->handshake();
    if (handshake == IoStatus::done) {
        is_secured_ = true;
        auto after = After::next_request;
        while (after == After::next_request) after = co_await serve_next();
        transport_->say_goodbye();
        if (after == After::linger) co_await transport_->linger();
    }
}

/// Whose connection it is, if a load balancer passes it on. False: the balancer did not say, or the
/// client has as many connections as it may have.
asio::awaitable<bool> HttpSession::learn_source() {
    if (!options_.proxies.contain(request_.source)) co_return true;
    std::array<char, ProxyHeader::bytes_max> buffer{};
    std::string_view header;
    auto missing = ProxyHeader::missing_bytes(header);
    while (missing && *missing > 0) {
        auto const rest = std::span(buffer).subspan(header.size(), *missing);
        auto const status = co_await transport_->read_plain(rest);
        // A balancer that only checks whether someone is listening sends nothing, which is not
        // worth logging.
        if (status != IoStatus::done && header.empty()) co_return false;
        header = {buffer.data(), header.size() + rest.size()};
        missing = status == IoStatus::done ? ProxyHeader::missing_bytes(header) : std::nullopt;
    }
    auto source = missing ? ProxyHeader::source(header) : std::nullopt;
    if (!source) {
        log_.write(LogLevel::warning, "proxy_header_bad", {{"proxy", request_.source}});
        co_return false;
    }
    if (source->empty()) co_return true;
    if (!place_->belongs_to(*source)) co_return false;
    masked_source_ = mask_address(*source);
    request_.source = std::move(*source);
    co_return true;
}

/// False if there will be none, or another connection has this one's place by now.
asio::awaitable<bool> HttpSession::wait_for_request() {
    if (!reader_.has_begun()) place_->set_idle();
    bool const is_begun = co_await reader_.wait_for_request();
    co_return is_begun && place_->set_busy();
}

asio::awaitable<HttpSession::After> HttpSession::serve_next() {
    begin_request();
    bool const is_begun = co_await wait_for_request();
    if (!is_begun) co_return After::leave;
    auto const read = co_await reader_.next(request_);
    if (read.outcome == RequestReader::Outcome::closed) co_return After::leave;
    started_at_ = std::chrono::steady_clock::now();
    settle_request_id();
    is_keep_alive_ = read.outcome == RequestReader::Outcome::request && reader_.is_keep_alive();
    HttpReply reply;
    if (read.outcome == RequestReader::Outcome::refused) {
        auto const error = refusal(read.error);
        reply = refusal_reply(error);
    } else {
        auto answered = co_await answer();
        reply = answered.ok() ? std::move(answered).value() : refusal_reply(answered.error());
    }
    is_keep_alive_ = is_keep_alive_ && !is_finishing_;
    if (reply.stream && has_body(request_.method, reply.status)) {
        auto stream = std::exchange(reply.stream, nullptr);
        co_await send_stream(std::move(stream), std::move(reply));
        co_return After::linger;
    }
    auto const status = co_await write_reply(reply);
    record(reply);
    if (status != IoStatus::done) co_return After::leave;
    // `finish` may have come while the reply was written.
    co_return is_keep_alive_ && !is_finishing_ ? After::next_request : After::linger;
}

asio::awaitable<Result<HttpReply>> HttpSession::answer() {
    auto ask = [this] { return handler_.answer_at_once(request_); };
    auto at_once = run_guarded(ask);
    if (!at_once.ok()) co_return at_once.error();
    is_at_once_ = at_once->has_value();
    if (at_once->has_value()) co_return std::move(**at_once);
    auto later = co_await answer_later();
    if (!later.ok()) co_return later.error();
    if (*later) co_return std::move(**later);
    auto* const own = handler_.workers_for(request_);
    if (own == nullptr) {
        auto answered = co_await answer_on(workers_);
        co_return answered;
    }
    auto admit = [this] { return handler_.admit(request_); };
    auto admitted = co_await offload(workers_, admit);
    if (!admitted.ok()) co_return busy_or_failed(admitted.error());
    if (admitted->refusal) co_return std::move(*admitted->refusal);
    auto answered = co_await answer_on(*own);
    co_return answered;
}

/// Empty if a worker has to answer.
asio::awaitable<Result<std::optional<HttpReply>>> HttpSession::answer_later() {
    // Used on the event loop alone, by what runs there next, so this has begun to wait by then.
    struct Later {
        Result<std::optional<HttpReply>> reply = std::optional<HttpReply>{};
        std::function<void()> wake;

        void resume(Result<std::optional<HttpReply>> answered) {
            reply = std::move(answered);
            if (auto const woken = std::exchange(wake, nullptr)) woken();
        }
    };
    auto const later = std::make_shared<Later>();
    auto const executor = co_await asio::this_coro::executor;
    auto const on_loop = [executor, later](std::function<void()> work) {
        asio::post(executor, [later, work = std::move(work)] {
            auto const run = run_guarded([&]() -> Status {
                work();
                return Done{};
            });
            if (!run.ok()) later->resume(run.error());
        });
    };
    auto begin = [&]() -> Result<bool> {
        return handler_.answer_later(request_, on_loop, [later](std::optional<HttpReply> reply) {
            later->resume(std::move(reply));
        });
    };
    auto const is_begun = run_guarded(begin);
    if (!is_begun.ok()) co_return is_begun.error();
    if (!*is_begun) co_return std::optional<HttpReply>{};
    auto wait = [&later](auto handler) {
        auto const held = std::make_shared<decltype(handler)>(std::move(handler));
        later->wake = [held] { std::move (*held)(); };
    };
    co_await asio::async_initiate<asio::use_awaitable_t<> const, void()>(wait, asio::use_awaitable);
    co_return std::move(later->reply);
}

asio::awaitable<Result<HttpReply>> HttpSession::answer_on(Workers& workers) {
    auto job = [this] { return handler_.handle(request_); };
    auto answered = co_await offload(workers, job);
    if (!answered.ok()) co_return busy_or_failed(answered.error());
    co_return answered;
}

/// What is said of a job that was not run, or that threw.
Result<HttpReply> HttpSession::busy_or_failed(Error const& error) {
    // Nothing but a full queue is `unavailable` here: handlers word their own refusals.
    if (error.code != ErrorCode::unavailable) return error;
    auto silent = error;
    silent.detail.clear();
    auto reply = refusal_reply(silent);
    reply.is_overload = true;
    return reply;
}

asio::awaitable<void> HttpSession::send_stream(std::shared_ptr<EventStream> stream,
                                               HttpReply reply) {
    is_keep_alive_ = false;
    bool const is_chunked = reader_.is_http_11();
    if (!find_header(reply.headers, "Cache-Control")) {
        reply.headers.push_back({"Cache-Control", "no-cache"});
    }
    text_.clear();
    append_reply_head(text_, reply, framing(is_chunked ? BodyFraming::chunks : BodyFraming::close));
    record(reply);
    sender_ = std::make_shared<StreamSender>(transport_, workers_, std::move(stream), is_chunked);
    if (is_finishing_) sender_->finish();
    auto const& limits = options_.limits;
    auto const status = co_await sender_->run(text_, limits.heartbeat, limits.write_max);
    sender_.reset();
    if (!status.ok()) {
        log_.write(LogLevel::error, "stream_failed",
                   {{"route", std::string(reply.route)},
                    {"request_id", request_.request_id},
                    {"detail", status.error().detail}});
    }
}

asio::awaitable<IoStatus> HttpSession::write_reply(HttpReply const& reply) {
    bool const is_body_sent = has_body(request_.method, reply.status);
    auto const body = reply.content();
    bool const is_joined = is_body_sent && body.size() <= joined_body_bytes_max;
    text_.clear();
    append_reply_head(text_, reply, framing(BodyFraming::length));
    if (is_joined) text_.append(body);
    transport_->expires_after(options_.limits.write_max);
    auto status = co_await transport_->write(text_);
    if (status == IoStatus::done && is_body_sent && !is_joined) {
        status = co_await transport_->write(body);
    }
    transport_->expires_never();
    co_return status;
}

HttpReply HttpSession::refusal_reply(Error const& error) {
    auto word = [&] { return handler_.refuse(request_, error); };
    auto worded = run_guarded(word);
    if (!error.detail.empty() || !worded.ok()) {
        log_.write(error.code == ErrorCode::unavailable ? LogLevel::warning : LogLevel::error,
                   "request_failed",
                   {{"request_id", request_.request_id},
                    {"reason", std::string(reason_name(error.code))},
                    {"detail", worded.ok() ? error.detail : worded.error().detail}});
    }
    HttpReply reply;
    if (worded.ok()) {
        reply = std::move(worded).value();
    } else {
        reply.status = 500;
        reply.reason = reason_name(ErrorCode::internal);
    }
    if (error.retry_after_s > 0 && !find_header(reply.headers, "Retry-After")) {
        reply.headers.push_back({"Retry-After", std::to_string(error.retry_after_s)});
    }
    return reply;
}

void HttpSession::begin_request() {
    request_.method.clear();
    request_.target.clear();
    request_.headers.clear();
    request_.body.clear();
    request_.request_id.clear();
    is_at_once_ = false;
}

void HttpSession::settle_request_id() {
    auto const given = request_.header("X-Request-Id");
    // A proxy may have added one of its own. It is not worth a refusal, but then neither id is
    // ours.
    if (given && request_.header_count("X-Request-Id") == 1 && is_request_id(*given)) {
        request_.request_id = *given;
    } else {
        request_.request_id = options_.make_request_id();
    }
}

ReplyFraming HttpSession::framing(BodyFraming body) const {
    return {request_.request_id, date_.now(), is_keep_alive_, body, options_.transport_security};
}

void HttpSession::record(HttpReply const& reply) {
    auto const took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - started_at_);
    if (options_.observe) {
        options_.observe({reply.route, reply.reason, reply.status, took});
    }
    if (reply.is_overload) overload_.note(reply.route, masked_source_);
    log_.write(level_of(reply), "request",
               {{"method", std::string(known_method(request_.method))},
                {"route", std::string(reply.route.empty() ? "-" : reply.route)},
                {"status", std::to_string(reply.status)},
                {"reason", std::string(reply.reason.empty() ? "-" : reply.reason)},
                {"took_us", std::to_string(took.count())},
                {"request_id", request_.request_id},
                {"source", masked_source_}});
}

/// What is cheap to request and of no interest must not be a way to fill the log.
LogLevel HttpSession::level_of(HttpReply const& reply) const {
    if (reply.is_overload) return LogLevel::debug;
    if (reply.status >= 500) return LogLevel::error;
    return is_at_once_ || reply.status == 404 ? LogLevel::debug : LogLevel::info;
}

void HttpSession::give_way() {
    if (place_->is_lost()) transport_->expire();
}

void HttpSession::finish() {
    is_finishing_ = true;
    if (sender_) sender_->finish();
    if (!is_secured_ || reader_.is_idle()) transport_->expire();
}

void HttpSession::cut() {
    finish();
    transport_->cut();
}

}  // namespace roomkey
