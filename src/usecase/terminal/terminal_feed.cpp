#include "usecase/terminal/terminal_feed.hpp"

#include <utility>

namespace roomkey {

TerminalFeed::Subscription::Subscription(TerminalFeed& feed, BindingId binding,
                                         std::uint64_t number)
    : feed_(&feed), binding_(std::move(binding)), number_(number) {}

TerminalFeed::Subscription::Subscription(Subscription&& other) noexcept
    : feed_(std::exchange(other.feed_, nullptr)),
      binding_(std::move(other.binding_)),
      number_(other.number_) {}

TerminalFeed::Subscription& TerminalFeed::Subscription::operator=(Subscription&& other) noexcept {
    if (this != &other) {
        end();
        feed_ = std::exchange(other.feed_, nullptr);
        binding_ = std::move(other.binding_);
        number_ = other.number_;
    }
    return *this;
}

TerminalFeed::Subscription::~Subscription() { end(); }

void TerminalFeed::Subscription::end() noexcept {
    if (feed_ != nullptr) std::exchange(feed_, nullptr)->unsubscribe(binding_, number_);
}

TerminalFeed::Subscription TerminalFeed::subscribe(BindingId const& binding, Watcher watcher) {
    std::lock_guard const lock(mutex_);
    auto const number = next_number_++;
    auto& watchers = watchers_[binding];
    watchers.emplace(number, std::move(watcher));
    if (watchers.size() > watchers_max) watchers.extract(watchers.begin()).mapped().replaced();
    return {*this, binding, number};
}

void TerminalFeed::wake(BindingId const& binding) {
    std::lock_guard const lock(mutex_);
    auto const found = watchers_.find(binding);
    if (found == watchers_.end()) return;
    for (auto const& [number, watcher] : found->second) watcher.wake();
}

void TerminalFeed::wake_all() {
    std::lock_guard const lock(mutex_);
    for (auto const& [binding, watchers] : watchers_) {
        for (auto const& [number, watcher] : watchers) watcher.wake();
    }
}

std::size_t TerminalFeed::watcher_count() const {
    std::lock_guard const lock(mutex_);
    std::size_t count = 0;
    for (auto const& [binding, watchers] : watchers_) count += watchers.size();
    return count;
}

void TerminalFeed::unsubscribe(BindingId const& binding, std::uint64_t number) noexcept {
    std::lock_guard const lock(mutex_);
    auto const found = watchers_.find(binding);
    if (found == watchers_.end()) return;
    found->second.erase(number);
    if (found->second.empty()) watchers_.erase(found);
}

}  // namespace roomkey
