#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/log.hpp"
#include "net/connection_places.hpp"
#include "net/http_message.hpp"
#include "net/http_server.hpp"
#include "net/overload_log.hpp"
#include "net/wire/reply_text.hpp"
#include "net/wire/request_reader.hpp"
#include "net/wire/stream_sender.hpp"
#include "net/wire/transport.hpp"
#include "net/workers.hpp"

namespace roomkey {

/// One connection from its first byte to its last: read a request, hop to a worker, hop back, write
/// the reply, again; without a worker where the handler needs none. Belongs to the thread of its
/// event loop; the references must outlive it.
class HttpSession {
public:
    HttpSession(std::shared_ptr<Transport> transport, std::string source,
                std::unique_ptr<ConnectionPlaces::Place> place, HttpServerOptions const& options,
                Workers& workers, HttpHandler& handler, Log& log, OverloadLog& overload,
                DateText& date);

    /// Serves until the connection ends. The session must live until this returns.
    asio::awaitable<void> run();

    /// Ends now if its place was given to another connection.
    void give_way();
    /// Ends now if nothing was begun, else once that is finished.
    void finish();
    /// Ends as soon as the handler, if one runs, has returned.
    void cut();

private:
    enum class After : std::uint8_t { next_request, linger, leave };

    asio::awaitable<bool> learn_source();
    asio::awaitable<bool> wait_for_request();
    asio::awaitable<After> serve_next();
    asio::awaitable<Result<HttpReply>> answer();
    asio::awaitable<Result<std::optional<HttpReply>>> answer_later();
    asio::awaitable<Result<HttpReply>> answer_on(Workers& workers);
    asio::awaitable<void> send_stream(std::shared_ptr<EventStream> stream, HttpReply reply);
    asio::awaitable<IoStatus> write_reply(HttpReply const& reply);
    HttpReply refusal_reply(Error const& error);
    Result<HttpReply> busy_or_failed(Error const& error);
    void begin_request();
    void settle_request_id();
    void record(HttpReply const& reply);
    [[nodiscard]] LogLevel level_of(HttpReply const& reply) const;
    [[nodiscard]] ReplyFraming framing(BodyFraming body) const;

    std::shared_ptr<Transport> transport_;
    std::unique_ptr<ConnectionPlaces::Place> place_;
    HttpServerOptions const& options_;
    Workers& workers_;
    HttpHandler& handler_;
    Log& log_;
    OverloadLog& overload_;
    DateText& date_;
    RequestReader reader_;
    HttpRequest request_;
    std::string masked_source_;
    std::string text_;
    std::shared_ptr<StreamSender> sender_;
    std::chrono::steady_clock::time_point started_at_;
    bool is_secured_ = false;
    bool is_keep_alive_ = false;
    bool is_at_once_ = false;  ///< The last answer, given on the event loop.
    bool is_finishing_ = false;
};

}  // namespace roomkey
