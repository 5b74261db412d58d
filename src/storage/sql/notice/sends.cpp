#include "storage/sql/notice/sends.hpp"

namespace roomkey {

Result<std::optional<std::size_t>> count_send(Transaction& tx,
                                              std::vector<SendCounter> const& counters) {
    // One counts at a time: the counters of several messages, locked one by one, would meet those
    // of another node in the opposite order sooner or later.
    TRY(tx.hold_name(LockSpace::send_counters, {}));
    for (std::size_t place = 0; place < counters.size(); ++place) {
        auto const count =
            TRY(first_of(tx.query("SELECT count FROM send_count WHERE name_hash = $1",
                                  counters[place].name_hash),
                         [](Row& row) { return row.integer(); }));
        if (count && *count >= counters[place].max) return std::optional{place};
    }
    for (auto const& counter : counters) {
        TRY(
            tx.run("INSERT INTO send_count (name_hash, count, forget_at) VALUES ($1, 1, $2) "
                   "ON CONFLICT (name_hash) DO UPDATE SET count = send_count.count + 1",
                   counter.name_hash, counter.end));
    }
    return std::optional<std::size_t>{};
}

}  // namespace roomkey
