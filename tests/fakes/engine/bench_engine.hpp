#pragma once

#include <memory>
#include <string>

#include "storage/store.hpp"

namespace roomkey {

/// The database of one bench: empty when it is made, gone with this object.
class BenchEngine {
public:
    virtual ~BenchEngine() = default;

    /// Several stores at a time are several nodes.
    virtual std::unique_ptr<Store> open() = 0;

    /// Makes every update of the table fail until it is called with false.
    virtual void fail_updates(std::string const& table, bool is_failing) = 0;
    /// All that is stored, as somebody reads it who stole it. No store is open.
    virtual std::string stolen() = 0;
};

/// Of the engine whose source is linked in: sqlite_engine.cpp or postgres_engine.cpp.
std::unique_ptr<BenchEngine> make_bench_engine();

}  // namespace roomkey
