#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey::postgres {

template <class Value>
concept Enumeration = std::is_enum_v<Value>;

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
    template <class... Values>
    explicit Parameters(Values const&... values) {
        reserve(sizeof...(values));
        (add(values), ...);
    }

    [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
    [[nodiscard]] unsigned const* types() const { return types_.data(); }
    [[nodiscard]] int const* lengths() const { return lengths_.data(); }
    [[nodiscard]] int const* formats() const { return formats_.data(); }
    /// What libpq is given; valid until the next call or change.
    [[nodiscard]] char const* const* values();

    void add(std::string_view value);
    void add(std::string const& value) { add(std::string_view{value}); }
    void add(char const* value) { add(std::string_view{value}); }
    void add(std::int64_t value);
    void add(int value) { add(std::int64_t{value}); }
    void add(bool value);
    void add(Instant value) { add(unix_milliseconds(value)); }
    void add(Duration value) { add(std::int64_t{value.count()}); }
    void add(Digest const& value) { add_bytes(value.data(), value.size()); }
    void add(Bytes const& value) { add_bytes(value.data(), value.size()); }
    template <Enumeration Value>
    void add(Value value) {
        add(static_cast<std::int64_t>(value));
    }
    template <class Tag>
    void add(Id<Tag> const& value) {
        add(std::string_view{value.value});
    }
    /// An array of one dimension. `elements` are its values one after the other, each behind its
    /// length as `big_endian` writes it; a null is the length -1 alone.
    void add_array(unsigned element_type, std::int32_t count, bool has_nulls,
                   std::string_view elements);
    template <class Value>
    void add(std::optional<Value> const& value) {
        if (value) return add(*value);
        // Only its type is told.
        static Value const any{};
        add(any);
        values_.back().is_null = true;
    }

private:
    /// Where a value lies: with the caller, or in `own_`, which moves while it grows.
    struct Place {
        char const* borrowed = nullptr;
        std::size_t own_offset = 0;
        bool is_null = false;
    };

    void reserve(std::size_t count);
    void add_bytes(std::uint8_t const* data, std::size_t count);
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
