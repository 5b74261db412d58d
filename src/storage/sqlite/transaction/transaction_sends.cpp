#include "storage/sqlite/transaction/transaction.hpp"

// What has been sent: counters of the guard, and reports of the gateway.
namespace roomkey::sqlite {

Result<std::optional<std::size_t>> Transaction::count_send(
    std::vector<SendCounter> const& counters) {
    for (std::size_t place = 0; place < counters.size(); ++place) {
        auto query = TRY(connection_.query("SELECT count FROM send_count WHERE name_hash = ?",
                                           counters[place].name_hash));
        if (TRY(query.next()) && query.integer() >= counters[place].max) {
            return std::optional{place};
        }
    }
    for (auto const& counter : counters) {
        TRY(
            connection_.run("INSERT INTO send_count VALUES (?, 1, ?) ON CONFLICT (name_hash) "
                            "DO UPDATE SET count = count + 1",
                            counter.name_hash, counter.end));
    }
    return std::optional<std::size_t>{};
}

Result<bool> Transaction::save_report(NoticeId const& id, ReportState report,
                                      std::string const& failure, Instant at) {
    auto const saved = TRY(connection_.change(
        "UPDATE notice SET report = ?1, reported_at = ?2, "
        "failure = CASE WHEN ?3 = '' THEN failure ELSE ?3 END WHERE notice_id = ?4 AND report < ?5",
        report, at, failure, id, ReportState::delivered));
    return saved > 0;
}

}  // namespace roomkey::sqlite
