#include "domain/account/terminal_labels.hpp"

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/folded_text.hpp"

namespace roomkey {
namespace {

using Tags = std::vector<std::string>;

Tags::const_iterator find_tag(Tags const& tags, std::string_view wanted) {
    auto const folded = folded_text(wanted);
    return std::find_if(tags.begin(), tags.end(),
                        [&](std::string const& tag) { return folded_text(tag) == folded; });
}

void add_tag(Tags& tags, std::string_view tag) {
    auto const text = trimmed(tag);
    if (find_tag(tags, text) == tags.end()) tags.emplace_back(text);
}

/// Adds to `words` the tags of `tags` that `others` has not.
void add_difference(std::string& words, char sign, Tags const& tags, Tags const& others) {
    for (auto const& tag : tags) {
        if (std::find(others.begin(), others.end(), tag) == others.end()) {
            words += ' ';
            words += sign + tag;
        }
    }
}

}  // namespace

Result<TerminalLabels> changed_labels(TerminalLabels const& before, LabelChange const& change) {
    auto after = before;
    if (change.note) after.note = trimmed(*change.note);
    if (change.asset_number) after.asset_number = trimmed(*change.asset_number);
    if (change.tags) {
        after.tags.clear();
        for (auto const& tag : *change.tags) add_tag(after.tags, tag);
    }
    for (auto const& tag : change.removed_tags) {
        auto const found = find_tag(after.tags, trimmed(tag));
        if (found != after.tags.end()) after.tags.erase(found);
    }
    for (auto const& tag : change.added_tags) add_tag(after.tags, tag);
    if (after.tags.size() > terminal_tags_max) {
        return invalid_field("tags", Fault::wrong_length,
                             "0.." + std::to_string(terminal_tags_max));
    }
    return after;
}

std::string joined_tags(std::vector<std::string> const& tags) {
    std::string text;
    for (auto const& tag : tags) text += (text.empty() ? "" : ",") + tag;
    return text;
}

std::string label_difference(TerminalLabels const& before, TerminalLabels const& after) {
    std::string words;
    auto const begin = [&](std::string_view name) {
        if (!words.empty()) words += ", ";
        words += name;
    };
    if (after.note != before.note) begin("note");
    if (after.asset_number != before.asset_number) {
        begin("assetNumber");
        words += ' ' + (after.asset_number.empty() ? "-" : after.asset_number);
    }
    if (after.tags != before.tags) {
        begin("tags");
        add_difference(words, '+', after.tags, before.tags);
        add_difference(words, '-', before.tags, after.tags);
    }
    return words;
}

}  // namespace roomkey
