#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

// The second interface of the storage: the whole content of a database, row by row, on its way from
// one engine to another. It knows no rules; what it takes over is what was there.
namespace roomkey {

enum class ColumnKind : std::uint8_t { integer, text, bytes };

struct TransferColumn {
    std::string name;
    ColumnKind kind = ColumnKind::integer;
};

/// A table that every engine has by this name and with these columns. What an engine derives from
/// them, or keeps for itself alone, is not in here.
struct TransferTable {
    std::string name;
    std::vector<TransferColumn> columns;
    std::string key = {};  ///< The column whose numbers the engine gives out itself; or empty.
};

/// All of them, each after those that it refers to.
std::vector<TransferTable> const& transfer_tables();

/// Nothing stands for NULL. Booleans are 0 and 1, times milliseconds since 1970.
using TransferValue = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
using TransferRow = std::vector<TransferValue>;  ///< In the order of the columns.

/// A database at one moment, for one thread.
class TransferSource {
public:
    using Take = std::function<Status(TransferRow const&)>;

    virtual ~TransferSource() = default;

    /// Gives `take` every row, in the engine's own order and without holding many at a time. Ends
    /// with the first error of `take`.
    virtual Status read(TransferTable const& table, Take const& take) = 0;

    /// The highest number that was ever given out for `table.key`; 0 if none was.
    virtual Result<std::int64_t> last_key(TransferTable const& table) = 0;
};

/// A database that is filled in one transaction; what is not committed at the end of this object
/// was never there. As a source it shows what the transaction has written. Nobody else can change
/// the database meanwhile.
class TransferTarget : public TransferSource {
public:
    /// Whether no table has a row.
    virtual Result<bool> is_empty() = 0;

    /// `begin`, `add` for each row, `end`: table by table.
    virtual Status begin(TransferTable const& table) = 0;
    virtual Status add(TransferRow const& row) = 0;
    virtual Status end() = 0;

    /// Makes the engine give out higher numbers than `key` from now on.
    virtual Status set_last_key(TransferTable const& table, std::int64_t key) = 0;

    virtual Status commit() = 0;
};

}  // namespace roomkey
