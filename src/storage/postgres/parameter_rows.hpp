#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/postgres/parameters.hpp"

namespace roomkey::postgres {

/// Any number of rows as values of one statement: an array for each column, which the statement
/// takes apart with `unnest`. So its text, and its plan, are the same for every number of rows.
class ParameterRows {
public:
    /// Adds a row; each has values of the same types.
    template <class... Given>
    void add(Given const&... values) {
        Parameters row(values...);
        append(row);
    }
    void add(Values const& values) {
        Parameters row{std::span<Value const>{values}};
        append(row);
    }

    [[nodiscard]] bool empty() const { return columns_.empty(); }

    /// The arrays, in the order of the columns. Not before there is a row.
    [[nodiscard]] Parameters parameters() const;

private:
    struct Column {
        unsigned type = 0;
        std::int32_t count = 0;
        bool has_nulls = false;
        std::string elements;  ///< Each after its length.
    };

    void append(Parameters& row);

    std::vector<Column> columns_;
};

}  // namespace roomkey::postgres
