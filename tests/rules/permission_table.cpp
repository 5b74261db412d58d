#include "tests/rules/permission_table.hpp"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "usecase/user/permissions.hpp"

namespace roomkey {
namespace {

using PrintedRow = std::vector<std::string>;

/// As docs/permissions.md has it.
std::string text_of(std::vector<PrintedRow> const& rows) {
    std::vector<int> widths(rows.front().size());
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], static_cast<int>(row[i].size()));
        }
    }
    std::ostringstream text;
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text << "| " << std::left << std::setw(widths[i]) << row[i] << ' ';
        }
        text << "|\n";
    }
    return text.str();
}

std::string documented() {
    std::ifstream file(ROOMKEY_SOURCE_ROOT "/docs/permissions.md");
    std::string table;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('|')) table += line + '\n';
    }
    return table;
}

std::string_view name_of(Access access) {
    switch (access) {
        case Access::open:
            return "open";
        case Access::signed_in:
            return "signed_in";
        case Access::administrator:
            return "administrator";
        case Access::default_administrator:
            return "default_administrator";
        case Access::terminal:
            return "terminal";
        case Access::operator_only:
            break;
    }
    return "operator_only";
}

}  // namespace

void PermissionTable::note(Operation const& operation, std::string const& role,
                           std::string const& observed) {
    ASSERT_NE(std::find(roles_.begin(), roles_.end(), role), roles_.end()) << role;
    auto& cell = observed_[&operation][role];
    EXPECT_TRUE(cell.empty() || cell == observed) << operation.name << ' ' << role << ": " << cell;
    cell = observed;
}

void PermissionTable::TearDown() {
    std::vector<PrintedRow> rows;
    for (auto const& [operation, cells] : observed_) {
        PrintedRow row{std::string(operation->name), std::string(name_of(operation->access))};
        if (operation->access == Access::administrator) {
            row.back() += " (" + std::string(wire_name(operation->permission)) + ')';
        }
        for (auto const& role : roles_) {
            auto const cell = cells.find(role);
            // Unless the run was of chosen tests only.
            EXPECT_TRUE(cell != cells.end() || GTEST_FLAG_GET(filter) != "*")
                << operation->name << " was not tried: " << role;
            row.push_back(cell == cells.end() ? "" : cell->second);
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return;
    std::sort(rows.begin(), rows.end());
    PrintedRow head{"operation", "x-access (x-permission)"};
    head.insert(head.end(), roles_.begin(), roles_.end());
    rows.insert(rows.begin(), std::move(head));
    rows.insert(rows.begin() + 1, PrintedRow(rows.front().size(), "---"));
    auto const table = text_of(rows);
    std::cout << table;
    if (GTEST_FLAG_GET(filter) != "*") return;
    EXPECT_EQ(documented(), table) << "in docs/permissions.md";
}

}  // namespace roomkey
