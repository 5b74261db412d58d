#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/id.hpp"

namespace roomkey {

/// Turns at what takes a thread for long: one for an enterprise at once, so that none has them all,
/// and few for all together. Safe to use from several threads.
class SearchTurns {
public:
    /// A turn that was taken; it ends with this object, which the turns outlive.
    class Turn {
    public:
        Turn(SearchTurns& turns, CorpId corp) : turns_(&turns), corp_(std::move(corp)) {}
        ~Turn() {
            if (turns_ != nullptr) turns_->end(corp_);
        }
        Turn(Turn&& other) noexcept
            : turns_(std::exchange(other.turns_, nullptr)), corp_(std::move(other.corp_)) {}
        Turn& operator=(Turn&& other) noexcept {
            std::swap(turns_, other.turns_);
            std::swap(corp_, other.corp_);
            return *this;
        }
        Turn(Turn const&) = delete;
        Turn& operator=(Turn const&) = delete;

    private:
        SearchTurns* turns_;
        CorpId corp_;
    };

    explicit SearchTurns(std::size_t at_once) : at_once_(at_once) {}

    /// Empty if the enterprise has one, or none is left.
    std::optional<Turn> take(CorpId const& corp) {
        std::lock_guard const lock(mutex_);
        if (taken_.size() >= at_once_ || !taken_.insert(corp.value).second) return std::nullopt;
        return Turn(*this, corp);
    }

private:
    void end(CorpId const& corp) {
        std::lock_guard const lock(mutex_);
        taken_.erase(corp.value);
    }

    std::size_t at_once_;
    std::mutex mutex_;
    std::set<std::string> taken_;
};

}  // namespace roomkey
