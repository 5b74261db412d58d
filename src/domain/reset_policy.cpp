#include "domain/reset_policy.hpp"

namespace roomkey {

Status allow_reset(std::optional<Terminal> const& terminal, CorpId const& corp) {
    if (!terminal) return refusal(ErrorCode::account_unknown, "no such terminal account");
    if (terminal->user.corp_id != corp) {
        return refusal(ErrorCode::account_unknown, "account of another enterprise");
    }
    if (!is_vision_terminal(terminal->user.type)) {
        return refusal(ErrorCode::account_unknown, "account is not a terminal with such codes");
    }
    return Done{};
}

}  // namespace roomkey
