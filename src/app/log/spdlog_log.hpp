#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>

#include "base/clock.hpp"
#include "base/log.hpp"

namespace roomkey {

enum class LogFormat : std::uint8_t { text, json };

struct LogOptions {
    LogFormat format = LogFormat::text;
    LogLevel level = LogLevel::info;
    /// Lines that may wait to be written. A full queue drops its oldest line, so that an unread
    /// log does not stop the service; the audit trail is in the database.
    std::size_t queue_max = 8'192;
};

/// One line per event, written by a thread of its own:
///
///     2026-11-23T13:40:00.123Z info event=request route=reset_code status=200
///     {"time":"2026-11-23T13:40:00.123Z","level":"info","event":"request","status":"200"}
///
/// Values are escaped so that none can forge a line, a field or a terminal's control sequence.
class SpdlogLog final : public Log {
public:
    /// `clock` and `target` outlive the log; `target` stays open.
    SpdlogLog(LogOptions options, Clock const& clock, std::FILE* target = stderr);
    /// Writes the waiting lines, and how many were dropped, if any; gives up after `close_max`.
    ~SpdlogLog() override;
    SpdlogLog(SpdlogLog const&) = delete;
    SpdlogLog& operator=(SpdlogLog const&) = delete;

    static constexpr Duration close_max = std::chrono::seconds{2};

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override;

    /// Writes the waiting lines, as the destructor does, but for `wait_max` at most. False if they
    /// still wait, because nothing reads them: then the process must end without ceremony
    /// (quick_exit), and until then `target` stays open. Nothing may be written after the call.
    [[nodiscard]] bool close(Duration wait_max);

    /// Lines that a full queue dropped.
    [[nodiscard]] std::size_t dropped_count() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace roomkey
