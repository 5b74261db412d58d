#pragma once

#include <filesystem>
#include <memory>
#include <ostream>

#include "app/config.hpp"
#include "app/demo/seed.hpp"
#include "app/server.hpp"

namespace roomkey {

/// `roomkey demo --seed FILE`: a server that stands in for the vendor's. Each start, and each reset
/// between tests, begins with what the file says and nothing else. For the embedded database.
class SeededDemo {
public:
    /// Reads the seed and makes the database of `config` with it. The data folder must be empty or
    /// that of an earlier seeded demo, whose state is removed. `unavailable` otherwise, or if
    /// something is wrong with the seed.
    static Result<SeededDemo> prepare(Config const& config, Clock const& clock,
                                      std::filesystem::path const& seed);

    /// Puts the state of the start back, while the server runs: at once, as one change.
    [[nodiscard]] Status reset(Services& services) const;

    /// Says where the server is, and what is in it.
    void introduce(Server const& server, std::ostream& out) const;

private:
    SeededDemo(Config const& config, Seed seed) : config_(config), seed_(std::move(seed)) {}

    Config config_;
    Seed seed_;
};

}  // namespace roomkey
