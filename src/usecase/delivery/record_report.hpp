#pragma once

#include "base/clock.hpp"
#include "domain/notice.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// Notes on a notice what a gateway reported of its message. Thread-safe.
class RecordReport {
public:
    RecordReport(Store& store, Clock const& clock) : store_(store), clock_(clock) {}

    /// False if the notice is unknown, forgotten meanwhile for instance, or its report is final.
    Result<bool> run(NoticeId const& notice, ReportState report) const {
        auto const now = clock_.now();
        return store_.write(
            [&](Transaction& transaction) { return transaction.save_report(notice, report, now); });
    }

private:
    Store& store_;
    Clock const& clock_;
};

}  // namespace roomkey
