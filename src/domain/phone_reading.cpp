#include "domain/phone_reading.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.hpp"

namespace roomkey {
namespace {

constexpr std::string_view international_prefix = "00";
/// Without their area code, within +1.
constexpr std::size_t local_digits = 7;

bool is_digits(std::string_view text) { return !text.empty() && consists_of(text, is_digit); }

Result<std::string> read_international(std::string const& number,
                                       std::optional<Country> const& country,
                                       PhoneNumbers const& numbers, std::string const& field) {
    if (!is_e164(number)) return invalid_field(field, Fault::wrong_format, "E.164");
    if (country && !country->owns(number, numbers.region(number))) {
        return invalid_field(field, Fault::wrong_format, "a number of the country that is given");
    }
    auto form = numbers.canonical(number);
    if (!form) return invalid_field(field, Fault::wrong_format, "E.164");
    return std::move(*form);
}

/// Those of which `quality` holds, or all if it holds of none.
std::vector<PhoneReading> best(std::vector<PhoneReading> readings, bool PhoneReading::*quality) {
    bool const is_decisive = std::any_of(readings.begin(), readings.end(),
                                         [&](auto const& reading) { return reading.*quality; });
    if (is_decisive) std::erase_if(readings, [&](auto const& r) { return !(r.*quality); });
    return readings;
}

Result<std::string> read_national(std::string digits, Country const& country,
                                  PhoneNumbers const& numbers, std::string const& field) {
    if (country.has_area_code() && digits.size() == local_digits) {
        digits.insert(0, country.calling_code);
    }
    auto readings = numbers.readings(digits, country);
    std::erase_if(readings, [&](PhoneReading const& reading) {
        return !reading.is_possible || !is_e164(reading.number) ||
               !country.owns(reading.number, numbers.region(reading.number));
    });
    readings =
        best(best(std::move(readings), &PhoneReading::is_valid), &PhoneReading::can_get_text);
    if (readings.empty()) {
        return invalid_field(field, Fault::wrong_format,
                             "a number of the country, or one with +, which is taken as it is");
    }
    if (readings.size() > 1) {
        return invalid_field(field, Fault::wrong_format,
                             "a number with +, which is taken as it is: "
                             "these digits can be read in two ways");
    }
    return read_international(readings.front().number, country, numbers, field);
}

}  // namespace

bool is_e164(std::string_view number) {
    constexpr std::size_t digits_min = 7;
    constexpr std::size_t digits_max = 15;
    if (!number.starts_with('+')) return false;
    number.remove_prefix(1);
    return number.size() >= digits_min && number.size() <= digits_max && number.front() != '0' &&
           is_digits(number);
}

bool has_phone_format(std::string_view text) {
    return is_digits(text.substr(text.starts_with('+') ? 1 : 0));
}

Result<std::string> read_phone(std::string_view text, std::optional<std::string> const& country,
                               PhoneNumbers const& numbers, std::string const& phone_field,
                               std::string const& country_field) {
    if (!has_phone_format(text)) {
        return invalid_field(phone_field, Fault::wrong_format, "^[+]?[0-9]+$");
    }
    bool const has_plus = text.starts_with('+');
    std::string digits(text.substr(has_plus ? 1 : 0));

    auto const given = country ? find_country(*country) : std::nullopt;
    if (country && !given) return invalid_field(country_field, Fault::unknown_value);
    if (has_plus) return read_international('+' + digits, given, numbers, phone_field);
    if (digits.starts_with(international_prefix)) {
        digits.erase(0, international_prefix.size());
        return read_international('+' + digits, given, numbers, phone_field);
    }
    return read_national(std::move(digits), given.value_or(*find_country(country_default)), numbers,
                         phone_field);
}

bool may_lack_plus(std::string_view text, PhoneNumbers const& numbers) {
    auto const number = '+' + std::string(text);
    if (!is_e164(number)) return false;
    bool const is_ours = find_country(country_default)->owns(number, numbers.region(number));
    return !is_ours && numbers.is_valid(number);
}

}  // namespace roomkey
