#pragma once

#include "domain/phone_numbers.hpp"

namespace roomkey {

/// The world's numbering plans as libphonenumber knows them. Needs no file and no network.
class NumberingPlans final : public PhoneNumbers {
public:
    [[nodiscard]] bool is_possible(std::string const& number) const override;
    [[nodiscard]] std::string region(std::string const& number) const override;
};

}  // namespace roomkey
