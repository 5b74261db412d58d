#include "domain/account/password_rules.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/ascii.hpp"
#include "base/time_left.hpp"

namespace roomkey {
namespace {

constexpr int kinds_min = 2;
constexpr std::size_t repetitions_max = 3;
constexpr std::size_t differences_min = 2;

bool has_two_kinds(std::string_view text) {
    bool kinds[4] = {};
    for (char const c : text) {
        auto const kind = is_capital(c) ? 0 : is_letter(c) ? 1 : is_digit(c) ? 2 : 3;
        kinds[kind] = true;
    }
    return std::count(std::begin(kinds), std::end(kinds), true) >= kinds_min;
}

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

std::size_t longest_repetition(std::string_view text) {
    std::size_t longest = 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        length = i > 0 && text[i] == text[i - 1] ? length + 1 : 1;
        longest = std::max(longest, length);
    }
    return longest;
}

std::size_t differences(std::string_view one, std::string_view other) {
    auto const shared = std::min(one.size(), other.size());
    auto count = std::max(one.size(), other.size()) - shared;
    for (std::size_t i = 0; i < shared; ++i) count += one[i] == other[i] ? 0 : 1;
    return count;
}

}  // namespace

Status check_first_password(Secret const& password, std::string_view account) {
    auto const& text = password.reveal();
    if (!has_two_kinds(text)) return refusal(ErrorCode::password_too_simple);
    if (text == account || text == reversed(account)) {
        return refusal(ErrorCode::password_contains_account);
    }
    return Done{};
}

Status check_next_password(Secret const& password, Secret const& old, std::string_view account) {
    auto const& text = password.reveal();
    if (!has_two_kinds(text)) return refusal(ErrorCode::password_too_simple);
    if (longest_repetition(text) > repetitions_max) return refusal(ErrorCode::password_repetitive);
    Secret const lower(lower_text(text));
    auto const name = lower_text(account);
    bool const has_account = lower.reveal().find(name) != std::string::npos ||
                             lower.reveal().find(reversed(name)) != std::string::npos;
    if (has_account) return refusal(ErrorCode::password_contains_account);
    if (differences(text, old.reveal()) < differences_min) {
        return refusal(ErrorCode::password_too_similar);
    }
    return Done{};
}

Status check_password_pause(User const& user, Instant now) {
    auto const end = user.password_changed_at + password_change_pause;
    if (time_left(end, now, password_change_pause) > Duration::zero()) {
        return refusal(ErrorCode::password_changed_recently);
    }
    return Done{};
}

std::vector<std::string> recent_passwords(User const& user) {
    std::vector<std::string> hashes;
    if (!user.password_hash.empty()) hashes.push_back(user.password_hash);
    std::string_view rest = user.earlier_passwords;
    while (!rest.empty()) {
        auto const end = std::min(rest.find('\n'), rest.size());
        hashes.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return hashes;
}

void replace_password(User& user, std::string hash) {
    auto earlier = recent_passwords(user);
    if (earlier.size() > earlier_passwords_max) earlier.resize(earlier_passwords_max);
    user.earlier_passwords.clear();
    for (auto const& one : earlier) {
        if (!user.earlier_passwords.empty()) user.earlier_passwords += '\n';
        user.earlier_passwords += one;
    }
    user.password_hash = std::move(hash);
}

}  // namespace roomkey
