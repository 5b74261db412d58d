#include "usecase/sign_in/check_token.hpp"

#include <utility>

namespace roomkey {
namespace {

/// A public client knows one code for "this token is not live": whatever the reason, it gets that.
Error as_invalid(Error error) {
    if (error.code == ErrorCode::token_displaced) error.code = ErrorCode::token_invalid;
    return error;
}

}  // namespace

Result<SignedIn> CheckToken::run(Secret const& token, bool needs_new_token,
                                 RequestContext const& context) const {
    if (token.empty()) return invalid_field("token", Fault::missing);
    if (!needs_new_token) return look(token);
    return store_.write([&](Transaction& transaction) -> Result<SignedIn> {
        auto caller = authentication_.caller(transaction, {token});
        if (!caller.ok()) return as_invalid(std::move(caller).error());
        SessionFacts const facts{caller->session, caller->user, caller->corp, false};
        return sessions_.renew(transaction, facts, true, context);
    });
}

Result<SignedIn> CheckToken::look(Secret const& token) const {
    auto caller =
        store_.read([&](Reader& reader) { return authentication_.caller(reader, {token}); });
    if (!caller.ok()) return as_invalid(std::move(caller).error());
    return SignedIn{
        std::move(caller->session), std::move(caller->user), std::move(caller->corp), token, {}};
}

}  // namespace roomkey
