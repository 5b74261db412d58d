#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"

namespace roomkey::sqlite {

/// Connections for reading, each lent to one thread at a time; waits while all are lent.
/// Thread-safe.
class ReaderPool {
public:
    using Work = std::function<Status(Reader&)>;

    explicit ReaderPool(std::vector<std::unique_ptr<Connection>> connections);

    /// Runs `work` on one snapshot of the database.
    Status run(Work const& work);

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace roomkey::sqlite
