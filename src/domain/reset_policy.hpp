#pragma once

#include <optional>

#include "base/result.hpp"
#include "domain/corp.hpp"
#include "domain/terminal.hpp"

namespace roomkey {

/// Whether the code of the account that was found (or not) may be reset by an administrator of
/// `corp`. `account_unknown` if it does not exist, is of another enterprise, or is not a terminal
/// whose code an administrator may see: from outside these look the same, so that nobody can probe
/// for accounts of others.
Status allow_reset(std::optional<Terminal> const& terminal, CorpId const& corp);

}  // namespace roomkey
