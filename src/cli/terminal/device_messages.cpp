#include "cli/terminal/device_messages.hpp"

#include "domain/error/error_catalogue.hpp"

namespace roomkey {
namespace {

std::optional<std::int64_t> number_of(boost::json::object const& message, std::string_view name) {
    auto const* const value = message.if_contains(name);
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return value->get_int64();
}

}  // namespace

boost::json::object parse_object(std::string_view text) {
    boost::json::error_code fault;
    auto value = boost::json::parse(text, fault);
    if (fault || !value.is_object()) return {};
    return std::move(value.get_object());
}

std::string text_of(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return {};
    return std::string(value->get_string());
}

DeviceProfile profile_in(boost::json::object const& message) {
    return {text_of(message, "account"), text_of(message, "name"),     text_of(message, "devType"),
            text_of(message, "corpId"),  text_of(message, "corpName"), text_of(message, "deptCode"),
            text_of(message, "deptName")};
}

std::optional<CredentialGrant> grant_in(boost::json::object const& message) {
    // Nonsense from a server must not make the arithmetic overflow; a century is plenty.
    constexpr std::int64_t seconds_max = std::int64_t{100} * 366 * 86'400;
    Secret credential(text_of(message, "accessToken"));
    auto const seconds = number_of(message, "validPeriod");
    if (credential.empty() || !seconds || *seconds <= 0 || *seconds > seconds_max) {
        return std::nullopt;
    }
    return CredentialGrant{std::move(credential), std::chrono::seconds{*seconds}};
}

UnbindNews unbinding_in(boost::json::object const& message) {
    UnbindNews news{text_of(message, "reason"), std::nullopt};
    // The years that ISO 8601 can name.
    constexpr std::int64_t year_10000_ms = 253'402'300'800'000;
    auto const at = number_of(message, "at");
    if (at && *at >= 0 && *at < year_10000_ms) news.at = from_unix_milliseconds(*at);
    return news;
}

bool DeviceRefusal::is_unbound() const {
    return is_unauthenticated() && code == error_entry(ErrorCode::terminal_unbound).wire_code;
}

DeviceRefusal refusal_in(HttpAnswer const& answer) {
    auto const body = parse_object(answer.body);
    DeviceRefusal refusal{
        answer.status, text_of(body, "error_code"), text_of(body, "error_msg"), {}};
    refusal.retry_after = find_header(answer.headers, "Retry-After").value_or("");
    return refusal;
}

}  // namespace roomkey
