#pragma once

#include <optional>
#include <string>

namespace roomkey {

/// What is known of the world's numbering plans. Thread-safe. Numbers are in international form,
/// with their plus sign.
class PhoneNumbers {
public:
    virtual ~PhoneNumbers() = default;

    /// The one form in which a number is kept, counted and dialled: E.164, without the trunk prefix
    /// that is dialled within some countries ("+44 07700..." is "+447700..."). Nothing if no number
    /// of this length can exist there. Whether it does exist is not asked: plans change faster than
    /// programs.
    [[nodiscard]] virtual std::optional<std::string> canonical(std::string const& number) const = 0;

    /// ISO 3166 two-letter code of where the number belongs, such as "CN"; empty if unknown.
    [[nodiscard]] virtual std::string region(std::string const& number) const = 0;

    /// Whether numbers can belong to `region`, which is in capital letters.
    [[nodiscard]] virtual bool has_region(std::string const& region) const = 0;
};

}  // namespace roomkey
