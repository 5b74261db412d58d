#include "storage/store.hpp"

// What an engine may do at once, made of the single steps.
namespace roomkey {

Result<ResetFacts> Reader::find_reset_facts(ResetQuestion const& question) {
    ResetFacts facts;
    facts.session = TRY(find_session(question.access_hash));
    if (facts.session && question.key_hash) {
        facts.replay = TRY(find_replay(facts.session->user.id, *question.key_hash));
    }
    if (facts.session) facts.terminal = TRY(find_terminal(question.account));
    return facts;
}

Result<std::optional<ResetOutcome>> Transaction::finish_reset(ResetChange const& change) {
    if (!TRY(replace_code(change.user_id, change.code))) return std::optional<ResetOutcome>{};
    ResetOutcome outcome;
    outcome.unbound = TRY(end_binding(change.user_id, UnbindReason::reset, change.at));
    TRY(supersede_notices(change.user_id, change.at));
    for (auto const& notice : change.notices) TRY(insert_notice(notice));
    TRY(insert_audit(change.audit));
    if (change.replay) TRY(insert_replay(*change.replay));
    return std::optional{std::move(outcome)};
}

}  // namespace roomkey
