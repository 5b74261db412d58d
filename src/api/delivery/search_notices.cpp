#include "api/delivery/search_notices.hpp"

#include <boost/json.hpp>
#include <string>

#include "api/delivery/notice_object.hpp"
#include "api/reply.hpp"

namespace roomkey {
namespace {

/// The last millisecond of the year 9999.
constexpr std::int64_t time_max_ms = 253'402'300'799'999;

Result<std::optional<Instant>> instant(Query const& query, std::string_view name) {
    auto const milliseconds =
        TRY(query.integer(name, 0, time_max_ms, "0.." + std::to_string(time_max_ms)));
    if (!milliseconds) return std::optional<Instant>{};
    return std::optional(from_unix_milliseconds(*milliseconds));
}

}  // namespace

Result<HttpReply> search_notices(SearchNotices const& use_case, Call const& call) {
    SearchNoticesRequest request;
    request.access_token = call.access_token();
    request.page = TRY(call.query.page());
    request.account = TRY(call.query.text("account")).value_or("");
    if (auto const state = TRY(call.query.text("state"))) {
        request.state = notice_state_named(*state);
        if (!request.state) {
            return invalid_field("state", Fault::unknown_value,
                                 "queued, sending, accepted, failed, superseded");
        }
    }
    if (auto const report = TRY(call.query.text("report"))) {
        request.report = report_state_named(*report);
        if (!request.report) {
            return invalid_field("report", Fault::unknown_value,
                                 "submitted, buffered, delivered, failed, rejected");
        }
    }
    request.from = TRY(instant(call.query, "from"));
    request.to = TRY(instant(call.query, "to"));
    auto const page = TRY(use_case.run(request));

    boost::json::array data;
    for (auto const& found : page.data) data.push_back(notice_object(found));
    boost::json::object answer;
    answer["offset"] = page.offset;
    answer["limit"] = page.limit;
    answer["count"] = page.count;
    answer["data"] = std::move(data);
    return json_reply(answer);
}

}  // namespace roomkey
