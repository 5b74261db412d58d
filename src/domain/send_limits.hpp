#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "domain/notice.hpp"

// What keeps the service from being used to flood a phone, or to run up a bill.
namespace roomkey {

/// Why the guard stops a message.
enum class SendRefusal : std::uint8_t {
    region,         ///< Text messages may not go to that country.
    contact_limit,  ///< Too many to this number or address within an hour.
    corp_limit,     ///< Too many of this enterprise within an hour.
    region_limit,   ///< Too many to this country within a day.
    day_limit,      ///< Too many in total within a day.
};

constexpr std::array<SendRefusal, 5> send_refusals{
    SendRefusal::region, SendRefusal::contact_limit, SendRefusal::corp_limit,
    SendRefusal::region_limit, SendRefusal::day_limit};

/// What administrators are shown, such as "guard: country not allowed".
std::string_view failure_text(SendRefusal refusal);
/// The stable word for programs, such as "guard_country".
std::string_view reason_name(SendRefusal refusal);

/// How many messages may be sent; 0 means no limit. Hours and days are clock hours and days in
/// UTC. A message counts once, however often it has to be tried.
///
/// What enterprises share, none of them uses up alone: to one contact each may send as many as the
/// limit says, and all together `contact_share` times as many; of a limit for a day each may use
/// half (rounded up), unless it is the only enterprise.
struct SendLimits {
    int sms_per_number = 20;       ///< An hour, of one enterprise.
    int sms_per_corp = 2'000;      ///< An hour.
    int sms_per_country = 10'000;  ///< A day.
    int sms_per_day = 20'000;
    /// ISO 3166 two-letter codes; empty: all.
    std::vector<std::string> sms_regions;
    int email_per_address = 60;  ///< An hour, of one enterprise.
    int email_per_corp = 0;      ///< An hour.
    int email_per_day = 0;
};

/// So many times what one enterprise may send to a contact, all may together.
constexpr int contact_share = 4;

/// Codes such as "CN HK", with blanks or commas between them, in capital letters or not.
/// `invalid_parameter` naming `field` if one is not two letters.
Result<std::vector<std::string>> parse_regions(std::string_view text, std::string const& field);

/// One counter that a message has to pass.
struct SendScope {
    SendRefusal refusal = SendRefusal::contact_limit;
    std::string name;  ///< With the time that it counts for; unique over all scopes.
    int max = 0;
    Instant end{};  ///< Of that time.
};

/// Where a message goes.
struct SendTarget {
    Channel channel = Channel::email;
    CorpId corp_id;
    std::string contact;
    std::string region;        ///< Of a phone number; empty if unknown.
    bool is_only_corp = true;  ///< Otherwise it shares with others what is for a day.
};

/// Whether a text message may go to that region. One that is not known is in no list.
bool may_go_to(std::string const& region, SendLimits const& limits);

/// The counters of a message sent now, the narrowest first; those without a limit are left out.
std::vector<SendScope> send_scopes(SendTarget const& target, SendLimits const& limits, Instant now);

}  // namespace roomkey
