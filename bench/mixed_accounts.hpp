#pragma once

#include "app/installation/installation.hpp"

namespace roomkey {

/// Adds `count` accounts to one enterprise, in a hundred departments: half of them people, three
/// tenths terminals with codes (a third of these bound instead), the rest hard terminals. One in a
/// thousand is an "Ärztezimmer". They are made in the database directly, without audit records.
Status make_mixed_accounts(Installation& installation, CorpId const& corp, int count);

}  // namespace roomkey
