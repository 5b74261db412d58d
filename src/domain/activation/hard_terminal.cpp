#include "domain/activation/hard_terminal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ascii.hpp"
#include "base/time_left.hpp"

namespace roomkey {
namespace {

constexpr std::array<HardTerminalModel, 18> models{{
    {"TE10", false, "720P", true},
    {"TE20", false, "1080P", true},
    {"TE30", false, "1080P", false},
    {"TE40", false, "1080P", false},
    {"TE50", false, "1080P", false},
    {"TE60", false, "1080P", false},
    {"DP300", false, "1080P", false},
    {"HUAWEI Box 200", false, "1080P", true},
    {"HUAWEI Box 300", false, "1080P", true},
    {"HUAWEI Box 500", false, "1080P", true},
    {"HUAWEI Box 600", false, "1080P", true},
    {"HUAWEI Box 700", false, "1080P", true},
    {"HUAWEI Box 900", false, "1080P", true},
    {"HUAWEI Bar 300", false, "1080P", true},
    {"HUAWEI Bar 500", false, "1080P", true},
    {"HUAWEI Board", false, "1080P", true},
    {"polycom", true, "1080P", std::nullopt},
    {"cisco", true, "1080P", std::nullopt},
}};

constexpr std::string_view number_prefix = "+99";
/// With the prefix the 15 digits that a number has at most (E.164).
constexpr std::size_t number_digits = 13;

constexpr std::size_t sn_length_max = 30;

}  // namespace

std::span<HardTerminalModel const> hard_terminal_models() { return models; }

HardTerminalModel const* hard_terminal_model(std::string_view name) {
    auto const wanted = lower_text(name);
    auto const found = std::find_if(models.begin(), models.end(), [&](auto const& model) {
        return lower_text(model.name) == wanted;
    });
    return found == models.end() ? nullptr : &*found;
}

bool is_activated_by_code(Terminal const& hard_terminal) {
    auto const* const model = hard_terminal_model(hard_terminal.model);
    return model != nullptr && model->has_code();
}

std::string number_of(UserId const& id) {
    // An id is 32 random hex digits; so many of them carry more than 13 decimal ones.
    std::uint64_t value = 0;
    for (char const c : id.value.substr(0, 15)) {
        value = value * 16 + static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    auto digits = std::to_string(value);
    digits.insert(0, number_digits - std::min(number_digits, digits.size()), '0');
    return std::string(number_prefix) + digits.substr(digits.size() - number_digits);
}

Duration code_validity_of(UserType type, CorpPolicy const& policy) {
    return type == UserType::hard_terminal ? hard_terminal_code_validity : policy.code_validity;
}

bool is_meant_for(User const& hard_terminal, std::string_view sn) {
    if (!hard_terminal.serial_number.empty()) return hard_terminal.serial_number == sn;
    return sn.size() <= sn_length_max && std::all_of(sn.begin(), sn.end(), [](char c) {
               return is_letter_or_digit(c) || c == '_';
           });
}

bool is_registered(Terminal const& terminal, Instant now) {
    return terminal.binding && time_left(terminal.binding->last_seen_at + seen_lately, now,
                                         seen_lately) > Duration::zero();
}

}  // namespace roomkey
