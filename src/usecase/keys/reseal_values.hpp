#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "security/sealer.hpp"
#include "storage/store.hpp"

namespace roomkey {

/// How many values each key has sealed, by its id.
using SealedCounts = std::map<std::uint8_t, std::int64_t>;

/// How far a walk over the sealed values has come.
struct ResealProgress {
    SealedCounts sealed_by;      ///< Of the values seen, as they are now.
    SealedCounts resealed_from;  ///< Of them, those that this walk resealed, by their old key.
    std::int64_t resealed = 0;   ///< The sum of these.
    std::int64_t failed = 0;     ///< Of them, those that no key opens.
};

/// Brings everything that an older key has sealed under the current one, so that the older one can
/// be taken off the ring. Several nodes may do so at once: a value that changed meanwhile is left
/// to those who changed it.
class ResealValues {
public:
    ResealValues(Store& store, Sealer const& sealer) : store_(store), sealer_(sealer) {}

    /// Told after each page; false ends the walk early.
    using Observer = std::function<bool(ResealProgress const&)>;

    /// Walks over all values in small transactions, so that a concurrent reset does not wait long.
    Result<ResealProgress> run(Observer const& observe);

    /// The same walk, but changes nothing.
    Result<ResealProgress> count(Observer const& observe);

private:
    enum class Mode : std::uint8_t { reseal, count };
    Result<ResealProgress> walk(Mode mode, Observer const& observe);
    Status take_page(std::vector<SealedValue> const& values, Mode mode, ResealProgress& progress);

    Store& store_;
    Sealer const& sealer_;
};

}  // namespace roomkey
