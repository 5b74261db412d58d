#include "usecase/user/label_changes.hpp"

#include "storage/sql/terminal/labels.hpp"

namespace roomkey {
namespace {

std::string first_given(LabelChange const& change) {
    if (change.note) return "note";
    if (change.asset_number) return "assetNumber";
    return "tags";
}

}  // namespace

// A table of people and terminals has empty cells of these for people.
Status require_labels_fit(User const& user, LabelChange const& change) {
    if (change.is_empty() || is_terminal(user.type)) return Done{};
    return invalid_field(first_given(change), Fault::not_allowed);
}

Result<std::string> change_labels(Transaction& tx, User const& user, LabelChange const& change) {
    if (!change.is_given()) return std::string{};
    TRY(require_labels_fit(user, change));
    if (!is_terminal(user.type)) return std::string{};
    auto const before = TRY(find_labels(tx, user.id));
    auto const after = TRY(changed_labels(before, change));
    if (after != before) TRY(save_labels(tx, user, after));
    return label_difference(before, after);
}

}  // namespace roomkey
