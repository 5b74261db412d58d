#include "delivery/kannel_parameters.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/ascii.hpp"
#include "base/percent.hpp"
#include "base/utf8.hpp"

namespace roomkey {
namespace {

// What roomkey says itself; twice, Kannel would take the first.
constexpr std::string_view own_parameters[] = {"username", "password", "user",    "pass",   "to",
                                               "from",     "text",     "charset", "coding", "smsc",
                                               "validity", "dlr-mask", "dlr-url", "udh"};

}  // namespace

Status check_kannel_parameters(std::string_view parameters) {
    for (auto const& [raw_name, raw_value] : query_pairs(parameters)) {
        auto const name = form_decoded(raw_name);
        auto const value = form_decoded(raw_value);
        bool const is_name = name && !name->empty() && consists_of(*name, [](char c) {
                                 return is_letter_or_digit(c) || c == '-' || c == '_';
                             });
        bool const is_readable = is_name && value && !has_control_character(*value);
        bool const is_own = name && std::find(std::begin(own_parameters), std::end(own_parameters),
                                              *name) != std::end(own_parameters);
        if (is_readable && !is_own) continue;
        return invalid_field("parameters", is_own ? Fault::not_allowed : Fault::wrong_format,
                             "NAME=VALUE&NAME=VALUE, encoded as in a query, without what roomkey "
                             "sends itself");
    }
    bool const is_clean = std::all_of(parameters.begin(), parameters.end(),
                                      [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
    if (!is_clean) return invalid_field("parameters", Fault::wrong_format, "a query");
    return Done{};
}

std::string kannel_parameters(std::string_view general, std::string_view own) {
    if (own.empty()) return std::string(general);
    std::set<std::string> names;
    for (auto const& [raw_name, raw_value] : query_pairs(own)) {
        names.insert(lower_text(form_decoded(raw_name).value_or("")));
    }
    std::string all(own);
    for (auto const& [raw_name, raw_value] : query_pairs(general)) {
        if (names.contains(lower_text(form_decoded(raw_name).value_or("")))) continue;
        all.append("&").append(raw_name).append("=").append(raw_value);
    }
    return all;
}

}  // namespace roomkey
