#include "storage/sql/table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace roomkey {
namespace {

enum class Colour : std::uint8_t { red = 7 };

struct Frame {
    Colour colour{};
    int width = 0;
};

struct Picture {
    UserId id;
    CorpId owner;
    std::string title;
    Frame frame;
    bool is_sold = false;
    Bytes image;
    Digest hash{};
    Instant made_at{};
    Duration drying{};
};

constexpr auto picture_table = table<Picture>(
    "picture", "p", staying("picture_id", &Picture::id), null_if_empty("owner", &Picture::owner),
    changing("title", &Picture::title), changing("colour", &Picture::frame, &Frame::colour),
    changing("width", &Picture::frame, &Frame::width), changing("is_sold", &Picture::is_sold),
    changing("image", &Picture::image), changing("hash", &Picture::hash),
    staying("made_at", &Picture::made_at), changing("drying", &Picture::drying));

/// A row of values as they were bound.
class BoundRow final : public Row {
public:
    explicit BoundRow(std::span<Value const> values) : values_(values.begin(), values.end()) {}

    [[nodiscard]] bool is_null() const override { return values_.front().is_null(); }
    void skip(int columns) override { values_.erase(values_.begin(), values_.begin() + columns); }
    std::int64_t integer() override { return take().number(); }
    std::string_view data() override { return take().data(); }
    [[nodiscard]] bool empty() const { return values_.empty(); }

private:
    Value take() {
        auto const value = values_.front();
        values_.pop_front();
        return value;
    }

    std::deque<Value> values_;
};

Picture sample() {
    Picture picture;
    picture.id = UserId{"p-1"};
    picture.owner = CorpId{"c-1"};
    picture.title = "Night";
    picture.frame = {Colour::red, -3};
    picture.is_sold = true;
    picture.image = {0, 1};
    picture.hash.back() = 9;
    picture.made_at = Instant{Duration{-5}};
    picture.drying = Duration{40};
    return picture;
}

TEST(Table, ListsItsColumnsForEveryUse) {
    constexpr auto small = table<Frame>("frame", "f", staying("colour", &Frame::colour),
                                        changing("width", &Frame::width));
    EXPECT_EQ(small.columns(), "f.colour, f.width");
    EXPECT_EQ(small.columns("o"), "o.colour, o.width");
    EXPECT_EQ(small.names(), "colour, width");
    EXPECT_EQ(small.places(), "$1, $2");
    EXPECT_EQ(small.places(4), "$4, $5");
    EXPECT_EQ(small.insert(), "INSERT INTO frame (colour, width) VALUES ($1, $2)");
    EXPECT_EQ(small.column_count, 2);
}

TEST(Table, ChangesNothingThatStays) {
    EXPECT_EQ(picture_table.assignments(2),
              "owner = $2, title = $3, colour = $4, width = $5, is_sold = $6, image = $7, "
              "hash = $8, drying = $9");
    Values values;
    picture_table.add_changing(values, sample());
    EXPECT_EQ(std::span<Value const>{values}.size(), 8U);
    EXPECT_EQ(picture_table.replacements().find("made_at"), std::string::npos);
    EXPECT_EQ(picture_table.replacements().find("owner = excluded.owner, title"), 0U);
}

TEST(Table, ReadsBackWhatItSaves) {
    auto const picture = sample();
    auto const values = picture_table.values(picture);
    BoundRow row{values};
    auto const read = picture_table(row);
    EXPECT_TRUE(row.empty());
    EXPECT_EQ(read.id, picture.id);
    EXPECT_EQ(read.owner, picture.owner);
    EXPECT_EQ(read.title, picture.title);
    EXPECT_EQ(read.frame.colour, Colour::red);
    EXPECT_EQ(read.frame.width, -3);
    EXPECT_TRUE(read.is_sold);
    EXPECT_EQ(read.image, picture.image);
    EXPECT_EQ(read.hash, picture.hash);
    EXPECT_EQ(read.made_at, picture.made_at);
    EXPECT_EQ(read.drying, picture.drying);
}

TEST(Table, SavesNothingForWhatIsNullIfEmpty) {
    auto picture = sample();
    picture.owner = {};
    picture.title = {};
    auto const values = picture_table.values(picture);
    std::span<Value const> const saved{values};
    EXPECT_TRUE(saved[1].is_null());
    EXPECT_EQ(saved[1].kind(), Value::Kind::text);
    EXPECT_FALSE(saved[2].is_null());
}

TEST(Table, TellsTheKindOfEachColumn) {
    std::vector<Value::Kind> kinds;
    picture_table.describe([&](std::string_view, Value::Kind kind) { kinds.push_back(kind); });
    using enum Value::Kind;
    EXPECT_EQ(kinds, (std::vector{text, text, text, integer, integer, boolean, bytes, bytes,
                                  integer, integer}));
}

}  // namespace
}  // namespace roomkey
