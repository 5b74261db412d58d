#pragma once

#include <functional>
#include <string>
#include <vector>

#include "fields/operation.hpp"
#include "tests/api/api_bench.hpp"

namespace roomkey {

/// A request of an administrator, as it stands on the wire.
struct PlainRequest {
    std::string target;
    std::string body;
};

/// An operation that honours an Idempotency-Key, and how it is tried.
struct RepeatableOperation {
    Operation const* operation = nullptr;
    /// A request that succeeds once, and another one.
    struct Pair {
        PlainRequest first;
        PlainRequest other;
        /// What the first one has others do soon; empty: nothing.
        std::function<void()> then{};
    };
    std::function<Pair(ApiBench&)> prepare;
    /// Undoes what the first request, which was answered so, has made; empty if its answer holds
    /// whatever comes later.
    std::function<void(ApiBench&, Answer const&)> undo;
};

/// All of them but resets and activations, which have tests of their own.
std::vector<RepeatableOperation> repeatable_operations();

/// Sends it as the default administrator of `bench.ours`, with this key.
Answer send_with_key(ApiBench& bench, RepeatableOperation const& repeatable,
                     PlainRequest const& request, std::string const& key);

}  // namespace roomkey
