#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/notice.hpp"
#include "security/sealer.hpp"
#include "storage/store.hpp"
#include "usecase/delivery/send_guard.hpp"

namespace roomkey {

// Why a notice failed without an attempt; shown to administrators.
constexpr std::string_view failure_code_lapsed = "code lapsed";
constexpr std::string_view failure_sms_off = "sms is switched off";
constexpr std::string_view failure_disabled = "account is disabled";
constexpr std::string_view failure_damaged = "notice cannot be opened";

/// The stable word for why a notice failed, such as "code_lapsed" or "guard_country"; "refused" if
/// it was the channel that said no.
std::string_view failure_reason(std::string_view failure);

/// A leased notice that is to be sent, with everything that its message needs.
struct ClaimedNotice {
    Notice notice;
    Secret contact;
    Secret code;  ///< Or the password, see `Notice::has_password`.
    std::string corp_name;
    std::string terminal_name;  ///< Of a person, if it carries a password.
    std::string account;
    bool is_of_hard_terminal = false;
    std::string serial_number;
    std::string time_zone;  ///< Of the enterprise; may be empty.
};

/// What one claim brought.
struct NoticeClaim {
    std::vector<ClaimedNotice> due;
    /// Not to be sent now: ended on the spot (superseded or failed), or queued until a limit of the
    /// guard has room again.
    std::vector<Notice> settled;
};

/// Leases due notices to the caller, longest due first. What makes no sense to send ends here: the
/// code was replaced or spent (superseded), it lapsed, its account is disabled, the enterprise
/// switched SMS off, the country is not allowed, or the notice is damaged (failed). What is over a
/// limit of the guard waits until that has room, and fails only if its code lapses before.
/// Thread-safe.
class ClaimNotices {
public:
    /// Leases are in the name of `node`, which stays the same when a killed node starts again.
    ClaimNotices(Store& store, Clock const& clock, Sealer const& sealer, SendGuard const& guard,
                 std::string node = {})
        : store_(store), clock_(clock), sealer_(sealer), guard_(guard), node_(std::move(node)) {}

    /// At the start of a node: what it held when it was killed may be claimed again at once.
    Status release_own() const;

    /// Up to `count` notices, for the caller alone during `lease`. Those not settled by then
    /// (`SettleNotice`) go to a later claim. Only the store's own errors.
    Result<NoticeClaim> run(int count, Duration lease) const;

private:
    Store& store_;
    Clock const& clock_;
    Sealer const& sealer_;
    SendGuard const& guard_;
    std::string node_;
};

}  // namespace roomkey
