#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace roomkey {

/// Lets a bounded number of callers in at once and makes the others wait, but not for ever.
/// Thread-safe.
class ConcurrencyGate {
public:
    /// Holds a place while it lives. The gate must outlive it.
    class Pass {
    public:
        explicit Pass(ConcurrencyGate& gate) : gate_(&gate) {}
        Pass(Pass&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
        Pass& operator=(Pass&&) = delete;
        ~Pass() {
            if (gate_ != nullptr) gate_->leave();
        }

    private:
        ConcurrencyGate* gate_;
    };

    ConcurrencyGate(int inside_max, std::chrono::milliseconds wait_max)
        : places_(inside_max), wait_max_(wait_max) {}

    /// Nothing if no place came free within the wait.
    std::optional<Pass> enter();

private:
    void leave();

    std::mutex mutex_;
    std::condition_variable place_came_free_;
    int places_;  ///< Free ones.
    std::chrono::milliseconds wait_max_;
};

}  // namespace roomkey
