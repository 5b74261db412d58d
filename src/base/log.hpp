#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace roomkey {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// One `key=value` of a log line. Never a code, a token or a whole address.
struct LogField {
    std::string_view key;
    std::string value;
};

/// Takes one line per event; called at the edges (`net`, `delivery`, `app`) only. Thread-safe.
class Log {
public:
    virtual ~Log() = default;
    virtual void write(LogLevel level, std::string_view event,
                       std::initializer_list<LogField> fields) = 0;
};

/// Forgets everything; for tests and for commands that print to their user instead.
class SilentLog final : public Log {
public:
    void write(LogLevel /*level*/, std::string_view /*event*/,
               std::initializer_list<LogField> /*fields*/) override {}
};

}  // namespace roomkey
