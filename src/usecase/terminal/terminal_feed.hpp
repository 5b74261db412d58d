#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/id.hpp"

namespace roomkey {

/// Notifies those that watch a binding that it may have changed. It carries no news itself: the
/// watcher queries the database, which alone decides, so a lost or a needless wake does no harm.
/// Thread-safe.
class TerminalFeed {
public:
    /// Ends the subscription when it dies; after that the callback is not running and will not run.
    class Subscription {
    public:
        Subscription() = default;
        Subscription(TerminalFeed& feed, BindingId binding, std::uint64_t number);
        Subscription(Subscription const&) = delete;
        Subscription& operator=(Subscription const&) = delete;
        Subscription(Subscription&& other) noexcept;
        Subscription& operator=(Subscription&& other) noexcept;
        ~Subscription();

    private:
        void end() noexcept;

        TerminalFeed* feed_ = nullptr;
        BindingId binding_;
        std::uint64_t number_ = 0;
    };

    /// Watchers of one binding at the same time. One more takes the place of the oldest, so that a
    /// device that connects again always gets through.
    static constexpr std::size_t watchers_max = 3;

    /// Both are called under the feed's lock from any thread: they must be quick, must not block
    /// and must not call the feed.
    struct Watcher {
        std::function<void()> wake;
        std::function<void()> replaced;  ///< The last call.
    };
    [[nodiscard]] Subscription subscribe(BindingId const& binding, Watcher watcher);

    void wake(BindingId const& binding);
    void wake_all();

    [[nodiscard]] std::size_t watcher_count() const;

private:
    void unsubscribe(BindingId const& binding, std::uint64_t number) noexcept;

    mutable std::mutex mutex_;
    std::unordered_map<BindingId, std::map<std::uint64_t, Watcher>> watchers_;
    std::uint64_t next_number_ = 1;
};

}  // namespace roomkey
