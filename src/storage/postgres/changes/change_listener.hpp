#pragma once

#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "base/file.hpp"
#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/pool.hpp"

namespace roomkey::postgres {

/// Learns what other nodes change, on a thread and a connection of its own. Notifications make it
/// quick; a query for recently ended bindings, twice a second, makes it certain: a node may
/// die between its commit and its notification. After each new connection everything counts as
/// changed. Thread-safe.
class ChangeListener {
public:
    explicit ChangeListener(ConnectionSettings settings);
    ~ChangeListener();
    ChangeListener(ChangeListener const&) = delete;
    ChangeListener& operator=(ChangeListener const&) = delete;

    /// What came in since the last call.
    Changes take();

private:
    void run();
    /// Listens until the connection is lost or this object dies.
    void listen(Connection& connection);
    Status look(Connection& connection);
    void add(Changes changes);
    /// False if this object dies meanwhile.
    bool pause(std::chrono::milliseconds time) const;

    ConnectionSettings const settings_;
    Descriptor stop_descriptor_;  ///< Readable once this object dies.
    std::mutex mutex_;
    Changes waiting_;
    std::set<BindingId> known_;  ///< Of the last look.
    /// When too many bindings may count as everything again.
    std::chrono::steady_clock::time_point everything_due_{};
    std::thread thread_;
};

}  // namespace roomkey::postgres
