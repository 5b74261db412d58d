#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/sql/search/statement.hpp"

namespace roomkey {

/// Adds what a state says of status and device; false if no account can match.
bool narrow_to_state(UserSearch& search);

/// What a search of accounts says of the labels and the state of terminals: `tag` and
/// `asset_number`, both folded, `is_online`, and `state`, for which `narrow_to_state` was called;
/// and what names a single one: `account`, `code_id` and `serial_number`. It lives as long as
/// `search`.
class LabelSearch {
public:
    explicit LabelSearch(UserSearch const& search);

    /// Whether one of them is looked up in another table.
    [[nodiscard]] bool is_asked() const;
    /// SELECTs of the keys of the accounts that meet a condition; $1 is the enterprise.
    [[nodiscard]] std::vector<std::function<void(Statement&)>> sources() const;
    /// The conditions on the account with this key.
    void add_conditions(Statement& statement, std::string const& key) const;

private:
    void add_code_range(Statement& statement) const;
    void add_name_conditions(Statement& statement, std::string const& key) const;
    void add_asset_range(Statement& statement, std::string const& alias) const;
    /// Whether the state is one of accounts with a code.
    [[nodiscard]] bool is_of_codes() const;
    void add_code_span(Statement& statement, std::string const& alias) const;
    void add_state(Statement& statement, std::string const& key) const;

    UserSearch const& search_;
    std::string asset_end_;
    std::optional<HashRange> code_hashes_;
};

}  // namespace roomkey
