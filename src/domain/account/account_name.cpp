#include "domain/account/account_name.hpp"

#include <algorithm>

#include "base/folded_text.hpp"

namespace roomkey {

Status require_account_name(std::string_view account) {
    auto const folded = folded_text(account);
    auto const& actors = actors_without_account;
    bool const is_taken = folded.starts_with(device_actor_prefix) ||
                          std::find(actors.begin(), actors.end(), folded) != actors.end();
    if (!is_taken) return Done{};
    return invalid_field("account", Fault::wrong_format, "no name that the service itself uses");
}

}  // namespace roomkey
