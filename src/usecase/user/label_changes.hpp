#pragma once

#include <string>

#include "domain/account/terminal_labels.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

/// `invalid_parameter` naming the first label that is given, if the account is a person's.
Status require_labels_fit(User const& user, LabelChange const& change);

/// Changes the labels of a terminal that is held; returns what the audit record says of it. Errors:
/// those of `require_labels_fit` and `changed_labels`.
Result<std::string> change_labels(Transaction& tx, User const& user, LabelChange const& change);

}  // namespace roomkey
