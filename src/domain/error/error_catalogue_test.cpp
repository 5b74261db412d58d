#include "domain/error/error_catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>

#include "domain/error/error_operations.hpp"

namespace roomkey {
namespace {

// The command line alone refuses with these, so the server's catalogue has no entry for them.
constexpr ErrorCode not_served[] = {
    ErrorCode::corp_unknown,
};

/// Letters of the basic block of CJK ideographs begin with these bytes in UTF-8.
bool has_chinese(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte >= 0xE4U && byte <= 0xE9U;
    });
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

TEST(ErrorCatalogue, HasOneEntryForEachCodeThatIsServed) {
    std::set<ErrorCode> codes;
    for (auto const& entry : error_catalogue()) {
        EXPECT_TRUE(codes.insert(entry.code).second) << reason_name(entry.code);
        EXPECT_EQ(&error_entry(entry.code), &entry);
    }
    for (auto const code : not_served) EXPECT_TRUE(codes.insert(code).second) << reason_name(code);
    // `internal` is the last of the closed list.
    EXPECT_EQ(codes.size(), static_cast<std::size_t>(ErrorCode::internal));
}

TEST(ErrorCatalogue, TakesWhatIsNeverServedForAFaultOfTheServer) {
    for (auto const code : not_served) {
        EXPECT_EQ(error_entry(code).code, ErrorCode::internal) << reason_name(code);
    }
}

TEST(ErrorCatalogue, HasCodesOfTheVendorsFormAndStatusesOfRefusals) {
    for (auto const& entry : error_catalogue()) {
        auto const digits = entry.wire_code.substr(4);
        EXPECT_TRUE(entry.wire_code.starts_with("USG.")) << entry.wire_code;
        EXPECT_EQ(digits.size(), 9U) << entry.wire_code;
        EXPECT_EQ(digits.find_first_not_of("0123456789"), std::string_view::npos);
        EXPECT_GE(entry.status, 400) << reason_name(entry.code);
        EXPECT_LE(entry.status, 599) << reason_name(entry.code);
    }
}

TEST(ErrorCatalogue, IsOrderedByCodeAndStatus) {
    EXPECT_TRUE(std::is_sorted(error_catalogue().begin(), error_catalogue().end(),
                               [](ErrorEntry const& one, ErrorEntry const& other) {
                                   return std::tie(one.wire_code, one.status) <
                                          std::tie(other.wire_code, other.status);
                               }));
}

TEST(ErrorCatalogue, SpeaksBothLanguages) {
    for (auto const& entry : error_catalogue()) {
        for (auto const& text : {entry.message, entry.when, entry.remedy, entry.origin_note}) {
            SCOPED_TRACE(std::string(reason_name(entry.code)) + ": " + std::string(text.en));
            EXPECT_FALSE(text.en.empty());
            EXPECT_TRUE(is_ascii(text.en));
            EXPECT_TRUE(has_chinese(text.zh));
            // Chinese has its own marks; halves of Latin ones among its letters look wrong.
            EXPECT_EQ(text.zh.find(", "), std::string_view::npos) << text.zh;
            EXPECT_EQ(text.zh.find(": "), std::string_view::npos) << text.zh;
            EXPECT_EQ(text.zh.find(';'), std::string_view::npos) << text.zh;
        }
        // A message continues with a field; sentences end.
        EXPECT_NE(entry.message.en.back(), '.');
        EXPECT_FALSE(entry.message.zh.ends_with("。"));
        for (auto const& text : {entry.when, entry.remedy, entry.origin_note}) {
            EXPECT_EQ(text.en.back(), '.') << text.en;
            EXPECT_TRUE(text.zh.ends_with("。")) << text.zh;
        }
    }
}

TEST(ErrorCatalogue, GivesOneCodeOneMessageForEachReason) {
    std::set<std::tuple<std::string_view, std::string_view, std::string_view>> seen;
    for (auto const& entry : error_catalogue()) {
        // A code that a device typed and the id of one are asked for by different operations.
        if (entry.code == ErrorCode::code_id_unknown) continue;
        EXPECT_TRUE(seen.insert({entry.wire_code, entry.message.en, entry.message.zh}).second)
            << entry.message.en;
    }
}

TEST(ErrorOperations, AreThoseOfTheDocument) {
    auto const all = all_operations();
    EXPECT_EQ(std::set<std::string_view>(all.begin(), all.end()).size(), all.size());
    EXPECT_EQ(operations_answering(ErrorCode::internal), all);
    EXPECT_EQ(operations_answering(ErrorCode::root_department_protected),
              std::vector<std::string_view>{"DeleteDepartment"});
    EXPECT_EQ(operations_answering(ErrorCode::notice_outdated),
              (std::vector<std::string_view>{"ResendNotice"}));
    EXPECT_TRUE(operations_answering(ErrorCode::route_unknown).empty());
    EXPECT_TRUE(operations_answering(ErrorCode::corp_unknown).empty());
}

}  // namespace
}  // namespace roomkey
