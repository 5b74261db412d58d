#include "app/transfer/transfer.hpp"

#include <string_view>
#include <type_traits>
#include <variant>

#include "security/set_digest.hpp"

namespace roomkey {
namespace {

constexpr std::int64_t rows_per_word = 50'000;

void append_number(std::string& record, std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
        record += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
    }
}

/// The row as bytes that no other row has: each value with its kind, and with its length where that
/// varies.
void write_record(TransferRow const& row, std::string& record) {
    record.clear();
    for (auto const& value : row) {
        record += static_cast<char>(value.index());
        std::visit(
            [&](auto const& held) {
                using Held = std::decay_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, std::int64_t>) {
                    append_number(record, static_cast<std::uint64_t>(held));
                } else if constexpr (!std::is_same_v<Held, std::monostate>) {
                    append_number(record, held.size());
                    record.append(held.begin(), held.end());
                }
            },
            value);
    }
}

/// Counts and digests what passes.
class Tally {
public:
    explicit Tally(std::string name) { table_.name = std::move(name); }

    void add(TransferRow const& row) {
        write_record(row, record_);
        digest_.add(record_);
        table_.digest = digest_.sum();
        ++table_.rows;
    }
    [[nodiscard]] TransferredTable const& table() const { return table_; }

private:
    TransferredTable table_;
    SetDigest digest_;
    std::string record_;
};

Result<TransferredTable> write_table(TransferSource& source, TransferTarget& target,
                                     TransferTable const& table, TransferObserver const& observe) {
    Tally tally(table.name);
    TRY(target.begin(table));
    TRY(source.read(table, [&](TransferRow const& row) -> Status {
        tally.add(row);
        if (tally.table().rows % rows_per_word == 0) observe(table.name, tally.table().rows);
        return target.add(row);
    }));
    TRY(target.end());
    if (!table.key.empty()) {
        auto const last = TRY(source.last_key(table));
        TRY(target.set_last_key(table, last));
    }
    observe(table.name, tally.table().rows);
    return tally.table();
}

Status compare_table(TransferTarget& target, TransferTable const& table,
                     TransferredTable const& written) {
    Tally tally(table.name);
    TRY(target.read(table, [&](TransferRow const& row) -> Status {
        tally.add(row);
        return Done{};
    }));
    auto const& found = tally.table();
    if (found.rows != written.rows) {
        return unavailable("the copy of table " + table.name + " has " +
                           std::to_string(found.rows) + " rows instead of " +
                           std::to_string(written.rows));
    }
    if (found.digest != written.digest) {
        return unavailable("the copy of table " + table.name + " differs from the original");
    }
    return Done{};
}

}  // namespace

Result<std::vector<TransferredTable>> transfer_all(TransferSource& source, TransferTarget& target,
                                                   TransferObserver const& observe) {
    if (!TRY(target.is_empty())) return unavailable("the target already holds data");
    std::vector<TransferredTable> written;
    for (auto const& table : transfer_tables()) {
        written.push_back(TRY(write_table(source, target, table, observe)));
    }
    for (std::size_t i = 0; i < written.size(); ++i) {
        TRY(compare_table(target, transfer_tables()[i], written[i]));
    }
    return written;
}

}  // namespace roomkey
