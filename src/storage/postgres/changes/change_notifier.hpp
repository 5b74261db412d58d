#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/pool.hpp"

namespace roomkey::postgres {

/// Notifies other nodes of what was committed here, on a thread and a connection of its own: a
/// notification within the change itself would hold a lock of the whole server until its commit.
/// What cannot be sent is dropped; `ChangeListener` finds it by querying. Thread-safe.
class ChangeNotifier {
public:
    explicit ChangeNotifier(ConnectionSettings settings);

    /// Returns at once.
    void tell(Changes changes);

private:
    void run(std::stop_token const& stop);
    void send(Changes const& changes);

    ConnectionSettings const settings_;
    std::unique_ptr<Connection> connection_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    Changes waiting_;
    std::jthread thread_;
};

}  // namespace roomkey::postgres
