#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.hpp"

namespace roomkey {

/// Connections since the start that got no place, and those that lost theirs.
struct ConnectionFigures {
    std::size_t refused_source = 0;  ///< Their source had as many as one may have.
    std::size_t refused_full = 0;    ///< All others were in use.
    std::size_t evicted = 0;         ///< Idle ones that gave way to new ones.
    std::size_t open_max = 0;        ///< How many there may be at once.
};

/// Decides which connections are allowed. If all places are taken, the connection that has been
/// idle for the longest time gives way to a new one. Logs refusals, one line a minute at most.
/// Thread-safe.
class ConnectionPlaces {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        std::size_t connections_max = 0;
        std::size_t per_source_max = 0;  ///< Of an IPv4 address or an IPv6 network of 64 bits.
    };

    /// The place of one connection, which it gives back when it dies. Begins idle.
    class Place {
    public:
        ~Place();
        Place(Place const&) = delete;
        Place& operator=(Place const&) = delete;

        /// `give_way` is called when the connection has to end, from any thread. It must not block
        /// and must not call its place.
        void on_lost(std::function<void()> give_way);
        /// Nothing is in progress: the connection may have to give way.
        void set_idle();
        /// False if it has had to give way, and must end.
        [[nodiscard]] bool set_busy();
        [[nodiscard]] bool is_lost() const;
        /// Counts the connection as one of this source. False if that has as many as it may have.
        [[nodiscard]] bool belongs_to(std::string_view source);

    private:
        friend class ConnectionPlaces;
        explicit Place(ConnectionPlaces& places) : places_(places) {}

        ConnectionPlaces& places_;
        std::function<void()> give_way_;
        std::optional<std::string> counted_as_;
        std::optional<std::list<Place*>::iterator> idle_;
        bool is_taken_ = false;
        bool is_lost_ = false;
    };

    /// Connections that have to give way, but have not ended yet. Limits by how much the number of
    /// open connections may briefly exceed its limit.
    static constexpr std::size_t lost_max = 64;
    static constexpr std::chrono::minutes log_period{1};

    /// `log` outlives this.
    ConnectionPlaces(Limits limits, Log& log,
                     std::function<Time()> now = &std::chrono::steady_clock::now);

    /// A place for a connection of the peer `source`, or null. A proxy is not counted as a source:
    /// it says later whose connection it is.
    std::unique_ptr<Place> take(std::string_view source, bool is_proxy);

    [[nodiscard]] ConnectionFigures figures() const;

private:
    [[nodiscard]] bool has_room_for(std::string const& source_key) const;
    void count(Place& place, std::string source_key);
    bool evict_one();
    void leave_idle(Place& place);
    void give_back(Place& place);
    void refuse(std::size_t ConnectionFigures::*reason, std::string_view source);

    Limits const limits_;
    Log& log_;
    std::function<Time()> const now_;
    mutable std::mutex mutex_;
    std::size_t taken_ = 0;
    std::size_t lost_ = 0;
    std::map<std::string, std::size_t> by_source_;
    std::list<Place*> idle_;  ///< The longest idle one first.
    ConnectionFigures figures_;
    ConnectionFigures logged_;
    std::string first_source_;  ///< Masked; of the refusals that are not logged yet.
    std::optional<Time> logged_at_;
};

}  // namespace roomkey
