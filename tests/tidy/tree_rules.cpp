#include "tests/tidy/tree_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace roomkey {
namespace {

constexpr int folder_sources_max = 15;

bool is_source(std::string_view path) {
    return is_in(path, "src") && path.ends_with(".cpp") && !is_test(path);
}

bool covers(std::string_view place, std::string_view path) {
    return path == place || is_in(path, place);
}

bool has_tests(std::vector<SourceFile> const& files, std::string_view place) {
    return std::any_of(files.begin(), files.end(), [&](SourceFile const& file) {
        bool const has_cases =
            file.path.ends_with("_test.cpp") || file.path.ends_with("_contract.cpp");
        return has_cases && covers(place, file.path);
    });
}

}  // namespace

void check_folder_sizes(std::vector<SourceFile> const& files, Findings& findings) {
    std::map<std::string, int> counts;
    for (auto const& file : files) {
        if (is_source(file.path)) ++counts[std::string{folder_of(file.path)}];
    }
    for (auto const& [folder, count] : counts) {
        if (count <= folder_sources_max) continue;
        findings.push_back({folder, 0, "folder-size",
                            std::to_string(count) + " sources; the most is 15; split by meaning"});
    }
}

void check_tests_beside(std::vector<SourceFile> const& files,
                        std::vector<TestElsewhere> const& elsewhere, Findings& findings) {
    std::set<std::string> paths;
    for (auto const& file : files) paths.insert(file.path);
    std::set<std::string> needed;
    for (auto const& file : files) {
        if (!is_source(file.path)) continue;
        auto const stem = file.path.substr(0, file.path.size() - 4);
        if (paths.contains(stem + "_test.cpp")) continue;
        auto const entry = std::find_if(
            elsewhere.begin(), elsewhere.end(),
            [&](TestElsewhere const& candidate) { return covers(candidate.path, file.path); });
        if (entry == elsewhere.end()) {
            findings.push_back({file.path, 0, "untested", "put " + stem + "_test.cpp next to it"});
        } else {
            needed.insert(entry->path);
        }
    }
    for (auto const& entry : elsewhere) {
        if (!needed.contains(entry.path)) {
            findings.push_back({entry.path, 0, "untested", "its exception covers nothing now"});
        }
        if (!has_tests(files, entry.proof)) {
            findings.push_back({entry.path, 0, "untested", entry.proof + " has no tests"});
        }
    }
}

}  // namespace roomkey
