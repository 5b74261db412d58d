#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/phone_numbers.hpp"

namespace roomkey {

/// A world of three countries, in which a number needs more than five characters, is dialled with a
/// 0 before it at home, and begins with 1 if it is a mobile. The real one is tried in src/phone.
class SamplePhoneNumbers final : public PhoneNumbers {
public:
    [[nodiscard]] std::optional<std::string> canonical(std::string const& number) const override {
        for (std::string_view const code : {"+86", "+852", "+49"}) {
            if (!number.starts_with(code)) continue;
            auto const begin = number.find_first_not_of('0', code.size());
            if (begin == std::string::npos) return std::nullopt;
            return std::string(code) + number.substr(begin);
        }
        return number;
    }
    [[nodiscard]] std::vector<PhoneReading> readings(std::string const& digits,
                                                     Country const& country) const override {
        std::string const code(country.calling_code);
        std::vector<PhoneReading> readings{reading('+' + code + digits, code)};
        if (digits.starts_with(code)) readings.push_back(reading('+' + digits, code));
        return readings;
    }
    [[nodiscard]] std::string region(std::string const& number) const override {
        if (number.starts_with("+86")) return "CN";
        if (number.starts_with("+852")) return "HK";
        if (number.starts_with("+49")) return "DE";
        return "";
    }
    [[nodiscard]] bool is_valid(std::string const& /*number*/) const override { return true; }
    [[nodiscard]] bool has_region(std::string const& region) const override {
        return region == "CN" || region == "HK" || region == "DE";
    }

private:
    [[nodiscard]] PhoneReading reading(std::string const& number, std::string const& code) const {
        auto const form = canonical(number).value_or(number);
        bool const is_possible = form.size() > 5;
        bool const is_mobile = form.size() > code.size() + 1 && form[code.size() + 1] == '1';
        return {form, is_possible, is_possible, is_possible && is_mobile};
    }
};

}  // namespace roomkey
