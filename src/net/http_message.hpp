#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/executor.hpp"

namespace roomkey {

class Workers;

struct HttpHeader {
    std::string name;
    std::string value;
};

/// The first header of this name, in any case. The view lives as long as `headers`.
std::optional<std::string_view> find_header(std::vector<HttpHeader> const& headers,
                                            std::string_view name);

/// One complete request as it came off the wire. Owns its data.
struct HttpRequest {
    std::string method;  ///< As sent; methods are case-sensitive.
    std::string target;  ///< Raw origin form: path and query, still percent-encoded.
    std::vector<HttpHeader> headers;
    std::string body;
    std::string source;  ///< Address of the peer, without its port.
    std::string
        request_id;  ///< X-Request-Id if it was given and valid, else generated: never empty.

    /// The first header of this name, in any case.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    /// How many headers have this name.
    [[nodiscard]] std::size_t header_count(std::string_view name) const;
};

/// A continuing response: server-sent events. The session owns it while the connection lives.
class EventStream {
public:
    struct Chunk {
        std::string text;      ///< To be written now; may be empty.
        bool is_last = false;  ///< Close after writing.
    };

    virtual ~EventStream() = default;

    /// What is new since the last call. Called on a worker at the start, after each wake and at
    /// each heartbeat; may block on the database.
    virtual Chunk next() = 0;

    /// `wake` may be called from any thread and at any time, also after `on_wake({})`, which says
    /// that nobody is listening any more.
    virtual void on_wake(std::function<void()> wake) = 0;
};

struct HttpReply {
    int status = 200;
    std::vector<HttpHeader>
        headers;  ///< All but Date, Content-Length, Connection and X-Request-Id.
    std::string body;
    std::string_view static_body;         ///< Instead of `body`: of static storage, never copied.
    std::shared_ptr<EventStream> stream;  ///< Set: the body is its text, chunk after chunk.
    std::string_view route;    ///< Name of the matched route for logs and metrics; static storage.
    std::string_view reason;   ///< Stable name of the refusal, empty on success; static storage.
    bool is_overload = false;  ///< Refused for lack of room, so not worth a line of the log each.

    /// What is sent, unless there is a stream.
    [[nodiscard]] std::string_view content() const {
        return static_body.empty() ? std::string_view{body} : static_body;
    }
};

/// Whether a request may have its turn in a pool that is not the server's.
struct HttpAdmission {
    std::shared_ptr<void> place;       ///< Kept until the request is answered; may be null.
    std::optional<HttpReply> refusal;  ///< Why it has no turn.
};

/// Receives the answer to a request; empty if there is none.
using LaterReply = std::function<void(std::optional<HttpReply>)>;

/// Answers requests. Called on workers, from many threads at once.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    virtual HttpReply handle(HttpRequest const& request) = 0;
    /// The answer, if it needs neither a database nor a wait; then `handle` is not asked and no
    /// worker is used. Cheap: called on the event loop.
    virtual std::optional<HttpReply> answer_at_once(HttpRequest const& request);
    /// Begins what no thread needs to wait for. False, and nothing happens: `handle` is asked.
    /// Otherwise `done` is called once, on `executor`, which stands for the event loop; without an
    /// answer nothing was changed, and `handle` is asked. The request lives until then. Cheap:
    /// called on the event loop.
    [[nodiscard]] virtual bool answer_later(HttpRequest const& request, Executor const& executor,
                                            LaterReply done);
    /// The pool that `handle` is to run on, if it is not the server's: for requests that would keep
    /// its threads from all others. Cheap: called on the event loop.
    virtual Workers* workers_for(HttpRequest const& request);
    /// Asked before `handle` of each request with a pool of its own. Called on the server's
    /// workers, so it may ask the database, but must not wait for anyone's turn.
    virtual HttpAdmission admit(HttpRequest const& request);
    /// Words a refusal that the transport itself decided (too big, malformed, busy, timed out).
    /// `request` has what was read until then. Cheap: called on the event loop.
    virtual HttpReply refuse(HttpRequest const& request, Error const& error) = 0;
};

}  // namespace roomkey
