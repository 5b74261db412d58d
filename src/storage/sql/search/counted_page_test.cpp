#include "storage/sql/search/counted_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace roomkey {
namespace {

/// A list of so many numbers, and how far it was counted.
class CountedPage : public testing::Test {
protected:
    Page<std::int64_t> page(std::int64_t size, std::int64_t offset, int limit = 10) {
        counted_ = 0;
        auto const answer = counted_page(
            PageRequest{offset, limit}, counted_max,
            [&](std::int64_t max) -> Result<std::int64_t> {
                return counted_ = std::min(size, max);
            },
            [&](std::int64_t from, int count) -> Result<std::vector<std::int64_t>> {
                std::vector<std::int64_t> records;
                for (auto i = from; i < size && i < from + count; ++i) records.push_back(i);
                return records;
            });
        return answer.value();
    }

    std::int64_t counted_ = 0;
};

TEST_F(CountedPage, CountsExactlyUpToItsBound) {
    EXPECT_EQ(page(0, 0).count, 0);
    EXPECT_EQ(page(25, 20).count, 25);
    EXPECT_EQ(page(25, 20).data.size(), 5U);
    EXPECT_EQ(page(counted_max, 0).count, counted_max);
    EXPECT_EQ(page(counted_max + 1, 0).count, counted_max + 1);
    EXPECT_EQ(page(1'000'000, 0).count, counted_max + 1);
    EXPECT_EQ(counted_, counted_max + 1);
}

TEST_F(CountedPage, SaysThatThereIsMoreBeyondItsBound) {
    for (std::int64_t const offset : {counted_max - 9, counted_max, std::int64_t{500'000}}) {
        auto const deep = page(1'000'000, offset);
        EXPECT_EQ(deep.offset, offset);
        EXPECT_EQ(deep.count, offset + 11);
        ASSERT_EQ(deep.data.size(), 10U);
        EXPECT_EQ(deep.data.front(), offset);
        EXPECT_EQ(counted_, 0);
    }
}

TEST_F(CountedPage, CountsExactlyAtTheEnd) {
    for (std::int64_t const offset : {999'990, 999'985, 999'999}) {
        auto const last = page(1'000'000, offset);
        EXPECT_EQ(last.count, offset == 999'985 ? 999'996 : 1'000'000) << offset;
        EXPECT_EQ(last.offset, offset);
        EXPECT_EQ(last.data.back(), std::min<std::int64_t>(offset + 9, 999'999));
    }
}

TEST_F(CountedPage, CutsTheLastPageBeyondTheEnd) {
    for (auto const offset : {std::int64_t{1'000'001}, std::numeric_limits<std::int64_t>::max()}) {
        auto const last = page(1'000'001, offset);
        EXPECT_EQ(last.count, 1'000'001);
        EXPECT_EQ(last.offset, 1'000'000);
        EXPECT_EQ(last.data, (std::vector<std::int64_t>{1'000'000}));
    }
    EXPECT_EQ(page(0, 50'000).offset, 0);
    EXPECT_EQ(page(3, 50'000).data.size(), 3U);
}

TEST_F(CountedPage, LeadsAClientToEveryRecord) {
    std::int64_t seen = 0;
    std::int64_t count = 1;
    for (std::int64_t offset = 0; offset < count; offset += 500) {
        auto const one = page(23'456, offset, 500);
        seen += std::ssize(one.data);
        count = one.count;
    }
    EXPECT_EQ(seen, 23'456);
}

}  // namespace
}  // namespace roomkey
