#include "storage/sql/row.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace roomkey {
namespace {

/// Rows of one number each. With `fails`, what comes after them cannot be read.
class Numbers final : public Cursor {
public:
    explicit Numbers(std::vector<std::int64_t> numbers, bool fails = false)
        : numbers_(std::move(numbers)), fails_(fails) {}

    Result<bool> next() override {
        ++at_;
        if (at_ < static_cast<int>(numbers_.size())) return true;
        if (fails_) return unavailable("gone");
        return false;
    }
    [[nodiscard]] bool is_null() const override { return false; }
    void skip(int /*columns*/) override {}
    std::int64_t integer() override { return numbers_[static_cast<std::size_t>(at_)]; }
    std::string_view data() override { return "\x01\x02"; }

private:
    std::vector<std::int64_t> numbers_;
    bool fails_;
    int at_ = -1;
};

Result<Rows> rows(std::vector<std::int64_t> numbers, bool fails = false) {
    return Rows{std::make_unique<Numbers>(std::move(numbers), fails)};
}

std::int64_t number(Row& row) { return row.integer(); }

TEST(Rows, GiveTheFirstIfThereIsOne) {
    EXPECT_EQ(*first_of(rows({}), number), std::nullopt);
    EXPECT_EQ(*first_of(rows({7}), number), 7);
    EXPECT_EQ(*first_of(rows({7, 8}, /*fails=*/true), number), 7);
}

TEST(Rows, GiveAllOrTheErrorThatCutThemShort) {
    EXPECT_EQ(*all_of(rows({}), number), std::vector<std::int64_t>{});
    EXPECT_EQ(*all_of(rows({7, 8}), number), (std::vector<std::int64_t>{7, 8}));
    EXPECT_FALSE(all_of(rows({7, 8}, /*fails=*/true), number).ok());
    EXPECT_FALSE(first_of(rows({}, /*fails=*/true), number).ok());
    EXPECT_EQ(all_of(Result<Rows>{unavailable("lost")}, number).error().detail, "lost");
}

TEST(Rows, MakeANumberOfOneRowAtLeast) {
    EXPECT_EQ(*integer_of(rows({7})), 7);
    EXPECT_EQ(integer_of(rows({})).error().code, ErrorCode::internal);
    EXPECT_EQ(integer_of(rows({}, /*fails=*/true)).error().code, ErrorCode::unavailable);
}

TEST(Row, TakesADigestThatIsTooShortAsFarAsItGoes) {
    Numbers row({0});
    auto const digest = row.digest();
    EXPECT_EQ(digest[0], 1);
    EXPECT_EQ(digest[1], 2);
    EXPECT_EQ(digest[2], 0);
    EXPECT_EQ(row.blob(), (Bytes{1, 2}));
}

}  // namespace
}  // namespace roomkey
