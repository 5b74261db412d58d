#include "storage/postgres/rows.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <utility>

namespace roomkey::postgres {

void ResultDeleter::operator()(pg_result* result) const { PQclear(result); }

Rows::Rows(ResultHandle result) : result_(std::move(result)) {}

bool Rows::next() {
    column_ = 0;
    if (row_ + 1 >= PQntuples(result_.get())) return false;
    ++row_;
    return true;
}

std::int64_t Rows::changed() const {
    std::string_view const count = PQcmdTuples(result_.get());
    std::int64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

bool Rows::is_null() const { return PQgetisnull(result_.get(), row_, column_) != 0; }

std::int64_t Rows::integer() {
    // Of 1, 2, 4 or 8 bytes, as the type of the column wants it; the first carries the sign.
    auto const value = data();
    bool const is_negative =
        value.size() > 1 && (static_cast<unsigned char>(value[0]) & 0x80U) != 0;
    auto number = is_negative ? ~std::uint64_t{0} : std::uint64_t{0};
    for (char const byte : value) number = number << 8U | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(number);
}

std::string_view Rows::data() {
    int const column = column_++;
    auto const length = static_cast<std::size_t>(PQgetlength(result_.get(), row_, column));
    return {PQgetvalue(result_.get(), row_, column), length};
}

}  // namespace roomkey::postgres
