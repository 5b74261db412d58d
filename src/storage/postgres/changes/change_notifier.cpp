#include "storage/postgres/changes/change_notifier.hpp"

#include <utility>

#include "storage/postgres/changes/change_channel.hpp"

namespace roomkey::postgres {

ChangeNotifier::ChangeNotifier(ConnectionSettings settings)
    : settings_(std::move(settings)), thread_([this](std::stop_token const& stop) { run(stop); }) {}

void ChangeNotifier::tell(Changes changes) {
    if (is_empty(changes)) return;
    {
        std::lock_guard const lock(mutex_);
        merge(waiting_, std::move(changes));
    }
    wake_.notify_all();
}

void ChangeNotifier::run(std::stop_token const& stop) {
    for (;;) {
        Changes changes;
        {
            std::unique_lock lock(mutex_);
            // What is still to be told is told before the end.
            if (!wake_.wait(lock, stop, [this] { return !is_empty(waiting_); })) return;
            // Whatever comes up while this is sent goes out together.
            std::swap(changes, waiting_);
        }
        send(changes);
    }
}

void ChangeNotifier::send(Changes const& changes) {
    if (!connection_ || connection_->is_broken()) {
        connection_.reset();
        auto opened = Connection::open(settings_);
        if (!opened.ok()) return;
        connection_ = std::move(*opened);
        // Nothing is lost that the listeners would not find.
        if (!connection_->execute("SET synchronous_commit = off").ok()) return;
    }
    connection_->begin_change();
    for (auto const& payload : to_payloads(changes)) {
        if (!connection_->run("SELECT pg_notify($1, $2)", change_channel, payload).ok()) break;
    }
    // Whatever failed, a new connection may succeed.
    if (!connection_->commit().ok()) connection_.reset();
}

}  // namespace roomkey::postgres
