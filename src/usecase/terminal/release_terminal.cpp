#include "usecase/terminal/release_terminal.hpp"

#include "storage/sql/audit.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {

Status ReleaseTerminal::run(Secret const& credential, RequestContext const& context) const {
    auto const binding = store_.write([&](Transaction& transaction) -> Result<BindingId> {
        auto const known = TRY(access_.find(transaction, credential));
        auto const& terminal = known.profile.terminal;
        auto const now = clock_.now();
        TRY(end_binding(transaction, terminal.user.id, UnbindReason::self, now));
        TRY(insert_audit(transaction, audit_device(terminal.user, terminal.binding->sn, context,
                                                   now, "release_terminal")));
        return terminal.binding->id;
    });
    if (!binding.ok()) return access_.refuse(store_, credential, context, binding.error());
    feed_.wake(*binding);
    return Done{};
}

}  // namespace roomkey
