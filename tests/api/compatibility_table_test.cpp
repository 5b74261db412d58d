#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/api/openapi_reader.hpp"

// docs/compatibility.md says of every operation of the vendor how far it is served.
namespace roomkey {
namespace {

using TableRow = std::vector<std::string>;

std::string trimmed(std::string const& text) {
    auto const begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? std::string{}
                                      : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

TableRow cells_of(std::string const& line) {
    TableRow cells;
    for (auto bar = line.find('|'); bar + 1 < line.size();) {
        auto const next = line.find('|', bar + 1);
        cells.push_back(trimmed(line.substr(bar + 1, next - bar - 1)));
        bar = next;
    }
    return cells;
}

/// The rows of the first table, without its head and the names of groups.
std::vector<TableRow> operation_rows() {
    std::ifstream file(ROOMKEY_SOURCE_ROOT "/docs/compatibility.md");
    std::vector<TableRow> rows;
    for (std::string line; std::getline(file, line);) {
        bool const is_row = line.starts_with("| ") && line.find("| Operation") != 0;
        if (is_row && line.find("| **") != 0) rows.push_back(cells_of(line));
        if (!rows.empty() && !line.starts_with("|")) break;
    }
    return rows;
}

TEST(CompatibilityTable, HasNoEmptyCell) {
    for (auto const& row : operation_rows()) {
        ASSERT_EQ(row.size(), 4U) << row.front();
        for (auto const& cell : row) EXPECT_NE(cell, "") << row.front();
    }
}

TEST(CompatibilityTable, HasTheOperationsOfTheVendorAndNoOthers) {
    std::map<std::string, std::string> shown;
    for (auto const& row : operation_rows()) {
        EXPECT_TRUE(shown.emplace(row[0], row[1]).second) << "twice: " << row[0];
    }
    std::map<std::string, std::string> served;
    OpenApiReader const reader;
    for (auto const& operation : reader.operations()) {
        // The other method of an operation, which its own row tells of.
        bool const is_variant = operation.name() == "ResetVisionActiveCodeByPost";
        if (operation.path.find("/usg/") == std::string::npos || is_variant) continue;
        served[operation.name()] = '`' + operation.method + ' ' + operation.path + '`';
    }
    EXPECT_EQ(shown, served);
}

}  // namespace
}  // namespace roomkey
