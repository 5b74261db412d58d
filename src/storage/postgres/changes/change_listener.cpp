#include "storage/postgres/changes/change_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "base/backoff.hpp"
#include "storage/postgres/changes/change_channel.hpp"

namespace roomkey::postgres {
namespace {

constexpr std::chrono::milliseconds look_period{500};
constexpr Backoff::Pause first_pause{100};
constexpr Backoff::Pause longest_pause{1'000};

/// How far back a query goes. Times are those of the nodes, so it is also how far the clock of a
/// node may be behind the server's.
constexpr std::chrono::milliseconds look_back{10'000};
/// Of one query, the latest; more of them count as everything, once per period that a query covers:
/// it wakes every stream.
constexpr int bindings_max = 50'000;

}  // namespace

ChangeListener::ChangeListener(ConnectionSettings settings)
    : settings_(std::move(settings)),
      stop_descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { run(); }) {}

ChangeListener::~ChangeListener() {
    std::uint64_t const one = 1;
    (void)!::write(stop_descriptor_.number(), &one, sizeof one);
    thread_.join();
}

Changes ChangeListener::take() {
    std::lock_guard const lock(mutex_);
    return std::exchange(waiting_, {});
}

void ChangeListener::run() {
    Backoff backoff(first_pause, longest_pause);
    do {
        auto connection = Connection::open(settings_);
        auto const listen_statement = std::string("LISTEN ") + change_channel;
        if (!connection.ok() || !(*connection)->execute(listen_statement.c_str()).ok()) continue;
        backoff.reset();
        // What was sent before this connection listened is lost.
        add({true, {}});
        listen(**connection);
    } while (pause(backoff.next(draw())));
}

void ChangeListener::listen(Connection& connection) {
    while (pause(std::chrono::milliseconds{0})) {
        if (!look(connection).ok()) return;
        auto const end = std::chrono::steady_clock::now() + look_period;
        for (;;) {
            for (auto const& payload : connection.take_notifications()) add(from_payload(payload));
            auto const rest = std::chrono::ceil<std::chrono::milliseconds>(
                end - std::chrono::steady_clock::now());
            if (rest.count() <= 0 || !pause(std::chrono::milliseconds{0})) break;
            if (!connection.wait_for_notifications(stop_descriptor_.number(), rest).ok()) return;
        }
    }
}

Status ChangeListener::look(Connection& connection) {
    auto rows =
        TRY(connection.query("SELECT binding_id FROM binding WHERE ended <> 0 AND ended_at > "
                             "(extract(epoch FROM statement_timestamp()) * 1000)::bigint - $1 "
                             "ORDER BY ended_at DESC LIMIT $2",
                             std::int64_t{look_back.count()}, bindings_max));
    Changes fresh;
    std::set<BindingId> found;
    while (rows.next()) {
        auto id = rows.id<BindingId>();
        if (!known_.contains(id)) fresh.bindings.push_back(id);
        found.insert(std::move(id));
    }
    auto const now = std::chrono::steady_clock::now();
    if (found.size() >= bindings_max && now >= everything_due_) {
        fresh.is_everything = true;
        everything_due_ = now + look_back;
    }
    known_ = std::move(found);
    add(std::move(fresh));
    return Done{};
}

void ChangeListener::add(Changes changes) {
    if (is_empty(changes)) return;
    std::lock_guard const lock(mutex_);
    merge(waiting_, std::move(changes));
}

bool ChangeListener::pause(std::chrono::milliseconds time) const {
    pollfd stop{stop_descriptor_.number(), POLLIN, 0};
    return ::poll(&stop, 1, static_cast<int>(time.count())) == 0;
}

}  // namespace roomkey::postgres
