#include "app/log/spdlog_log.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <future>
#include <string>
#include <thread>
#include <utility>

#include "app/log/log_line.hpp"

namespace roomkey {
namespace {

using Sink = spdlog::sinks::stdout_sink_base<spdlog::details::console_mutex>;

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

char const* pattern(LogFormat format) {
    return format == LogFormat::json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                                     : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
}

}  // namespace

struct SpdlogLog::Implementation {
    Implementation(LogOptions const& given, Clock const& the_clock, std::FILE* target)
        : options(given),
          clock(the_clock),
          sink(std::make_shared<Sink>(target)),
          pool(std::make_shared<spdlog::details::thread_pool>(given.queue_max, 1)),
          logger(std::make_shared<spdlog::async_logger>(
              "roomkey", sink, pool, spdlog::async_overflow_policy::overrun_oldest)) {
        sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
            pattern(given.format), spdlog::pattern_time_type::utc, "\n"));
        logger->set_level(spdlog_level(given.level));
    }

    [[nodiscard]] std::string line(std::string_view event,
                                   std::initializer_list<LogField> fields) const {
        return options.format == LogFormat::json ? log_line_json(event, fields)
                                                 : log_line_text(event, fields);
    }

    LogOptions options;
    Clock const& clock;
    std::shared_ptr<Sink> sink;
    std::shared_ptr<spdlog::details::thread_pool> pool;
    std::shared_ptr<spdlog::async_logger> logger;
    std::future<void> closed;  ///< Valid once the pool is gone.
};

SpdlogLog::SpdlogLog(LogOptions options, Clock const& clock, std::FILE* target)
    : implementation_(std::make_unique<Implementation>(options, clock, target)) {}

SpdlogLog::~SpdlogLog() { (void)close(close_max); }

bool SpdlogLog::close(Duration wait_max) {
    auto& own = *implementation_;
    if (own.pool) {
        auto const dropped = dropped_count();
        if (dropped > 0) {
            write(LogLevel::warning, "log_lines_dropped", {{"count", std::to_string(dropped)}});
        }
        std::promise<void> closed;
        own.closed = closed.get_future();
        // The pool's end writes what is queued and joins its thread, for as long as that takes: it
        // may hang in write(2) of a pipe that nobody reads.
        std::thread([pool = std::move(own.pool), sink = own.sink,
                     closed = std::move(closed)]() mutable {
            pool.reset();
            closed.set_value();
        }).detach();
    }
    return own.closed.wait_for(wait_max) == std::future_status::ready;
}

std::size_t SpdlogLog::dropped_count() const {
    return implementation_->pool ? implementation_->pool->overrun_counter() : 0;
}

void SpdlogLog::write(LogLevel level, std::string_view event,
                      std::initializer_list<LogField> fields) {
    auto& logger = *implementation_->logger;
    auto const importance = spdlog_level(level);
    if (!logger.should_log(importance)) return;
    // To the sink as it is: the one-argument form does not look for braces in it.
    logger.log(implementation_->clock.now(), spdlog::source_loc{}, importance,
               spdlog::string_view_t(implementation_->line(event, fields)));
}

}  // namespace roomkey
