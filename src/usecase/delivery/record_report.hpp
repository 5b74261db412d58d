#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "domain/notice.hpp"
#include "security/sealer.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Notes on a notice what a gateway reported of its message, with the gateway's words if it did not
/// arrive; that it did not is audited, too. Thread-safe.
class RecordReport {
public:
    RecordReport(Store& store, Clock const& clock, Sealer const& sealer)
        : store_(store), clock_(clock), sealer_(sealer) {}

    /// `words`, one line, may be empty. Returns what of them is safe to show: nothing if they quote
    /// a part of the code, or may quote a password; at most 120 characters. Empty if the notice is
    /// unknown, forgotten meanwhile for instance, or its report is final.
    Result<std::optional<std::string>> run(NoticeId const& notice, ReportState report,
                                           std::string const& words) const;

private:
    Store& store_;
    Clock const& clock_;
    Sealer const& sealer_;
};

}  // namespace roomkey
