#include "app/installation/page_checkup.hpp"

#include <utility>

namespace roomkey {

void report_damaged_pages(SqliteOptions const& options, Log& log, std::stop_token const& stop) {
    auto const status = check_sqlite_pages(options, stop);
    if (status.ok() || stop.stop_requested()) return;
    log.write(LogLevel::error, "database_damaged", {{"detail", status.error().detail}});
}

PageCheckup::PageCheckup(SqliteOptions options, Log& log)
    : options_(std::move(options)), log_(log) {}

void PageCheckup::begin() {
    if (is_running_.exchange(true)) return;
    thread_ = std::jthread([this](std::stop_token const& stop) {
        report_damaged_pages(options_, log_, stop);
        is_running_ = false;
    });
}

}  // namespace roomkey
