#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/sql/search/statement.hpp"

namespace roomkey {

/// What a search of accounts says of the labels and the presence of terminals: `tag` and
/// `asset_number`, both folded, and `is_online`. It lives as long as `search`.
class LabelSearch {
public:
    explicit LabelSearch(UserSearch const& search);

    /// SELECTs of the keys of the accounts that have the label; $1 is the enterprise.
    [[nodiscard]] std::vector<std::function<void(Statement&)>> sources() const;
    /// The conditions on the account with this key.
    void add_conditions(Statement& statement, std::string const& key) const;

private:
    void add_asset_range(Statement& statement, std::string const& alias) const;

    UserSearch const& search_;
    std::string asset_end_;
};

}  // namespace roomkey
