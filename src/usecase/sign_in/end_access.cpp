#include "usecase/sign_in/end_access.hpp"

#include "storage/sql/access.hpp"
#include "storage/sql/directory/corps.hpp"

namespace roomkey {
namespace {

namespace commands {
constexpr auto end_access = operator_only("end_access");
constexpr auto end_sessions = operator_only("end_sessions");
constexpr auto end_bindings = operator_only("end_bindings");
constexpr auto count_access = operator_only("count_access");
}  // namespace commands

}  // namespace

Result<EndedAccess> EndAccess::run(AccessToEnd const& wanted) const {
    return gate_.change(
        operator_of_all(), commands::end_access, {}, [&](Change& change) -> Result<EndedAccess> {
            auto& transaction = change.transaction;
            EndedAccess ended;
            if (wanted.sessions) ended.sessions = TRY(end_all_sessions(transaction));
            if (wanted.bindings) {
                ended.bindings =
                    TRY(end_all_bindings(transaction, UnbindReason::reset, change.permit.now));
            }
            auto const corps = TRY(list_corps(transaction));
            if (corps.empty()) change.skip_record();
            for (auto const& corp : corps) {
                if (wanted.sessions) change.about(commands::end_sessions, corp.id);
                if (wanted.bindings) change.about(commands::end_bindings, corp.id);
            }
            return ended;
        });
}

Result<LiveAccess> EndAccess::count() const {
    return gate_.read(
        operator_of_all(), commands::count_access,
        [](Reader& reader, Permit const& permit) { return live_access(reader, permit.now); });
}

}  // namespace roomkey
