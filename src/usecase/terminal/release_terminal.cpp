#include "usecase/terminal/release_terminal.hpp"

#include "domain/audit.hpp"

namespace roomkey {

Status ReleaseTerminal::run(Secret const& credential, RequestContext const& context) const {
    auto const binding = TRY(store_.write([&](Transaction& transaction) -> Result<BindingId> {
        auto const known = TRY(access_.find(transaction, credential));
        auto const& terminal = known.profile.terminal;
        auto const now = clock_.now();
        TRY(transaction.end_binding(terminal.user.id, UnbindReason::self, now));
        AuditEntry entry;
        entry.at = now;
        entry.corp_id = terminal.user.corp_id;
        entry.actor = terminal.binding->sn;
        entry.operation = "release_terminal";
        entry.account = terminal.user.account;
        entry.request_id = context.request_id;
        entry.source = context.source;
        entry.outcome = "ok";
        TRY(transaction.insert_audit(entry));
        return terminal.binding->id;
    }));
    feed_.wake(binding);
    return Done{};
}

}  // namespace roomkey
