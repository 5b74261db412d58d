#include "storage/columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roomkey {
namespace {

/// Counts the columns that are read; every value is zero or empty.
class CountedRow {
public:
    explicit CountedRow(bool has_parts = true) : has_parts_(has_parts) {}

    [[nodiscard]] bool is_null() const { return !has_parts_; }
    void skip(int columns) { columns_ += columns; }
    std::int64_t integer() { return next(), 0; }
    int small() { return next(), 0; }
    bool boolean() { return next(), false; }
    Instant instant() { return next(), Instant{}; }
    Duration duration() { return next(), Duration{}; }
    std::string text() { return next(), std::string{}; }
    Bytes blob() { return next(), Bytes{}; }
    Digest digest() { return next(), Digest{}; }
    template <class Value>
    Value enumeration() {
        return next(), Value{};
    }
    template <class SomeId>
    SomeId id() {
        return next(), SomeId{};
    }

    [[nodiscard]] int columns() const { return columns_; }

private:
    void next() { ++columns_; }

    bool has_parts_;
    int columns_ = 0;
};

int count_of(std::string const& columns) {
    return static_cast<int>(std::count(columns.begin(), columns.end(), ',')) + 1;
}

template <class Read>
int columns_read(Read read, bool has_parts = true) {
    CountedRow row(has_parts);
    read(row);
    return row.columns();
}

TEST(Columns, AreReadAsManyAsAreSelected) {
    EXPECT_EQ(columns_read([](auto& row) { read_corp(row); }), count_of(corp_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_app(row); }), count_of(app_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_user(row); }), count_of(user_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_session(row); }), count_of(session_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_code(row); }), count_of(code_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_binding(row); }), count_of(binding_columns));
    EXPECT_EQ(columns_read([](auto& row) { read_notice(row); }), count_of(notice_columns));
}

TEST(Columns, OfATerminalAreAsManyWhetherItIsThereOrNot) {
    auto const read = [](auto& row) { read_terminal(row); };
    EXPECT_EQ(columns_read(read), count_of(terminal_columns));
    EXPECT_EQ(columns_read(read, /*has_parts=*/false), count_of(terminal_columns));
}

}  // namespace
}  // namespace roomkey
