#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

namespace roomkey {

template <class Candidate>
concept Enumeration = std::is_enum_v<Candidate>;

/// One value of a statement. Texts and bytes are borrowed: they must outlive the statement's run.
class Value {
public:
    enum class Kind : std::uint8_t { integer, boolean, text, bytes };

    // Implicit on purpose: the arguments of a statement read as a list of values.
    Value() = default;
    Value(std::string_view text) : kind_(Kind::text), data_(text) {}
    Value(std::string const& text) : Value(std::string_view{text}) {}
    Value(char const* text) : Value(std::string_view{text}) {}
    Value(std::int64_t number) : number_(number) {}
    Value(int number) : Value(std::int64_t{number}) {}
    Value(bool claim) : kind_(Kind::boolean), number_(claim ? 1 : 0) {}
    Value(Instant instant) : Value(unix_milliseconds(instant)) {}
    Value(Duration duration) : Value(std::int64_t{duration.count()}) {}
    Value(Digest const& digest) : Value(digest.data(), digest.size()) {}
    Value(Bytes const& bytes) : Value(bytes.data(), bytes.size()) {}
    template <Enumeration Enum>
    Value(Enum value) : Value(static_cast<std::int64_t>(value)) {}
    template <class Tag>
    Value(Id<Tag> const& id) : Value(std::string_view{id.value}) {}
    /// NULL if there is none; it has the kind that a value would have.
    template <class Held>
    Value(std::optional<Held> const& value) {
        if (value) {
            *this = Value(*value);
        } else {
            kind_ = Value(Held{}).kind();
            is_null_ = true;
        }
    }

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return is_null_; }
    /// Of a boolean, 0 or 1.
    [[nodiscard]] std::int64_t number() const { return number_; }
    /// Of a text or bytes.
    [[nodiscard]] std::string_view data() const { return data_; }

private:
    Value(std::uint8_t const* data, std::size_t count)
        : kind_(Kind::bytes), data_(reinterpret_cast<char const*>(data), count) {}

    Kind kind_ = Kind::integer;
    bool is_null_ = false;
    std::int64_t number_ = 0;
    std::string_view data_;
};

/// The values of one statement that are collected one by one, in the order of $1, $2 and so on.
class Values {
public:
    template <class... Given>
    explicit Values(Given const&... given) {
        (add(given), ...);
    }

    void add(Value value) { values_.push_back(value); }

    operator std::span<Value const>() const { return {values_.data(), values_.size()}; }

private:
    // Few records have more columns than this, so that hardly any statement allocates.
    boost::container::small_vector<Value, 32> values_;
};

}  // namespace roomkey
