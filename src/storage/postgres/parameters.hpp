#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sql/value.hpp"

namespace roomkey::postgres {

/// A number as PostgreSQL's binary formats have it.
template <class Number>
std::string big_endian(Number value) {
    std::string bytes(sizeof value, '\0');
    auto rest = static_cast<std::uint64_t>(value);
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at) {
        *at = static_cast<char>(rest & 0xFFU);
        rest >>= 8U;
    }
    return bytes;
}

/// The values of one statement in PostgreSQL's binary formats, in the order of $1, $2 and so on.
/// Texts and bytes are borrowed: they must outlive the sending.
class Parameters {
public:
    template <class... Given>
    explicit Parameters(Given const&... values) {
        reserve(sizeof...(values));
        (add(values), ...);
    }
    explicit Parameters(std::span<Value const> values) {
        reserve(values.size());
        for (auto const& value : values) add(value);
    }

    [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
    [[nodiscard]] unsigned const* types() const { return types_.data(); }
    [[nodiscard]] int const* lengths() const { return lengths_.data(); }
    [[nodiscard]] int const* formats() const { return formats_.data(); }
    /// What libpq is given; valid until the next call or change.
    [[nodiscard]] char const* const* values();

    void add(Value const& value);
    /// An array of one dimension. `elements` are its values one after the other, each after its
    /// length as `big_endian` writes it; a null is the length -1 alone.
    void add_array(unsigned element_type, std::int32_t count, bool has_nulls,
                   std::string_view elements);

private:
    /// Where a value lies: with the caller, or in `own_`, which moves while it grows.
    struct Place {
        char const* borrowed = nullptr;
        std::size_t own_offset = 0;
        bool is_null = false;
    };

    void reserve(std::size_t count);
    void add_own(unsigned type, std::string_view bytes);
    void note(unsigned type, std::size_t length, Place place);

    std::vector<unsigned> types_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<Place> values_;
    std::vector<char const*> pointers_;
    std::string own_;
};

}  // namespace roomkey::postgres
