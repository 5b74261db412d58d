#pragma once

#include <utility>

#include "storage/store.hpp"

namespace roomkey {

/// A database that returns one error for everything, as if it were gone or broken.
class FailingStore final : public Store {
public:
    explicit FailingStore(Error error) : error_(std::move(error)) {}

    Status check() override { return error_; }
    Result<ForeignChanges> take_foreign_changes() override { return error_; }

protected:
    Status run_read(ReadWork const& /*work*/) override { return error_; }
    Status run_write(WriteWork const& /*work*/) override { return error_; }

private:
    Error error_;
};

}  // namespace roomkey
