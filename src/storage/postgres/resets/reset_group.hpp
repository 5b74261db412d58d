#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/postgres/changes/changes.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/store.hpp"

namespace roomkey::postgres {

using ResetAnswer = Result<std::optional<ResetOutcome>>;

/// One reset of a group, borrowed from its caller.
struct GroupedReset {
    ResetQuestion const& question;
    ResetDecision const& decide;
    /// Set by the group, unless it could not be part of it: then nothing was changed, and it has
    /// to be done again by itself.
    std::optional<ResetAnswer> answer = std::nullopt;
};

/// Any number of resets of different accounts in one transaction of two round trips: what they
/// have to know, then what they change together with the commit. Made for one use.
class ResetGroup {
public:
    /// What to do about an account that another transaction holds.
    enum class Held : std::uint8_t { wait, leave };

    /// No two of `resets` may have the same account, or the same session with the same key.
    ResetGroup(Connection& connection, std::vector<GroupedReset*> const& resets, Held held);

    /// Answers the resets. A failure is the connection's, and concerns those without an answer.
    std::optional<Failure> run();

    /// What others have to be notified of.
    [[nodiscard]] Changes const& changes() const { return changes_; }

private:
    struct Room {
        std::int64_t user_key = 0;
        Terminal terminal;
    };
    struct Part {
        GroupedReset* reset;
        std::optional<std::int64_t> user_key = std::nullopt;  ///< None if it was left or unknown.
        std::optional<ResetChange> change = std::nullopt;
    };
    using DepartmentName = std::pair<CorpId, std::string>;

    Status find();
    /// Where the accounts are that somebody asked for whose role is of departments.
    Status find_departments();
    [[nodiscard]] ResetFacts facts_of(Part& part);
    /// True if there is something to change.
    bool decide();
    void decide(Part& part);
    Status change();
    Status queue_changes();
    void take_outcomes(Rows ended);

    Connection& connection_;
    Held held_;
    std::vector<Part> parts_;
    std::map<Digest, SessionFacts> sessions_;
    std::map<std::string, Room> rooms_;  ///< By account.
    std::map<std::pair<UserId, Digest>, Replay> replays_;
    std::map<DepartmentName, std::string> paths_;  ///< `Department::code_path`.
    Changes changes_;
};

}  // namespace roomkey::postgres
