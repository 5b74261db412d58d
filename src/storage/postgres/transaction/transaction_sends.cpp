#include "storage/postgres/transaction/locks.hpp"
#include "storage/postgres/transaction/transaction.hpp"

// What has been sent: counters of the guard, and reports of the gateway.
namespace roomkey::postgres {

Result<std::optional<std::size_t>> Transaction::count_send(
    std::vector<SendCounter> const& counters) {
    // One counts at a time: the counters of several messages, locked one by one, would meet those
    // of another node in the opposite order sooner or later.
    TRY(hold(connection_, LockSpace::send_counters, {}));
    for (std::size_t place = 0; place < counters.size(); ++place) {
        auto rows = TRY(connection_.query("SELECT count FROM send_count WHERE name_hash = $1",
                                          counters[place].name_hash));
        if (rows.next() && rows.integer() >= counters[place].max) return std::optional{place};
    }
    for (auto const& counter : counters) {
        TRY(
            connection_.run("INSERT INTO send_count (name_hash, count, forget_at) "
                            "VALUES ($1, 1, $2) ON CONFLICT (name_hash) "
                            "DO UPDATE SET count = send_count.count + 1",
                            counter.name_hash, counter.end));
    }
    return std::optional<std::size_t>{};
}

Result<bool> Transaction::save_report(NoticeId const& id, ReportState report,
                                      std::string const& failure, Instant at) {
    auto const saved = TRY(connection_.change(
        "UPDATE notice SET report = $1, reported_at = $2, "
        "failure = CASE WHEN $3 = '' THEN failure ELSE $3 END WHERE notice_id = $4 AND report < $5",
        report, at, failure, id, ReportState::delivered));
    return saved > 0;
}

}  // namespace roomkey::postgres
