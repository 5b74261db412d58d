#include "usecase/inventory/exports.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/job/csv_table.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/user_search.hpp"

namespace roomkey {
namespace {

/// A column by the name of its field in an update, and what an account has in it.
struct Column {
    std::string_view name;
    std::string (*cell)(UserRow const& row);
};

constexpr auto description = [](UserRow const& row) { return row.user.description; };

constexpr Column columns[] = {
    {"account", [](UserRow const& row) { return row.user.account; }},
    {"sn", [](UserRow const& row) { return row.user.serial_number; }},
    {"name", [](UserRow const& row) { return row.user.name; }},
    {"englishName", [](UserRow const& row) { return row.user.english_name; }},
    {"deptCode", [](UserRow const& row) { return row.user.department_code; }},
    {"phone", [](UserRow const& row) { return row.user.phone; }},
    {"country", [](UserRow const& row) { return row.user.country; }},
    {"email", [](UserRow const& row) { return row.user.email; }},
    {"title", [](UserRow const& row) { return row.user.title; }},
    {"signature", [](UserRow const& row) { return row.user.signature; }},
    {"desc", description},
    {"description", description},
    {"status",
     [](UserRow const& row) { return std::to_string(static_cast<int>(row.user.status)); }},
    {"sortLevel", [](UserRow const& row) { return std::to_string(row.user.sort_level); }},
    {"hidePhone",
     [](UserRow const& row) { return std::string{row.user.hide_phone ? "true" : "false"}; }},
    {"prjCodeMode",
     [](UserRow const& row) {
         return row.terminal ? std::to_string(row.terminal->projection_mode) : std::string{};
     }},
    {"note", [](UserRow const& row) { return row.labels.note; }},
    {"assetNumber", [](UserRow const& row) { return row.labels.asset_number; }},
    {"tags", [](UserRow const& row) { return joined_tags(row.labels.tags); }},
};

using Names = std::span<std::string_view const>;
constexpr std::string_view of_terminals[] = {"account",   "name",  "deptCode",    "phone",
                                             "country",   "email", "desc",        "status",
                                             "sortLevel", "note",  "assetNumber", "tags"};
constexpr std::string_view of_users[] = {
    "account", "name",      "englishName", "deptCode", "phone",     "country",  "email",
    "title",   "signature", "desc",        "status",   "sortLevel", "hidePhone"};
constexpr std::string_view of_devices[] = {"sn",          "name",  "deptCode",    "phone",
                                           "country",     "email", "description", "status",
                                           "prjCodeMode", "note",  "assetNumber", "tags"};

std::string line_of(Names names, UserRow const& row) {
    std::vector<std::string> cells;
    for (auto const name : names)
        cells.push_back(std::ranges::find(columns, name, &Column::name)->cell(row));
    return csv_line(cells);
}

/// The part of the table that the page of the search says.
Result<TableExport> part_of(Reader& reader, UserSearch const& search, Names names) {
    auto const rows = TRY(search_users(reader, search));
    TableExport part;
    auto const offset = search.page.offset;
    if (offset == 0) part.csv = csv_line({names.begin(), names.end()});
    // Beyond the end the last page comes again.
    if (rows.offset != offset) return part;
    for (auto const& row : rows.data) part.csv += line_of(names, row);
    auto const next = offset + std::ssize(rows.data);
    if (!rows.data.empty() && next < rows.count) part.next_offset = next;
    return part;
}

}  // namespace

Result<TableExport> Exports::terminals(SearchTerminalsRequest const& request,
                                       Actor const& actor) const {
    return gate_.read(actor, operations::export_terminals,
                      [&](Reader& reader, Permit const& permit) {
                          return part_of(reader, listed(request.search, permit), of_terminals);
                      });
}

Result<TableExport> Exports::users(SearchUsersRequest const& request, Actor const& actor) const {
    return gate_.read(actor, operations::export_users, [&](Reader& reader, Permit const& permit) {
        return part_of(reader, listed(request.search, permit), of_users);
    });
}

Result<TableExport> Exports::devices(SearchDevicesRequest const& request,
                                     Actor const& actor) const {
    return gate_.read(actor, operations::export_devices, [&](Reader& reader, Permit const& permit) {
        return part_of(reader, listed(hard_terminals(request.search), permit), of_devices);
    });
}

}  // namespace roomkey
