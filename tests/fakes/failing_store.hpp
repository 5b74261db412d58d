#pragma once

#include <utility>

#include "storage/store.hpp"

namespace roomkey {

/// A database that answers everything with one error, as if it were gone or broken.
class FailingStore final : public Store {
public:
    explicit FailingStore(Error error) : error_(std::move(error)) {}

    Status check() override { return error_; }
    Result<std::int64_t> foreign_changes() override { return error_; }

protected:
    Status run_read(ReadWork const& /*work*/) override { return error_; }
    Status run_write(WriteWork const& /*work*/) override { return error_; }

private:
    Error error_;
};

}  // namespace roomkey
