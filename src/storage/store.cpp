#include "storage/store.hpp"

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

}  // namespace

Result<std::optional<ResetOutcome>> Store::reset(ResetQuestion const& question,
                                                 ResetDecision const& decide) {
    return write([&](Transaction& transaction) -> Result<std::optional<ResetOutcome>> {
        auto const facts = TRY(find_facts(transaction, question));
        for (int attempt = 0; attempt < code_tries_max; ++attempt) {
            auto const change = TRY(decide(facts));
            if (!change) return std::optional<ResetOutcome>{};
            if (!TRY(replace_code(transaction, change->user_id, change->code))) continue;
            return std::optional{TRY(change_rest(transaction, *change))};
        }
        return internal_error("no unique code found");
    });
}

}  // namespace roomkey
