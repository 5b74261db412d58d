#include "cli/text/moment.hpp"

#include <cstddef>

namespace roomkey {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Reads a text from its front; a failed step makes `is_good` false for good.
class Reading {
public:
    explicit Reading(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        if (rest_.size() < count) is_good_ = false;
        for (std::size_t i = 0; i < count && is_good_; ++i) {
            char const digit = rest_[i];
            if (digit < '0' || digit > '9') is_good_ = false;
            value = value * 10 + (digit - '0');
        }
        if (is_good_) rest_.remove_prefix(count);
        return is_good_ ? value : 0;
    }

    void expect(char character) {
        if (!next_is(character)) is_good_ = false;
    }

    /// Takes `character` if it is next.
    bool next_is(char character) {
        if (!rest_.starts_with(character)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] std::size_t leading_digits() const {
        auto const end = rest_.find_first_not_of("0123456789");
        return end == std::string_view::npos ? rest_.size() : end;
    }

    [[nodiscard]] bool is_done() const { return is_good_ && rest_.empty(); }
    [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

std::optional<Duration> read_time_of_day(Reading& reading) {
    hours const hour{reading.digits(2)};
    reading.expect(':');
    minutes const minute{reading.digits(2)};
    seconds second{0};
    Duration fraction{0};
    if (reading.next_is(':')) {
        second = seconds{reading.digits(2)};
        if (reading.next_is('.')) {
            auto const count = reading.leading_digits();
            if (count < 1 || count > 3) return std::nullopt;
            int value = reading.digits(count);
            for (auto i = count; i < 3; ++i) value *= 10;
            fraction = Duration{value};
        }
    }
    reading.expect('Z');
    if (hour >= hours{24} || minute >= minutes{60} || second >= seconds{60}) return std::nullopt;
    return hour + minute + second + fraction;
}

}  // namespace

std::optional<Instant> parse_moment(std::string_view text) {
    Reading reading(text);
    std::chrono::year const year{reading.digits(4)};
    reading.expect('-');
    std::chrono::month const month{static_cast<unsigned>(reading.digits(2))};
    reading.expect('-');
    std::chrono::day const day{static_cast<unsigned>(reading.digits(2))};
    Duration time{0};
    if (!reading.is_at_end()) {
        reading.expect('T');
        auto const read = read_time_of_day(reading);
        if (!read) return std::nullopt;
        time = *read;
    }
    std::chrono::year_month_day const date{year, month, day};
    if (!reading.is_done() || !date.ok()) return std::nullopt;
    return Instant{std::chrono::sys_days{date}} + time;
}

}  // namespace roomkey
