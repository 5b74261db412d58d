#pragma once

#include <optional>

#include "storage/store.hpp"

namespace roomkey {

/// A database that fails at a chosen call and works before and, unless it is lost, afterwards. For
/// one thread.
class FlakyStore final : public Store {
public:
    enum class Fault : std::uint8_t {
        before,  ///< Nothing was done.
        after,   ///< It was done, but the caller cannot know: the commit's answer was lost.
    };

    /// `inner` outlives this.
    explicit FlakyStore(Store& inner) : inner_(inner) {}

    /// Fails after `calls` further calls; 0 is the next one.
    void fail_after(int calls, Fault fault) {
        calls_left_ = calls;
        fault_ = fault;
        has_failed_ = false;
        is_lost_ = false;
    }
    /// The same, and from then on fails until it is healed: as if the server were killed.
    void lose_after(int calls, Fault fault) {
        fail_after(calls, fault);
        is_lost_ = true;
    }
    /// Forgets a failure that has not happened. Returns whether it has.
    bool heal() {
        calls_left_.reset();
        is_lost_ = false;
        return std::exchange(has_failed_, false);
    }

    Status check() override { return inner_.check(); }
    Result<ForeignChanges> take_foreign_changes() override { return inner_.take_foreign_changes(); }

protected:
    Status run_read(ReadWork const& work) override {
        auto const fault = next_fault();
        if (fault) return failure();
        return inner_.read([&](Reader& reader) { return work(reader); });
    }

    Status run_write(WriteWork const& work) override {
        auto const fault = next_fault();
        if (fault == Fault::before) return failure();
        auto status = inner_.write([&](Transaction& transaction) { return work(transaction); });
        return fault ? Status{failure()} : status;
    }

private:
    static Error failure() { return unavailable("the database failed on purpose"); }

    std::optional<Fault> next_fault() {
        if (is_lost_ && has_failed_) return Fault::before;
        if (!calls_left_ || (*calls_left_)-- > 0) return std::nullopt;
        calls_left_.reset();
        has_failed_ = true;
        return fault_;
    }

    Store& inner_;
    std::optional<int> calls_left_;
    Fault fault_ = Fault::before;
    bool has_failed_ = false;
    bool is_lost_ = false;
};

}  // namespace roomkey
