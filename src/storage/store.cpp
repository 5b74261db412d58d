#include "storage/store.hpp"

// What an engine may do at once, composed of single steps.
namespace roomkey {
namespace {

Result<ResetFacts> find_facts(Reader& reader, ResetQuestion const& question) {
    ResetFacts facts;
    facts.session = TRY(reader.find_session(question.access_hash));
    if (facts.session && question.key_hash) {
        facts.replay = TRY(reader.find_replay(facts.session->user.id, *question.key_hash));
    }
    if (facts.session) facts.terminal = TRY(reader.find_terminal(question.account));
    return facts;
}

Result<ResetOutcome> change_rest(Transaction& transaction, ResetChange const& change) {
    ResetOutcome outcome;
    outcome.unbound = TRY(transaction.end_binding(change.user_id, UnbindReason::reset, change.at));
    TRY(transaction.supersede_notices(change.user_id, change.at));
    for (auto const& notice : change.notices) TRY(transaction.insert_notice(notice));
    TRY(transaction.insert_audit(change.audit));
    if (change.replay) TRY(transaction.insert_replay(*change.replay));
    return outcome;
}

}  // namespace

Result<std::optional<ResetOutcome>> Store::reset(ResetQuestion const& question,
                                                 ResetDecision const& decide) {
    return write([&](Transaction& transaction) -> Result<std::optional<ResetOutcome>> {
        auto const facts = TRY(find_facts(transaction, question));
        for (int attempt = 0; attempt < code_tries_max; ++attempt) {
            auto const change = TRY(decide(facts));
            if (!change) return std::optional<ResetOutcome>{};
            if (!TRY(transaction.replace_code(change->user_id, change->code))) continue;
            return std::optional{TRY(change_rest(transaction, *change))};
        }
        return internal_error("no unique code found");
    });
}

}  // namespace roomkey
