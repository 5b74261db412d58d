#include "app/start_attempts.hpp"

#include <csignal>
#include <future>
#include <string>
#include <thread>
#include <utility>

#include "base/backoff.hpp"

namespace roomkey {
namespace {

using std::chrono::steady_clock;

/// How long a signal waits for a running attempt, and the end of an attempt for a signal.
constexpr Duration look_again{10};
/// The same obstacle is reported again after this time.
constexpr std::chrono::minutes repeat_after{1};

/// One attempt on a thread of its own.
class Attempt {
public:
    explicit Attempt(std::function<std::optional<Obstacle>()> attempt) {
        std::packaged_task<std::optional<Obstacle>()> task(std::move(attempt));
        outcome_ = task.get_future();
        thread_ = std::jthread(std::move(task));
    }

    [[nodiscard]] bool is_over() const {
        return outcome_.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
    }
    std::optional<Obstacle> outcome() { return outcome_.get(); }
    std::jthread abandon() { return std::move(thread_); }

private:
    std::future<std::optional<Obstacle>> outcome_;
    std::jthread thread_;
};

/// Reports obstacles: each new one, and a persistent one now and then.
class ObstacleLog {
public:
    explicit ObstacleLog(Log& log) : log_(log) {}

    void write(Obstacle const& obstacle) {
        auto const now = steady_clock::now();
        if (obstacle.error.detail == told_ && now < again_at_) return;
        told_ = obstacle.error.detail;
        again_at_ = now + repeat_after;
        log_.write(LogLevel::warning, "waiting",
                   {{"for", std::string(obstacle.awaited)}, {"detail", told_}});
    }

private:
    Log& log_;
    std::string told_;
    steady_clock::time_point again_at_{};
};

}  // namespace

Result<StartEnd> attempt_to_start(
    std::function<std::optional<Obstacle>()> const& attempt,
    std::function<std::optional<int>(Duration)> const& wait_for_signal, Log& log,
    StartPauses const& pauses) {
    StartEnd end;
    ObstacleLog obstacles(log);
    Backoff backoff(pauses.first, pauses.longest);
    /// Whether the program should stop, after `pause` at most.
    auto const should_stop = [&](Duration pause) {
        auto const signal = wait_for_signal(pause);
        if (signal == SIGHUP) end.is_reload_due = true;
        return signal && *signal != SIGHUP;
    };
    for (;;) {
        Attempt running(attempt);
        while (!running.is_over()) {
            if (!should_stop(look_again)) continue;
            end.abandoned = running.abandon();
            return end;
        }
        auto obstacle = running.outcome();
        if (!obstacle) break;
        if (obstacle->awaited.empty()) return std::move(obstacle->error);
        obstacles.write(*obstacle);
        auto const next = steady_clock::now() + backoff.next(draw());
        for (auto now = steady_clock::now(); now < next; now = steady_clock::now()) {
            if (should_stop(std::chrono::ceil<Duration>(next - now))) return end;
        }
    }
    end.is_connected = true;
    return end;
}

}  // namespace roomkey
