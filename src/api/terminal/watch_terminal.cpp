#include "api/terminal/watch_terminal.hpp"

#include <boost/json.hpp>
#include <utility>

#include "api/terminal/profile_fields.hpp"

namespace roomkey {
namespace {

std::string event_text(std::string_view name, boost::json::object const& data) {
    std::string text = "event: ";
    text += name;
    text += "\ndata: ";
    text += boost::json::serialize(data);
    text += "\n\n";
    return text;
}

/// Server-sent events (WHATWG HTML, section 9.2) of one terminal.
class TerminalEvents final : public EventStream {
public:
    explicit TerminalEvents(std::unique_ptr<TerminalWatch> watch) : watch_(std::move(watch)) {}

    Chunk next() override {
        auto const news = watch_->next();
        // A database that is away for a moment is no news; the next heartbeat asks again.
        if (!news.ok()) return {};
        switch (news->kind) {
            case TerminalNews::Kind::nothing:
                return {};
            case TerminalNews::Kind::bound:
                return {event_text("bound", profile_fields(news->profile)), false};
            case TerminalNews::Kind::updated:
                return {event_text("updated", profile_fields(news->profile)), false};
            case TerminalNews::Kind::credential_ended:
            case TerminalNews::Kind::replaced:
                return {{}, true};
            case TerminalNews::Kind::unbound: {
                boost::json::object data;
                data["reason"] = wire_name(news->reason);
                data["at"] = unix_milliseconds(news->at);
                return {event_text("unbound", data), true};
            }
        }
        return {};
    }

    void on_wake(std::function<void()> wake) override { watch_->on_wake(std::move(wake)); }

private:
    std::unique_ptr<TerminalWatch> watch_;
};

}  // namespace

Result<HttpReply> watch_terminal(WatchTerminal const& use_case, Call const& call) {
    HttpReply reply;
    reply.stream =
        std::make_shared<TerminalEvents>(TRY(use_case.run(call.access_token(), call.context())));
    reply.headers.push_back({"Content-Type", "text/event-stream;charset=UTF-8"});
    reply.headers.push_back({"Cache-Control", "no-cache, no-store"});
    // nginx would collect events before it passes them on.
    reply.headers.push_back({"X-Accel-Buffering", "no"});
    return reply;
}

}  // namespace roomkey
