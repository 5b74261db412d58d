#include "cli/terminal/sse_parser.hpp"

#include <utility>

namespace roomkey {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Result<std::vector<SseEvent>> SseParser::feed(std::string_view bytes) {
    std::vector<SseEvent> events;
    for (char const byte : bytes) {
        bool const is_second_half =
            std::exchange(has_seen_carriage_return_, byte == '\r') && byte == '\n';
        if (is_second_half) continue;
        if (byte == '\r' || byte == '\n') {
            end_line(events);
            continue;
        }
        if (line_.size() + data_.size() >= sse_event_bytes_max) {
            return unavailable("the server sent an event that is too long");
        }
        line_ += byte;
    }
    return events;
}

void SseParser::end_line(std::vector<SseEvent>& events) {
    auto const line = std::exchange(line_, {});
    std::string_view rest = line;
    if (std::exchange(is_first_line_, false) && rest.starts_with(byte_order_mark)) {
        rest.remove_prefix(byte_order_mark.size());
    }
    if (rest.empty()) {
        auto name = std::exchange(name_, {});
        auto data = std::exchange(data_, {});
        // An event without data does not count.
        if (data.empty()) return;
        data.pop_back();
        events.push_back({name.empty() ? "message" : std::move(name), std::move(data)});
        return;
    }
    auto const colon = rest.find(':');
    auto const field = rest.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    // A comment has an empty field name, and so falls through like all unknown fields.
    if (field == "event") name_ = value;
    if (field == "data") data_.append(value).append("\n");
}

}  // namespace roomkey
