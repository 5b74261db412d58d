#pragma once

#include <cstdint>
#include <string>

#include "storage/postgres/connection.hpp"
#include "storage/postgres/parameter_rows.hpp"
#include "storage/records.hpp"

namespace roomkey::postgres {

/// What resets ask. Each statement takes any number of them.
struct ResetStatements {
    /// $1: hashes of access tokens. Returns session facts.
    std::string find_sessions;
    /// $1: accounts, $2: hashes of access tokens. Holds the terminal accounts that belong to the
    /// enterprise of the session next to them, so that nobody can hold those of others. Returns
    /// user_key, device_type, was_active and the user.
    std::string hold_rooms;
    std::string hold_free_rooms;  ///< The same, without those that others hold.
    /// $1: hashes of access tokens, $2: of keys. Returns replays of the users of those sessions.
    std::string find_replays;
    /// $1: enterprises, $2: codes of departments. Returns both, and the path of each department.
    std::string find_departments;

    static ResetStatements const& get();
};

/// What any number of resets change.
class ResetRows {
public:
    /// `user_key` and `terminal` are of the account that is reset.
    void add(ResetChange const& change, std::int64_t user_key, Terminal const& terminal);
    /// Queues the statements. The first one is wanted: user_key and binding_id of the bindings that
    /// ended. A code that another account has, or a key that was just answered, fails them.
    Status queue(Connection& connection) const;

private:
    ParameterRows accounts_;
    ParameterRows codes_;
    ParameterRows audit_;
    ParameterRows notices_;
    ParameterRows replays_;
};

}  // namespace roomkey::postgres
