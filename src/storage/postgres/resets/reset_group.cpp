#include "storage/postgres/resets/reset_group.hpp"

#include <algorithm>

#include "base/guarded.hpp"
#include "storage/postgres/resets/reset_statements.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/tables.hpp"

namespace roomkey::postgres {

ResetGroup::ResetGroup(Connection& connection, std::vector<GroupedReset*> const& resets, Held held)
    : connection_(connection), held_(held) {
    for (auto* const reset : resets) parts_.push_back({reset});
}

std::optional<Failure> ResetGroup::run() {
    connection_.begin_change();
    auto const found = find();
    bool const is_committed = found.ok() && decide() && change().ok();
    auto failure = connection_.failure();
    if (failure && failure->is_outcome_unknown) {
        // The caller has to check before asking again: nobody else may.
        for (auto& part : parts_) {
            if (part.change) part.reset->answer = error_from(*failure);
        }
        changes_.is_everything = true;
    }
    if (!is_committed) connection_.roll_back();
    return failure;
}

Status ResetGroup::find() {
    ParameterRows sessions;
    ParameterRows rooms;
    ParameterRows keys;
    for (auto const& part : parts_) {
        auto const& question = part.reset->question;
        sessions.add(question.access_hash);
        rooms.add(question.account, question.access_hash);
        if (question.key_hash) keys.add(question.access_hash, *question.key_hash);
    }
    auto const& statements = ResetStatements::get();
    auto parameters = sessions.parameters();
    TRY(connection_.want(statements.find_sessions, parameters));
    parameters = rooms.parameters();
    TRY(connection_.want(held_ == Held::leave ? statements.hold_free_rooms : statements.hold_rooms,
                         parameters));
    // After the lock, so that it sees what its earlier holder did.
    if (!keys.empty()) {
        parameters = keys.parameters();
        TRY(connection_.want(statements.find_replays, parameters));
    }
    auto answers = TRY(connection_.collect());
    for (auto& rows = answers[0]; rows.next();) {
        auto facts = read_session_facts(rows);
        sessions_.emplace(facts.session.access_hash, std::move(facts));
    }
    for (auto& rows = answers[1]; rows.next();) {
        Room room;
        room.user_key = rows.integer();
        room.terminal = terminal_table(rows);
        room.terminal.user = user_table(rows);
        auto account = room.terminal.user.account;
        rooms_.emplace(std::move(account), std::move(room));
    }
    if (keys.empty()) return find_departments();
    for (auto& rows = answers[2]; rows.next();) {
        auto replay = replay_table(rows);
        auto name = std::pair{replay.user_id, replay.key_hash};
        replays_.emplace(std::move(name), std::move(replay));
    }
    return find_departments();
}

Status ResetGroup::find_departments() {
    ParameterRows wanted;
    for (auto const& part : parts_) {
        auto const session = sessions_.find(part.reset->question.access_hash);
        auto const room = rooms_.find(part.reset->question.account);
        bool const is_asked = session != sessions_.end() && room != rooms_.end() &&
                              !session->second.user.role_departments.empty();
        if (!is_asked) continue;
        auto const& user = room->second.terminal.user;
        wanted.add(user.corp_id, user.department_code);
    }
    if (wanted.empty()) return Done{};
    auto parameters = wanted.parameters();
    TRY(connection_.want(ResetStatements::get().find_departments, parameters));
    auto answers = TRY(connection_.collect());
    for (auto& rows = answers.front(); rows.next();) {
        auto corp = rows.id<CorpId>();
        auto code = rows.text();
        paths_[{std::move(corp), std::move(code)}] = rows.text();
    }
    return Done{};
}

ResetFacts ResetGroup::facts_of(Part& part) {
    auto const& question = part.reset->question;
    ResetFacts facts;
    if (auto const at = sessions_.find(question.access_hash); at != sessions_.end()) {
        facts.session = at->second;
    }
    if (facts.session && question.key_hash) {
        auto const at = replays_.find({facts.session->user.id, *question.key_hash});
        if (at != replays_.end()) facts.replay = at->second;
    }
    if (auto const at = rooms_.find(question.account); at != rooms_.end()) {
        part.user_key = at->second.user_key;
        auto const& user = at->second.terminal.user;
        bool const is_found =
            !facts.session || facts.session->user.role_departments.empty() ||
            reach_of(facts.session->user).covers(paths_[{user.corp_id, user.department_code}]);
        if (is_found) facts.terminal = at->second.terminal;
    }
    return facts;
}

bool ResetGroup::decide() {
    for (auto& part : parts_) decide(part);
    return std::any_of(parts_.begin(), parts_.end(),
                       [](Part const& part) { return part.change.has_value(); });
}

void ResetGroup::decide(Part& part) {
    auto const facts = facts_of(part);
    // It may be there and another may hold it.
    if (!part.user_key && held_ == Held::leave) return;
    auto change = run_guarded([&] { return part.reset->decide(facts); });
    if (!change.ok()) {
        part.reset->answer = std::move(change).error();
    } else if (!*change) {
        part.reset->answer = std::optional<ResetOutcome>{};
    } else if (!part.user_key || (*change)->user_id != facts.terminal->user.id) {
        part.reset->answer = internal_error("a reset of another account than it asked for");
    } else {
        part.change = std::move(*change);
    }
}

Status ResetGroup::change() {
    TRY(queue_changes());
    auto answers = TRY(connection_.collect_and_commit());
    take_outcomes(std::move(answers.front()));
    return Done{};
}

Status ResetGroup::queue_changes() {
    ResetRows rows;
    for (auto const& part : parts_) {
        if (!part.change) continue;
        auto const& room = rooms_.at(part.reset->question.account);
        rows.add(*part.change, room.user_key, room.terminal);
    }
    return rows.queue(connection_);
}

void ResetGroup::take_outcomes(Rows ended) {
    std::map<std::int64_t, BindingId> bindings;
    while (ended.next()) {
        auto const user_key = ended.integer();
        changes_.bindings.push_back(ended.id<BindingId>());
        bindings.emplace(user_key, changes_.bindings.back());
    }
    for (auto& part : parts_) {
        if (!part.change) continue;
        ResetOutcome outcome;
        if (auto const at = bindings.find(*part.user_key); at != bindings.end()) {
            outcome.unbound = at->second;
        }
        part.reset->answer = std::optional{std::move(outcome)};
    }
}

}  // namespace roomkey::postgres
