#include "usecase/sign_in/end_access.hpp"
#include "storage/sql/access.hpp"
#include "storage/sql/directory/corps.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto end_sessions = operator_only("end_sessions");
constexpr auto end_bindings = operator_only("end_bindings");
constexpr auto count_access = operator_only("count_access");
}  // namespace commands

/// Runs `end` with a record for each enterprise; returns what it does.
template <class End>
Result<std::int64_t> end_all(Gate const& gate, Operation const& operation, End const& end) {
    return gate.change(operator_of_all(), operation, {},
                       [&](Change& change) -> Result<std::int64_t> {
                           auto const corps = TRY(list_corps(change.transaction));
                           if (corps.empty()) change.is_nothing();
                           for (auto const& corp : corps) change.about(corp.id, {}, {});
                           return end(change);
                       });
}

}  // namespace

Result<EndedAccess> EndAccess::run(AccessToEnd const& wanted) const {
    EndedAccess ended;
    if (wanted.sessions) {
        ended.sessions = TRY(end_all(gate_, commands::end_sessions, [](Change& change) {
            return end_all_sessions(change.transaction);
        }));
    }
    if (wanted.bindings) {
        ended.bindings = TRY(end_all(gate_, commands::end_bindings, [](Change& change) {
            return end_all_bindings(change.transaction, UnbindReason::reset, change.permit.now);
        }));
    }
    return ended;
}

Result<LiveAccess> EndAccess::count() const {
    return gate_.read(
        operator_of_all(), commands::count_access,
        [](Reader& reader, Permit const& permit) { return live_access(reader, permit.now); });
}

}  // namespace roomkey
