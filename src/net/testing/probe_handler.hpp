#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/http_message.hpp"

namespace roomkey {

/// Keeps every request it sees and answers by path: "/echo" with method, target and body, other
/// paths as configured by a test.
class ProbeHandler final : public HttpHandler {
public:
    using Answer = std::function<HttpReply(HttpRequest const&)>;

    void on(std::string const& path, Answer answer) {
        std::lock_guard const lock(mutex_);
        answers_[path] = std::move(answer);
    }

    /// Paths that are answered on the event loop.
    void on_at_once(std::string const& path, Answer answer) {
        std::lock_guard const lock(mutex_);
        answers_at_once_[path] = std::move(answer);
    }

    std::optional<HttpReply> answer_at_once(HttpRequest const& request) override {
        std::lock_guard const lock(mutex_);
        auto const found = answers_at_once_.find(request.target);
        if (found == answers_at_once_.end()) return std::nullopt;
        return found->second(request);
    }

    /// Paths that are begun on the event loop: `begin` gets what `answer_later` does.
    using Begin = std::function<bool(HttpRequest const&, Executor const&, LaterReply)>;
    void on_later(std::string const& path, Begin begin) {
        std::lock_guard const lock(mutex_);
        begun_[path] = std::move(begin);
    }

    bool answer_later(HttpRequest const& request, Executor const& executor,
                      LaterReply done) override {
        Begin begin;
        {
            std::lock_guard const lock(mutex_);
            auto const found = begun_.find(request.target);
            if (found == begun_.end()) return false;
            begin = found->second;
        }
        return begin(request, executor, std::move(done));
    }

    HttpReply handle(HttpRequest const& request) override {
        auto const path = request.target.substr(0, request.target.find('?'));
        Answer answer;
        {
            std::lock_guard const lock(mutex_);
            requests_.push_back(request);
            if (auto const found = answers_.find(path); found != answers_.end()) {
                answer = found->second;
            }
        }
        if (answer) return answer(request);
        HttpReply reply;
        reply.route = "echo";
        reply.headers.push_back({"Content-Type", "text/plain"});
        reply.body = request.method + " " + request.target + "\n" + request.body;
        return reply;
    }

    HttpReply refuse(HttpRequest const& request, Error const& error) override {
        {
            std::lock_guard const lock(mutex_);
            refused_.push_back(request);
        }
        HttpReply reply;
        reply.status = status_of(error.code);
        reply.reason = reason_name(error.code);
        reply.body = reply.reason;
        return reply;
    }

    [[nodiscard]] std::vector<HttpRequest> requests() const {
        std::lock_guard const lock(mutex_);
        return requests_;
    }
    [[nodiscard]] std::vector<HttpRequest> refused() const {
        std::lock_guard const lock(mutex_);
        return refused_;
    }

private:
    static int status_of(ErrorCode code) {
        switch (code) {
            case ErrorCode::body_too_large:
                return 413;
            case ErrorCode::header_too_large:
                return 431;
            case ErrorCode::request_line_too_long:
                return 414;
            case ErrorCode::request_timed_out:
                return 408;
            case ErrorCode::request_malformed:
                return 400;
            case ErrorCode::unavailable:
                return 503;
            default:
                return 500;
        }
    }

    mutable std::mutex mutex_;
    std::map<std::string, Answer> answers_;
    std::map<std::string, Answer> answers_at_once_;
    std::map<std::string, Begin> begun_;
    std::vector<HttpRequest> requests_;
    std::vector<HttpRequest> refused_;
};

/// An event stream whose text a test hands over piece by piece.
class ScriptedStream final : public EventStream {
public:
    Chunk next() override {
        std::lock_guard const lock(mutex_);
        ++asked_;
        changed_.notify_all();
        if (is_broken_) throw std::runtime_error("the stream is broken");
        return std::exchange(pending_, {});
    }

    void on_wake(std::function<void()> wake) override {
        std::lock_guard const lock(mutex_);
        if (wake) kept_wake_ = wake;
        is_left_ = kept_wake_ && !wake;
        wake_ = std::move(wake);
        changed_.notify_all();
    }

    void say(std::string text, bool is_last = false) {
        std::function<void()> wake;
        {
            std::lock_guard const lock(mutex_);
            pending_.text += text;
            pending_.is_last = is_last;
            wake = wake_;
        }
        if (wake) wake();
    }

    void break_down() {
        std::lock_guard const lock(mutex_);
        is_broken_ = true;
    }

    /// Calls the wake that was given first, whether or not it was taken back since.
    void wake_anyway() {
        std::function<void()> wake;
        {
            std::lock_guard const lock(mutex_);
            wake = kept_wake_;
        }
        wake();
    }

    void wait_until_left() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return is_left_; });
    }

    void wait_until_asked(int times) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return asked_ >= times; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    Chunk pending_;
    std::function<void()> wake_;
    std::function<void()> kept_wake_;
    int asked_ = 0;
    bool is_left_ = false;
    bool is_broken_ = false;
};

}  // namespace roomkey
