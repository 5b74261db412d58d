#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace roomkey {

/// What administrators note about a terminal. No device, and no operation of the vendor, shows it.
struct TerminalLabels {
    std::string note;
    std::string asset_number;
    std::vector<std::string> tags;  ///< As they were written first; no two of them fold alike.

    [[nodiscard]] bool empty() const {
        return note.empty() && asset_number.empty() && tags.empty();
    }
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in every defaulted comparison.
    friend bool operator==(TerminalLabels const&, TerminalLabels const&) = default;
};

constexpr std::size_t terminal_tags_max = 16;

/// What is said of labels; absent: as it was. Tags are removed first, then added.
struct LabelChange {
    std::optional<std::string> note;
    std::optional<std::string> asset_number;
    std::optional<std::vector<std::string>> tags;  ///< In place of all.
    std::vector<std::string> added_tags;
    std::vector<std::string> removed_tags;

    [[nodiscard]] bool is_given() const {
        return note || asset_number || tags || !added_tags.empty() || !removed_tags.empty();
    }
    /// Of a terminal that has none, it would change nothing: empty cells of a table, for instance.
    [[nodiscard]] bool is_empty() const {
        return note.value_or("").empty() && asset_number.value_or("").empty() &&
               (!tags || tags->empty()) && added_tags.empty() && removed_tags.empty();
    }
};

/// The labels after the change. `invalid_parameter` naming `tags` if there would be too many.
Result<TerminalLabels> changed_labels(TerminalLabels const& before, LabelChange const& change);

/// Tags as a cell of a table lists them; none has a comma.
std::string joined_tags(std::vector<std::string> const& tags);

/// What an audit record says of a change: "note, assetNumber A-17, tags +new -old".
std::string label_difference(TerminalLabels const& before, TerminalLabels const& after);

}  // namespace roomkey
