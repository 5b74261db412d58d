#include "storage/postgres/sql_state.hpp"

#include <algorithm>
#include <array>

namespace roomkey::postgres {
namespace {

bool is_one_of(std::string_view state, auto const& states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

// PostgreSQL's documentation, appendix A.
constexpr std::array<std::string_view, 3> undone_for_others{
    "40001",  // serialization_failure
    "40P01",  // deadlock_detected
    // unique_violation: every statement looks before it inserts, so another was quicker, or a
    // random code met another's; run again, the work finds that row, or makes another code.
    "23505",
};

constexpr std::array<std::string_view, 2> of_another_session{
    "26000",  // invalid_sql_statement_name
    "42P05",  // duplicate_prepared_statement
};

constexpr std::array<std::string_view, 7> of_no_use{
    "25006",  // read_only_sql_transaction: the primary became a standby
    "57P01",  // admin_shutdown, also of one session
    "57P02",  // crash_shutdown
    "57P05",  // idle_session_timeout
    "25P03",  // idle_in_transaction_session_timeout
    "0A000",  // feature_not_supported: a cached plan whose table was changed by a migration
    "55000",  // object_not_in_prerequisite_state: a standby asked for what only primaries do
};

constexpr std::array<std::string_view, 5> not_now{
    "57P03",  // cannot_connect_now
    "57014",  // query_canceled: the statement timeout
    "55P03",  // lock_not_available: the lock timeout
    "57P04",  // database_dropped
    "58030",  // io_error
};

}  // namespace

bool is_of_another_session(std::string_view state) { return is_one_of(state, of_another_session); }

Remedy remedy_for(std::string_view state) {
    if (state.empty() || state.starts_with("08")) return Remedy::reconnect;
    if (is_one_of(state, undone_for_others)) return Remedy::repeat;
    if (is_one_of(state, of_no_use) || is_of_another_session(state)) return Remedy::reconnect;
    // Class 53: too many connections, out of memory, disk full.
    if (state.starts_with("53") || is_one_of(state, not_now)) return Remedy::wait;
    return Remedy::none;
}

Error error_from(Failure const& failure) {
    auto detail = "postgres: " + failure.detail;
    if (!failure.state.empty()) detail += " [" + failure.state + ']';
    if (failure.is_outcome_unknown) detail += " (it may have been committed)";
    if (failure.remedy == Remedy::none && !failure.is_outcome_unknown) {
        return internal_error(std::move(detail));
    }
    return unavailable(std::move(detail));
}

}  // namespace roomkey::postgres
