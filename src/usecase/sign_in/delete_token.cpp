#include "usecase/sign_in/delete_token.hpp"

#include "storage/sql/sessions.hpp"
#include "usecase/audit_trail.hpp"

namespace roomkey {

Status DeleteToken::run(Secret const& token, RequestContext const& context) const {
    return store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.caller(transaction, {token}));
        auto session = caller.session;
        session.ended = SessionEnd::signed_out;
        TRY(update_session(transaction, caller.session, session));
        return record_own(transaction, audit_own(caller.user, context, clock_.now(), "sign_out"));
    });
}

}  // namespace roomkey
