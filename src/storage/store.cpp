#include "storage/store.hpp"

#include <memory>
#include <utility>

#include "storage/sql/audit.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/replays.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/codes.hpp"
#include "storage/sql/terminal/terminals.hpp"

// What an engine may do at once, composed of single steps.
namespace roomkey {
namespace {

Result<ResetFacts> find_facts(Reader& reader, ResetQuestion const& question) {
    ResetFacts facts;
    facts.session = TRY(find_session(reader, question.access_hash));
    if (facts.session && question.key_hash) {
        facts.replay = TRY(find_replay(reader, facts.session->user.id, *question.key_hash));
    }
    if (facts.session) {
        facts.terminal =
            TRY(find_terminal(reader, reach_of(facts.session->user), question.account));
    }
    return facts;
}

Result<ResetOutcome> change_rest(Transaction& transaction, ResetChange const& change) {
    ResetOutcome outcome;
    outcome.unbound = TRY(end_binding(transaction, change.user_id, UnbindReason::reset, change.at));
    TRY(supersede_notices(transaction, change.user_id, change.at));
    for (auto const& notice : change.notices) TRY(insert_notice(transaction, notice));
    TRY(insert_audit(transaction, change.audit));
    if (change.replay) TRY(insert_replay(transaction, *change.replay));
    return outcome;
}

Result<std::optional<ResetOutcome>> reset_in(Transaction& transaction,
                                             ResetQuestion const& question,
                                             ResetDecision const& decide) {
    auto const facts = TRY(find_facts(transaction, question));
    for (int attempt = 0; attempt < code_tries_max; ++attempt) {
        auto const change = TRY(decide(facts));
        if (!change) return std::optional<ResetOutcome>{};
        if (!TRY(replace_code(transaction, change->user_id, change->code))) continue;
        return std::optional{TRY(change_rest(transaction, *change))};
    }
    return internal_error("no unique code found");
}

/// A reset that no thread waits for.
struct PendingReset {
    ResetQuestion question;
    ResetDecision decide;
    ResetReport report;
    std::optional<Result<std::optional<ResetOutcome>>> answer;
};

}  // namespace

Result<std::optional<ResetOutcome>> Store::reset(ResetQuestion const& question,
                                                 ResetDecision const& decide) {
    return write([&](Transaction& transaction) { return reset_in(transaction, question, decide); });
}

bool Store::reset_later(ResetQuestion question, ResetDecision decide, ResetReport report) {
    auto const pending = std::make_shared<PendingReset>(
        PendingReset{std::move(question), std::move(decide), std::move(report), std::nullopt});
    auto work = [pending](Transaction& transaction) -> Status {
        pending->answer.emplace(reset_in(transaction, pending->question, pending->decide));
        if (!pending->answer->ok()) return pending->answer->error();
        return Done{};
    };
    return run_write_later(std::move(work), [pending](Status const& status) {
        // An error of the engine itself (commit failed) outranks what the work returned.
        if (!status.ok()) return pending->report(status.error());
        pending->report(std::move(*pending->answer));
    });
}

bool Store::run_write_later(WriteWork work, WriteReport report) {
    // Neither is kept.
    work = nullptr;
    report = nullptr;
    return false;
}

}  // namespace roomkey
