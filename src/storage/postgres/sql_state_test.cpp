#include "storage/postgres/sql_state.hpp"

#include <gtest/gtest.h>

namespace roomkey::postgres {
namespace {

TEST(SqlState, RepeatsWhatAnotherTransactionUndid) {
    for (auto const* state : {"40001", "40P01", "23505"}) {
        EXPECT_EQ(remedy_for(state), Remedy::repeat) << state;
    }
}

TEST(SqlState, LeavesAConnectionThatIsOfNoUse) {
    for (auto const* state :
         {"", "08006", "08001", "57P01", "57P02", "25006", "26000", "42P05", "0A000"}) {
        EXPECT_EQ(remedy_for(state), Remedy::reconnect) << state;
    }
}

TEST(SqlState, KnowsTheStatementsOfAnotherSession) {
    for (auto const* state : {"26000", "42P05"}) EXPECT_TRUE(is_of_another_session(state)) << state;
    for (auto const* state : {"", "42P01", "57P01"}) {
        EXPECT_FALSE(is_of_another_session(state)) << state;
    }
}

TEST(SqlState, WaitsForAServerThatIsBusyOrFull) {
    for (auto const* state : {"53100", "53300", "57P03", "57014", "55P03"}) {
        EXPECT_EQ(remedy_for(state), Remedy::wait) << state;
    }
}

TEST(SqlState, KnowsNoRemedyForABug) {
    for (auto const* state : {"42601", "42P01", "23502", "23514", "22P02", "P0001"}) {
        EXPECT_EQ(remedy_for(state), Remedy::none) << state;
    }
}

TEST(SqlState, TellsACallerWhetherToTryAgain) {
    auto const bug = error_from({"42601", "syntax error", Remedy::none, false});
    EXPECT_EQ(bug.code, ErrorCode::internal);
    EXPECT_EQ(bug.detail, "postgres: syntax error [42601]");
    EXPECT_EQ(error_from({"40001", "", Remedy::repeat, false}).code, ErrorCode::unavailable);
    EXPECT_EQ(error_from({"57014", "", Remedy::wait, false}).code, ErrorCode::unavailable);
}

TEST(SqlState, SaysThatAnOutcomeIsUnknown) {
    auto const error = error_from({"", "connection lost", Remedy::none, true});
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_EQ(error.detail, "postgres: connection lost (it may have been committed)");
}

}  // namespace
}  // namespace roomkey::postgres
