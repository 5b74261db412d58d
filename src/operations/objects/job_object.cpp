#include "operations/objects/job_object.hpp"

#include <boost/json.hpp>

namespace roomkey {
namespace {

boost::json::value moment_or_null(Instant moment) {
    if (moment == Instant{}) return nullptr;
    return unix_milliseconds(moment);
}

boost::json::value number_or_null(std::optional<std::int64_t> const& number) {
    if (!number) return nullptr;
    return *number;
}

}  // namespace

boost::json::object job_object(ShownJob const& shown) {
    auto const& job = shown.job;
    boost::json::object object;
    object["id"] = job.id.value;
    object["kind"] = wire_name(job.kind);
    object["state"] = wire_name(job.state);
    object["rows"] = job.rows();
    object["ready"] = job.ready;
    object["done"] = job.done;
    object["failed"] = job.failed;
    object["invalid"] = job.invalid;
    object["rowsPerMinute"] = shown.pace.rows_per_minute;
    object["remainingTime"] = number_or_null(shown.pace.remaining_s);
    object["failure"] = job.failure;
    object["creator"] = job.creator;
    object["starter"] = job.starter;
    object["createTime"] = unix_milliseconds(job.created_at);
    object["startTime"] = moment_or_null(job.started_at);
    object["spread"] = std::chrono::duration_cast<std::chrono::seconds>(job.spread).count();
    object["endTime"] = moment_or_null(job.ended_at);
    return object;
}

boost::json::object job_row_object(JobRow const& row) {
    return {{"row", row.number},
            {"account", row.account},
            {"state", wire_name(row.state)},
            {"reason", row.reason},
            {"message", row.message},
            {"settleTime", moment_or_null(row.settled_at)}};
}

boost::json::object job_export_object(JobExport const& part) {
    return {{"csv", part.csv}, {"nextRow", number_or_null(part.next_row)}};
}

}  // namespace roomkey
