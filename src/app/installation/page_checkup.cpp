#include "app/installation/page_checkup.hpp"

#include <utility>

namespace roomkey {

PageState report_damaged_pages(SqliteOptions const& options, Log& log,
                               std::stop_token const& stop) {
    auto const status = check_sqlite_pages(options, stop);
    if (stop.stop_requested()) return PageState::unread;
    if (status.ok()) return PageState::sound;
    log.write(LogLevel::error, "database_damaged", {{"detail", status.error().detail}});
    return PageState::damaged;
}

PageCheckup::PageCheckup(SqliteOptions options, Log& log)
    : options_(std::move(options)), log_(log) {}

void PageCheckup::begin() {
    if (is_running_.exchange(true)) return;
    thread_ = std::jthread([this](std::stop_token const& stop) {
        auto const found = report_damaged_pages(options_, log_, stop);
        if (found != PageState::unread) state_ = found;
        is_running_ = false;
    });
}

}  // namespace roomkey
