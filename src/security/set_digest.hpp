#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.hpp"

namespace roomkey {

/// A digest of a collection of records that does not depend on their order: the sum, modulo 2^256,
/// of the records' SHA-256. Two collections with the same digest have the same records the same
/// number of times. Protects against accidents, not against someone who picks records for their
/// sum.
class SetDigest {
public:
    void add(std::string_view record);

    [[nodiscard]] Digest sum() const { return sum_; }

private:
    Digest sum_{};  ///< Least significant byte first.
};

}  // namespace roomkey
