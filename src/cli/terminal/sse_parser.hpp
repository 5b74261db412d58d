#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// One server-sent event.
struct SseEvent {
    std::string name = "message";
    std::string data;  ///< Its lines joined by line feeds.
};

/// Longest event that is accepted; terminals are sent a few hundred bytes.
constexpr std::size_t sse_event_bytes_max = std::size_t{256} << 10;

/// Reads an event stream (WHATWG HTML, section 9.2.6) that comes in pieces of any size. Ids and
/// reconnection times are ignored, because terminals' streams have no history to resume from.
class SseParser {
public:
    /// The events that `bytes` complete. `unavailable` once an event is longer than the limit; the
    /// stream is no longer usable then.
    Result<std::vector<SseEvent>> feed(std::string_view bytes);

private:
    void end_line(std::vector<SseEvent>& events);

    std::string line_;
    std::string name_;
    std::string data_;
    bool is_first_line_ = true;
    bool has_seen_carriage_return_ = false;  ///< A line feed that comes next ends no further line.
};

}  // namespace roomkey
