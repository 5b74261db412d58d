#include "storage/postgres/parameters.hpp"

#include <algorithm>

namespace roomkey::postgres {
namespace {

// Object ids of built-in types, fixed for ever (pg_type.dat of PostgreSQL).
constexpr unsigned bool_type = 16;
constexpr unsigned bytes_type = 17;
constexpr unsigned integer_type = 20;
constexpr unsigned text_type = 25;
constexpr int binary = 1;

/// The type of arrays of `element`.
unsigned array_of(unsigned element) {
    switch (element) {
        case bool_type:
            return 1'000;
        case bytes_type:
            return 1'001;
        case integer_type:
            return 1'016;
        default:
            return 1'009;  // text
    }
}

/// PostgreSQL's text holds no NUL, and so no name that it holds has one. A text with one, which
/// can only be a search text, gets this noncharacter instead and finds nothing.
std::string without_nul(std::string_view text) {
    constexpr std::string_view noncharacter = "\xEF\xBF\xBF";
    std::string clean;
    for (char const character : text) {
        if (character == '\0') {
            clean += noncharacter;
        } else {
            clean += character;
        }
    }
    return clean;
}

}  // namespace

char const* const* Parameters::values() {
    pointers_.clear();
    for (auto const& place : values_) {
        if (place.is_null) {
            pointers_.push_back(nullptr);
        } else {
            pointers_.push_back(place.borrowed != nullptr ? place.borrowed
                                                          : own_.data() + place.own_offset);
        }
    }
    return pointers_.data();
}

void Parameters::add(Value const& value) {
    auto const data = value.data();
    switch (value.kind()) {
        case Value::Kind::integer:
            add_own(integer_type, big_endian(value.number()));
            break;
        case Value::Kind::boolean:
            add_own(bool_type, big_endian(static_cast<std::uint8_t>(value.number())));
            break;
        case Value::Kind::text:
            if (data.find('\0') == std::string_view::npos) {
                note(text_type, data.size(), {data.empty() ? "" : data.data(), 0, false});
            } else {
                add_own(text_type, without_nul(data));
            }
            break;
        case Value::Kind::bytes:
            note(bytes_type, data.size(), {data.empty() ? "" : data.data(), 0, false});
            break;
    }
    // Its type is sent all the same.
    values_.back().is_null = value.is_null();
}

void Parameters::add_array(unsigned element_type, std::int32_t count, bool has_nulls,
                           std::string_view elements) {
    // array_recv of PostgreSQL: dimensions, flags, type, then extent and first index of each.
    std::string bytes = big_endian(std::int32_t{1}) + big_endian(std::int32_t{has_nulls ? 1 : 0}) +
                        big_endian(element_type) + big_endian(count) + big_endian(std::int32_t{1});
    bytes += elements;
    add_own(array_of(element_type), bytes);
}

void Parameters::reserve(std::size_t count) {
    types_.reserve(count);
    lengths_.reserve(count);
    formats_.reserve(count);
    values_.reserve(count);
}

void Parameters::add_own(unsigned type, std::string_view bytes) {
    note(type, bytes.size(), {nullptr, own_.size(), false});
    own_ += bytes;
}

void Parameters::note(unsigned type, std::size_t length, Place place) {
    types_.push_back(type);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(binary);
    values_.push_back(place);
}

}  // namespace roomkey::postgres
