#include "domain/account/account_name.hpp"

#include "base/ascii.hpp"

namespace roomkey {

Status require_account_name(std::string_view account) {
    for (auto const actor : {operator_actor, service_actor}) {
        if (is_same_ignoring_case(account, actor)) {
            return invalid_field("account", Fault::wrong_format, "neither operator nor roomkey");
        }
    }
    return Done{};
}

}  // namespace roomkey
