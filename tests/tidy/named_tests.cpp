#include "tests/tidy/named_tests.hpp"

#include <algorithm>

namespace roomkey {
namespace {

/// What stands in backticks behind the first cell of a row.
std::vector<std::string> names_in(std::string_view row) {
    std::vector<std::string> names;
    row.remove_prefix(std::min(row.find('|', 1), row.size()));
    for (auto begin = row.find('`'); begin != row.npos; begin = row.find('`')) {
        auto const end = row.find('`', begin + 1);
        if (end == row.npos) break;
        names.emplace_back(row.substr(begin + 1, end - begin - 1));
        row.remove_prefix(end + 1);
    }
    return names;
}

bool is_row(std::string_view line) {
    return line.starts_with("| ") && !line.starts_with("| Found |");
}

bool has_test(SourceFile const& file, std::string_view name) {
    auto const dot = name.find('.');
    if (dot == name.npos) return false;
    auto const suite = '(' + std::string(name.substr(0, dot)) + ',';
    auto const test = std::string(name.substr(dot + 1)) + ')';
    // A long name stands on a line of its own.
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        auto const& line = file.lines[i];
        if (!line.starts_with("TEST") || line.find(suite) == line.npos) continue;
        auto const rest = i + 1 < file.lines.size() ? file.lines[i + 1] : std::string();
        auto const both = line + rest;
        auto const at = both.find(test);
        if (at != both.npos && (both[at - 1] == ' ' || both[at - 1] == ',')) return true;
    }
    return false;
}

class Row {
public:
    Row(std::vector<SourceFile> const& files, std::string_view document, std::size_t line,
        Findings& findings)
        : files_(files), document_(document), line_(line), findings_(findings) {}

    void check(std::string_view text) {
        for (auto const& name : names_in(text)) {
            name.find('/') == name.npos ? check_test(name) : check_file(name);
        }
        if (file_ == nullptr) say("names no file with tests");
    }

private:
    void check_file(std::string const& path) {
        auto const found = std::find_if(files_.begin(), files_.end(),
                                        [&](SourceFile const& file) { return file.path == path; });
        file_ = found == files_.end() ? nullptr : &*found;
        if (file_ == nullptr) say(path + " is not there");
    }

    void check_test(std::string const& name) {
        if (file_ != nullptr && has_test(*file_, name)) return;
        say(name + " is not in " + (file_ == nullptr ? "a file" : file_->path));
    }

    void say(std::string advice) {
        findings_.push_back({std::string(document_), line_, "named-test", std::move(advice)});
    }

    std::vector<SourceFile> const& files_;
    std::string_view document_;
    std::size_t line_;
    Findings& findings_;
    SourceFile const* file_ = nullptr;
};

}  // namespace

void check_named_tests(std::vector<SourceFile> const& files, std::string_view document,
                       Findings& findings) {
    auto const found = std::find_if(files.begin(), files.end(),
                                    [&](SourceFile const& file) { return file.path == document; });
    if (found == files.end()) {
        findings.push_back({std::string(document), 0, "named-test", "is not there"});
        return;
    }
    for (std::size_t i = 0; i < found->lines.size(); ++i) {
        auto const& line = found->lines[i];
        if (is_row(line)) Row(files, document, i + 1, findings).check(line);
    }
}

}  // namespace roomkey
