#pragma once

#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"

namespace roomkey {

/// Keeps each line of a level, or of a higher one, as "event key=value ...". Thread-safe.
class RecordingLog final : public Log {
public:
    explicit RecordingLog(LogLevel least = LogLevel::debug) : least_(least) {}

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override {
        if (level < least_) return;
        std::string line(event);
        for (auto const& field : fields) {
            line += ' ';
            line += field.key;
            line += '=' + field.value;
        }
        std::lock_guard const lock(mutex_);
        lines_.push_back(std::move(line));
    }

    /// All lines, each ended by a newline.
    [[nodiscard]] std::string text() const {
        std::lock_guard const lock(mutex_);
        std::string all;
        for (auto const& line : lines_) all += line + '\n';
        return all;
    }

private:
    LogLevel const least_;
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

}  // namespace roomkey
