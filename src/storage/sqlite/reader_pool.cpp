#include "storage/sqlite/reader_pool.hpp"

#include <exception>
#include <string>
#include <utility>

#include "storage/sqlite/transaction/transaction.hpp"

namespace roomkey::sqlite {
namespace {

Status run_guarded(ReaderPool::Work const& work, Reader& reader) {
    try {
        return work(reader);
    } catch (std::exception const& exception) {
        return internal_error(std::string{"a read threw: "} + exception.what());
    } catch (...) {
        return internal_error("a read threw");
    }
}

Status run_on_snapshot(Connection& connection, ReaderPool::Work const& work) {
    TRY(connection.run("BEGIN"));
    Transaction transaction{connection};
    auto status = run_guarded(work, transaction);
    auto const ended = connection.run("COMMIT");
    if (!ended.ok() && connection.is_in_transaction()) {
        (void)connection.execute("ROLLBACK").ok();
    }
    return status;
}

}  // namespace

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Connection>> connections)
    : idle_(std::move(connections)) {}

Status ReaderPool::run(Work const& work) {
    auto connection = take();
    auto status = run_on_snapshot(*connection, work);
    give_back(std::move(connection));
    return status;
}

std::unique_ptr<Connection> ReaderPool::take() {
    std::unique_lock lock{mutex_};
    returned_.wait(lock, [&] { return !idle_.empty(); });
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
    {
        std::lock_guard const guard{mutex_};
        idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

}  // namespace roomkey::sqlite
