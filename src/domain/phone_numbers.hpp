#pragma once

#include <string>

namespace roomkey {

/// What is known of the world's numbering plans. Thread-safe. Numbers are in international form,
/// with their plus sign.
class PhoneNumbers {
public:
    virtual ~PhoneNumbers() = default;

    /// Whether a number of this length can exist there. Not whether it does: plans change faster
    /// than programs.
    [[nodiscard]] virtual bool is_possible(std::string const& number) const = 0;

    /// ISO 3166 two-letter code of where the number belongs, such as "CN"; empty if unknown.
    [[nodiscard]] virtual std::string region(std::string const& number) const = 0;
};

}  // namespace roomkey
