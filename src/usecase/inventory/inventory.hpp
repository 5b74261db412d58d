#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/account/terminal_labels.hpp"
#include "fields/binding.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct SearchTerminalsRequest {
    UserSearch search;  ///< See `listed`.
};

struct ShowTerminalRecordRequest {
    std::string account;
};

struct SearchTerminalHistoryRequest {
    std::string account;
    std::string operation;  ///< Empty: all.
    PageRequest page;
};

struct UpdateLabelsRequest {
    std::string account;
    LabelChange change;
    std::string serial_number;  ///< In place of the account; not of the API, but of rows of jobs.
};

/// A terminal account as administrators see it in a list.
struct TerminalRecord {
    UserRow row;
    bool is_online = false;
};

/// What was done on one day of the enterprise; of each kind no more than `trend_counted_max` are
/// counted.
struct TrendDay {
    Instant begin{};
    std::int64_t activations = 0;
    std::int64_t resets = 0;
};

constexpr int trend_days = 30;
/// One more than a bound of pages, so that it is read like their counts.
constexpr std::int64_t trend_counted_max = found_counted_max + 1;

Fields<SearchTerminalsRequest> search_terminals_fields();
Fields<SearchTerminalsRequest> export_terminals_fields();
Fields<ShowTerminalRecordRequest> show_terminal_record_fields();
Fields<SearchTerminalHistoryRequest> search_terminal_history_fields();
Fields<UpdateLabelsRequest> update_terminal_labels_fields();

/// Terminals with what administrators note about them. Errors: those of the gate; `account_unknown`
/// for an account that is no terminal of the enterprise, `device_unknown` for a serial number;
/// besides those named.
class Inventory {
public:
    explicit Inventory(Gate const& gate) : gate_(gate) {}

    Result<Page<TerminalRecord>> search(SearchTerminalsRequest const& request,
                                        Actor const& actor) const;
    Result<TerminalRecord> show(ShowTerminalRecordRequest const& request, Actor const& actor) const;
    /// What the audit trail has of the account since it was made, newest first: also for those who
    /// may not read the trail.
    Result<Page<AuditEntry>> history(SearchTerminalHistoryRequest const& request,
                                     Actor const& actor) const;
    /// `invalid_parameter` if there would be too many tags. The device is not notified.
    Result<TerminalRecord> update(UpdateLabelsRequest const& request, Actor const& actor) const;
    /// The last days in the time zone of the enterprise, the present one last.
    Result<std::vector<TrendDay>> trend(NoFields const& request, Actor const& actor) const;

private:
    Gate const& gate_;
};

}  // namespace roomkey
