#include "usecase/sign_in/delete_token.hpp"

#include "storage/sql/sessions.hpp"

namespace roomkey {

Status DeleteToken::run(Secret const& token) const {
    return store_.write([&](Transaction& transaction) -> Status {
        auto const caller = TRY(authentication_.caller(transaction, token));
        auto session = caller.session;
        session.ended = SessionEnd::signed_out;
        return update_session(transaction, caller.session, session);
    });
}

}  // namespace roomkey
