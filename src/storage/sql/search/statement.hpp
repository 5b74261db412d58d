#pragma once

#include <string>
#include <utility>

#include "storage/store.hpp"

namespace roomkey {

/// A SELECT that is put together of parts, with the values of those parts. Values are borrowed as
/// `Value` does.
class Statement {
public:
    template <class... Given>
    explicit Statement(Given const&... given) : values_(given...), count_(sizeof...(given)) {}

    /// Takes a further value; returns how the text names it.
    std::string place(Value value) {
        values_.add(value);
        return '$' + std::to_string(++count_);
    }
    Statement& operator<<(std::string_view part) {
        text_ += part;
        return *this;
    }

    /// Planned for these very values: how common they are decides how to find them.
    [[nodiscard]] Result<Rows> run(Reader& reader) const {
        return reader.query_once(text_, values_);
    }
    /// The first column of the first row.
    [[nodiscard]] Result<std::int64_t> integer(Reader& reader) const {
        return integer_of(run(reader));
    }

private:
    std::string text_;
    Values values_;
    std::size_t count_ = 0;
};

}  // namespace roomkey
