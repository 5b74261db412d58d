#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/phone_numbers.hpp"

namespace roomkey {

/// A world of three countries, in which a number needs more than five characters and is dialled
/// with a 0 before it at home. The real one is tried in src/phone.
class SamplePhoneNumbers final : public PhoneNumbers {
public:
    [[nodiscard]] std::optional<std::string> canonical(std::string const& number) const override {
        if (number.size() <= 5) return std::nullopt;
        for (std::string_view const code : {"+86", "+852", "+49"}) {
            if (!number.starts_with(code)) continue;
            auto const begin = number.find_first_not_of('0', code.size());
            if (begin == std::string::npos) return std::nullopt;
            return std::string(code) + number.substr(begin);
        }
        return number;
    }
    [[nodiscard]] std::string region(std::string const& number) const override {
        if (number.starts_with("+86")) return "CN";
        if (number.starts_with("+852")) return "HK";
        if (number.starts_with("+49")) return "DE";
        return "";
    }
    [[nodiscard]] bool has_region(std::string const& region) const override {
        return region == "CN" || region == "HK" || region == "DE";
    }
};

}  // namespace roomkey
