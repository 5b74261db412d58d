#pragma once

#include <string>

#include "base/clock.hpp"
#include "domain/notice.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Notes on a notice what a gateway reported of its message, with the gateway's words if it did not
/// arrive; that it did not is audited, too. Thread-safe.
class RecordReport {
public:
    RecordReport(Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    /// `words` are safe to show, and may be empty. False if the notice is unknown, forgotten
    /// meanwhile for instance, or its report is final.
    Result<bool> run(NoticeId const& notice, ReportState report, std::string const& words) const;

private:
    Store& store_;
    Clock const& clock_;
};

}  // namespace roomkey
