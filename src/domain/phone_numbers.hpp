#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/country.hpp"

namespace roomkey {

/// One way to understand digits that have no plus sign.
struct PhoneReading {
    std::string number;         ///< In international form.
    bool is_possible = false;   ///< Numbers of this length exist there.
    bool is_valid = false;      ///< The numbering plan has it.
    bool can_get_text = false;  ///< Valid, and mobile or of a range shared with mobiles.
};

/// What is known of the world's numbering plans. Thread-safe. Numbers are in international form,
/// with their plus sign.
class PhoneNumbers {
public:
    virtual ~PhoneNumbers() = default;

    /// The one form in which a number is kept, counted and dialled: E.164, without the trunk prefix
    /// that is dialled within some countries ("+44 07700..." is "+447700..."). A number of a length
    /// that the plan does not know stays as it is, because plans change faster than programs. Empty
    /// if no country has such a calling code.
    [[nodiscard]] virtual std::optional<std::string> canonical(std::string const& number) const = 0;

    /// What `digits`, dialled in `country`, can mean: as a national number, as an international one
    /// that begins with the calling code, or both, each once.
    [[nodiscard]] virtual std::vector<PhoneReading> readings(std::string const& digits,
                                                             Country const& country) const = 0;

    /// ISO 3166 two-letter code of where the number belongs, such as "CN"; empty if unknown.
    [[nodiscard]] virtual std::string region(std::string const& number) const = 0;

    /// Whether the plan of its country has the number, which is in E.164.
    [[nodiscard]] virtual bool is_valid(std::string const& number) const = 0;

    /// Whether numbers can belong to `region`, which is in capitals.
    [[nodiscard]] virtual bool has_region(std::string const& region) const = 0;
};

}  // namespace roomkey
