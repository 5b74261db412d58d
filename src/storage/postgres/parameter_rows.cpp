#include "storage/postgres/parameter_rows.hpp"

namespace roomkey::postgres {

void ParameterRows::append(Parameters& row) {
    columns_.resize(static_cast<std::size_t>(row.count()));
    auto const* const values = row.values();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto& column = columns_[i];
        column.type = row.types()[i];
        ++column.count;
        if (values[i] == nullptr) {
            column.has_nulls = true;
            column.elements += big_endian(std::int32_t{-1});
        } else {
            auto const length = row.lengths()[i];
            column.elements += big_endian(std::int32_t{length});
            column.elements.append(values[i], static_cast<std::size_t>(length));
        }
    }
}

Parameters ParameterRows::parameters() const {
    Parameters arrays;
    for (auto const& column : columns_) {
        arrays.add_array(column.type, column.count, column.has_nulls, column.elements);
    }
    return arrays;
}

}  // namespace roomkey::postgres
