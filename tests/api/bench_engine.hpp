#pragma once

#include <memory>

#include "storage/store.hpp"

namespace roomkey {

/// The database of one bench: empty when it is made, gone with this object.
class BenchEngine {
public:
    virtual ~BenchEngine() = default;

    /// Several stores at a time are several nodes.
    virtual std::unique_ptr<Store> open() = 0;
};

/// Of the engine whose source is linked in: sqlite_engine.cpp or postgres_engine.cpp.
std::unique_ptr<BenchEngine> make_bench_engine();

}  // namespace roomkey
