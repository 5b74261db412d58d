#pragma once

#include "domain/phone_numbers.hpp"

namespace roomkey {

/// The world's numbering plans as libphonenumber knows them. Needs no files and no network.
class NumberingPlans final : public PhoneNumbers {
public:
    [[nodiscard]] std::optional<std::string> canonical(std::string const& number) const override;
    [[nodiscard]] std::vector<PhoneReading> readings(std::string const& digits,
                                                     Country const& country) const override;
    [[nodiscard]] std::string region(std::string const& number) const override;
    [[nodiscard]] bool is_valid(std::string const& number) const override;
    [[nodiscard]] bool has_region(std::string const& region) const override;
};

}  // namespace roomkey
