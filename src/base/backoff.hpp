#pragma once

#include <chrono>
#include <cstdint>

namespace roomkey {

/// Pauses between attempts: doubled from `first` up to `longest`, each drawn from its upper half,
/// so that those who failed together do not try again together.
class Backoff {
public:
    using Pause = std::chrono::milliseconds;

    Backoff(Pause first, Pause longest) : first_(first), longest_(longest), bound_(first) {}

    /// The pause before the next attempt. `draw` is random; without one it is the whole pause.
    [[nodiscard]] Pause next(std::uint32_t draw);
    [[nodiscard]] Pause next();
    /// After a success.
    void reset() { bound_ = first_; }

private:
    Pause first_;
    Pause longest_;
    Pause bound_;
};

/// For `Backoff` alone; not for secrets. Thread-safe.
std::uint32_t draw();

/// Keeps the calling worker waiting.
void rest(Backoff::Pause pause);

}  // namespace roomkey
