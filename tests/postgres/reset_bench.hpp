#pragma once

#include <optional>
#include <string>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/sessions.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "storage/store.hpp"
#include "tests/contract/store/samples.hpp"

// Resets to test with: an enterprise, its administrator with a session, and terminals.
namespace roomkey {

using ResetWish = Result<std::optional<ResetChange>>;

constexpr int admin_session = 500;

/// Adds the enterprise, `admin`, the session, and terminals room0, room1 and so on; those with even
/// numbers are bound, to binding-0, binding-2 and so on.
inline Status add_rooms(Store& store, int count) {
    return store.write([&](Transaction& tx) -> Status {
        auto const admin = contract::sample_member("100000001", "admin");
        TRY(insert_corp(tx, contract::sample_corp("100000001")));
        TRY(insert_user(tx, admin));
        TRY(insert_session(tx, contract::sample_session(admin_session, admin.id)));
        for (int i = 0; i < count; ++i) {
            auto const room = contract::sample_terminal("100000001", "room" + std::to_string(i));
            TRY(insert_terminal(tx, room));
            if (i % 2 != 0) continue;
            auto const binding = contract::sample_binding(i, room.user.id);
            TRY(insert_binding(tx, binding, contract::sample_credential(i, binding)));
        }
        return Done{};
    });
}

inline ResetQuestion question_for(std::string const& account) {
    return {contract::digest(admin_session), account, std::nullopt};
}

/// The change that gives the account that was found the code of this number.
inline ResetWish wish_for(ResetFacts const& facts, int number) {
    if (!facts.session || !facts.terminal) return internal_error("not found");
    ResetChange change;
    change.user_id = facts.terminal->user.id;
    change.at = contract::start + contract::seconds(number);
    change.code = contract::sample_code(number);
    change.notices = {contract::sample_notice(2 * number, change.user_id),
                      contract::sample_notice(2 * number + 1, change.user_id)};
    change.audit = contract::sample_audit("100000001", facts.terminal->user.account, change.at);
    return std::optional{change};
}

}  // namespace roomkey
