#include "delivery/sms/delivery_report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.hpp"
#include "base/bytes.hpp"
#include "base/percent.hpp"
#include "base/utf8.hpp"
#include "delivery/sms/http_sender.hpp"
#include "security/hmac.hpp"

namespace roomkey {
namespace {

constexpr std::size_t key_bytes_min = 16;
constexpr std::size_t query_bytes_max = 4096;

constexpr std::array<std::pair<std::string_view, ReportState>, 5> statuses{{
    {"1", ReportState::delivered},
    {"2", ReportState::failed},
    {"4", ReportState::buffered},
    {"8", ReportState::submitted},
    {"16", ReportState::rejected},
}};

using Fields = std::map<std::string, std::string, std::less<>>;

Result<Fields> fields_of(std::string_view query) {
    if (query.size() > query_bytes_max) return invalid_field("query", Fault::wrong_length);
    Fields fields;
    for (auto const& [raw_name, raw_value] : query_pairs(query)) {
        auto name = form_decoded(raw_name);
        auto value = form_decoded(raw_value);
        if (!name || !value) return invalid_field("query", Fault::wrong_format);
        bool const is_new = fields.emplace(std::move(*name), std::move(*value)).second;
        if (!is_new) return invalid_field("query", Fault::duplicated);
    }
    return fields;
}

Result<std::string> required(Fields const& fields, std::string_view name) {
    auto const field = fields.find(name);
    if (field == fields.end()) return invalid_field(std::string(name), Fault::missing);
    return field->second;
}

bool is_id(std::string_view text) {
    constexpr std::size_t id_length = 32;
    return text.size() == id_length && consists_of(text, is_lower_hex);
}

/// The digits at the beginning of `text`, with the single characters between their groups:
/// messages and people write codes and numbers so. Its end is a digit, unless it is empty.
std::string_view number_at_start(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size()) {
        if (is_digit(text[end])) {
            ++end;
        } else if (end > 0 && end + 1 < text.size() && is_digit(text[end + 1]) &&
                   std::string_view(" -./_").find(text[end]) != std::string_view::npos) {
            end += 2;
        } else {
            break;
        }
    }
    return text.substr(0, end);
}

/// SMPP 3.4 appendix B: a receipt ends in "text:" and the beginning of the message, where the code
/// may be; other long numbers may be codes or phone numbers as well.
std::string safe_reply(std::string const& reply) {
    constexpr std::ptrdiff_t digits_shown_max = 5;
    auto said = std::string_view(reply).substr(0, lower_text(reply).find("text:"));
    std::string safe;
    while (!said.empty()) {
        auto const number = number_at_start(said);
        bool const is_long =
            std::count_if(number.begin(), number.end(), is_digit) > digits_shown_max;
        if (is_long) safe += "***";
        auto const taken = std::max(number.size(), std::size_t{1});
        if (!is_long) safe += said.substr(0, taken);
        said.remove_prefix(taken);
    }
    return one_line(safe, ' ');
}

}  // namespace

DeliveryReports::DeliveryReports(std::string callback_url, Secret key)
    : callback_url_(std::move(callback_url)), key_(std::move(key)) {}

Result<DeliveryReports> DeliveryReports::open(std::string callback_url, Secret key) {
    if (!is_http_url(callback_url) || callback_url.find('%') != std::string::npos) {
        return invalid_field("callback_url", Fault::wrong_format, "http(s)://host/path without %");
    }
    if (key.reveal().size() < key_bytes_min) {
        return invalid_field("key", Fault::wrong_length, "16 bytes or more");
    }
    return DeliveryReports(std::move(callback_url), std::move(key));
}

std::string DeliveryReports::url_for(NoticeId const& notice) const {
    char const joint = callback_url_.find('?') == std::string::npos ? '?' : '&';
    auto const token = token_of(notice);
    return callback_url_ + joint + "notice=" + notice.value +
           "&token=" + to_hex(token.data(), token.size()) + "&status=%d&reply=%A";
}

Result<DeliveryReport> DeliveryReports::read(std::string_view query) const {
    auto const fields = TRY(fields_of(query));
    auto id = TRY(required(fields, "notice"));
    auto const token = TRY(required(fields, "token"));
    auto const status = TRY(required(fields, "status"));
    if (!is_id(id)) return invalid_field("notice", Fault::wrong_format);
    NoticeId const notice{std::move(id)};
    auto const given = from_hex(token);
    if (!given || !is_same_in_constant_time(token_of(notice), *given)) {
        return refusal(ErrorCode::not_permitted, "the token does not belong to the notice");
    }
    auto const* const known =
        std::find_if(statuses.begin(), statuses.end(),
                     [&](auto const& candidate) { return candidate.first == status; });
    if (known == statuses.end()) {
        return invalid_field("status", Fault::unknown_value, "1, 2, 4, 8, 16");
    }
    auto const reply = fields.find("reply");
    return DeliveryReport{notice, known->second,
                          reply == fields.end() ? std::string{} : safe_reply(reply->second)};
}

Digest DeliveryReports::token_of(NoticeId const& notice) const {
    return hmac_sha256(key_, "roomkey delivery report\n" + notice.value);
}

}  // namespace roomkey
