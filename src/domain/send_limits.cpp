#include "domain/send_limits.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

using std::chrono::days;
using std::chrono::hours;

struct RefusalRow {
    SendRefusal refusal;
    std::string_view reason;
    std::string_view failure_text;
};

constexpr RefusalRow refusals[] = {
    {SendRefusal::region, "guard_country", "guard: country not allowed"},
    {SendRefusal::contact_limit, "guard_contact_limit", "guard: too many messages to this contact"},
    {SendRefusal::corp_limit, "guard_corp_limit", "guard: too many messages of this enterprise"},
    {SendRefusal::region_limit, "guard_country_limit", "guard: too many messages to this country"},
    {SendRefusal::day_limit, "guard_daily_ceiling", "guard: daily ceiling reached"},
};

RefusalRow const& row_of(SendRefusal refusal) {
    return *std::find_if(std::begin(refusals), std::end(refusals) - 1,
                         [&](RefusalRow const& row) { return row.refusal == refusal; });
}

struct Window {
    std::string name;
    Instant end;
};

/// What all enterprises together may send to a contact to which one may send `max`.
int shared_by_all(int max) {
    return max > std::numeric_limits<int>::max() / contact_share ? std::numeric_limits<int>::max()
                                                                 : max * contact_share;
}

/// What one of several enterprises may use of `max`.
int half_of(int max) { return max / 2 + max % 2; }

template <class Period>
Window window_of(Instant now, std::string const& unit) {
    auto const begin = std::chrono::floor<Period>(now);
    return {unit + std::to_string(begin.time_since_epoch().count()), begin + Period{1}};
}

}  // namespace

std::string_view failure_text(SendRefusal refusal) { return row_of(refusal).failure_text; }

std::string_view reason_name(SendRefusal refusal) { return row_of(refusal).reason; }

Result<std::vector<std::string>> parse_regions(std::string_view text, std::string const& field) {
    std::vector<std::string> regions;
    std::string word;
    auto const end_word = [&]() -> Status {
        if (word.empty()) return Done{};
        if (word.size() != 2) {
            return invalid_field(field, Fault::wrong_format,
                                 "ISO 3166 two-letter codes, with blanks between them");
        }
        regions.push_back(std::exchange(word, {}));
        return Done{};
    };
    for (char const c : text) {
        if (c == ' ' || c == ',') {
            TRY(end_word());
        } else if (is_letter(c)) {
            word += upper(c);
        } else {
            return invalid_field(field, Fault::wrong_format,
                                 "ISO 3166 two-letter codes, with blanks between them");
        }
    }
    TRY(end_word());
    return regions;
}

bool may_go_to(std::string const& region, SendLimits const& limits) {
    auto const& allowed = limits.sms_regions;
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), region) != allowed.end();
}

std::vector<SendScope> send_scopes(SendTarget const& target, SendLimits const& limits,
                                   Instant now) {
    auto const hour = window_of<hours>(now, "h");
    auto const day = window_of<days>(now, "d");
    bool const is_sms = target.channel == Channel::sms;
    std::string const channel{wire_name(target.channel)};
    std::vector<SendScope> scopes;
    auto const add = [&](SendRefusal refusal, std::string const& thing, int max,
                         Window const& window) {
        if (max <= 0) return;
        // The thing goes last, because it may hold anything.
        scopes.push_back(
            {refusal,
             channel + ' ' + std::string(reason_name(refusal)) + ' ' + window.name + ' ' + thing,
             max, window.end});
    };
    auto const own = [&](std::string const& thing) {
        return "of " + target.corp_id.value + ": " + thing;
    };
    auto const add_of_day = [&](SendRefusal refusal, std::string const& thing, int max) {
        if (!target.is_only_corp) add(refusal, own(thing), half_of(max), day);
        add(refusal, thing, max, day);
    };
    int const per_contact = is_sms ? limits.sms_per_number : limits.email_per_address;
    add(SendRefusal::contact_limit, own(target.contact), per_contact, hour);
    add(SendRefusal::contact_limit, "all: " + target.contact, shared_by_all(per_contact), hour);
    add(SendRefusal::corp_limit, target.corp_id.value,
        is_sms ? limits.sms_per_corp : limits.email_per_corp, hour);
    if (is_sms) add_of_day(SendRefusal::region_limit, target.region, limits.sms_per_country);
    add_of_day(SendRefusal::day_limit, "all", is_sms ? limits.sms_per_day : limits.email_per_day);
    return scopes;
}

}  // namespace roomkey
