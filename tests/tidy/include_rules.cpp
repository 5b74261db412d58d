#include "tests/tidy/include_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace roomkey {
namespace {

struct Room {
    std::string_view name;
    /// Rooms, or single headers of a room. The room itself need not be named.
    std::vector<std::string_view> may_include;
};

std::vector<Room> const& rooms() {
    static std::vector<Room> const table{
        {"base", {}},
        {"domain", {"base"}},
        {"fields", {"base"}},
        {"security", {"domain", "base"}},
        {"phone", {"domain", "base"}},
        {"qr", {"base"}},
        {"storage", {"domain", "base"}},
        {"net", {"base"}},
        {"usecase",
         {"domain", "fields", "security", "storage/store.hpp", "storage/records.hpp", "storage/sql",
          "base"}},
        {"operations", {"usecase", "domain", "fields", "base"}},
        {"api", {"operations", "usecase", "net", "qr", "domain", "fields", "base"}},
        {"console", {"net", "base"}},
        {"delivery", {"usecase", "net", "security", "qr", "domain", "base"}},
        {"openid", {"usecase", "net", "security", "domain", "base"}},
        {"cli", {"operations", "usecase", "net", "domain", "fields", "base"}},
        {"app",
         {"api", "console", "delivery", "openid", "cli", "usecase", "net", "phone", "storage",
          "security", "fields", "domain", "base"}},
    };
    return table;
}

/// Interchangeable things behind an interface.
constexpr std::array<std::string_view, 5> interchangeable{
    "storage/sqlite", "storage/postgres", "delivery/email", "delivery/sms", "delivery/spool"};

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('/')); }

Room const* find_room(std::string_view name) {
    auto const room = std::find_if(rooms().begin(), rooms().end(),
                                   [&](Room const& candidate) { return candidate.name == name; });
    return room == rooms().end() ? nullptr : &*room;
}

/// The path of `#include "path"`.
std::optional<std::string_view> included_path(std::string_view line) {
    constexpr std::string_view start = "#include \"";
    if (!line.starts_with(start)) return std::nullopt;
    line.remove_prefix(start.size());
    return line.substr(0, line.find('"'));
}

/// What is wrong with `included` in a file of `room`; empty if nothing is. Both paths are from
/// src/.
std::string objection(Room const& room, std::string_view path, std::string_view included) {
    auto const target = first_part(included);
    if (find_room(target) == nullptr) return "include paths start at src/ and name a room";
    auto const is_allowed = [&](std::string_view allowed) {
        return included == allowed || is_in(included, allowed);
    };
    bool const is_own = target == room.name;
    if (!is_own && std::none_of(room.may_include.begin(), room.may_include.end(), is_allowed)) {
        return std::string{room.name} + "/ may not include " + std::string{target} + '/' +
               (target == "storage" ? " beyond its door" : "");
    }
    for (auto const folder : interchangeable) {
        if (is_in(included, folder) && !is_in(path, folder) && room.name != "app") {
            return "only app/ names " + std::string{folder} + '/';
        }
    }
    return {};
}

}  // namespace

void check_includes(SourceFile const& file, Findings& findings) {
    if (!is_cpp(file.path) || !is_in(file.path, "src") || is_test(file.path)) return;
    auto const path = std::string_view{file.path}.substr(4);
    auto const* const room = find_room(first_part(path));
    if (room == nullptr) {
        findings.push_back({file.path, 0, "include", "src/ has no such room; see the table"});
        return;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        auto const included = included_path(file.lines[i]);
        if (!included) continue;
        auto advice = objection(*room, path, *included);
        if (!advice.empty()) findings.push_back({file.path, i + 1, "include", std::move(advice)});
    }
}

}  // namespace roomkey
