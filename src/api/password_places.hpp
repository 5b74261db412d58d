#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roomkey {

/// Counts the requests that wait for a password to be checked or hashed, or have their turn, by
/// whom they are of, so that nobody takes the places of all others. Thread-safe.
class PasswordPlaces {
public:
    /// One of whom a request is, and how many of theirs there may be at once.
    struct Claim {
        std::string name;
        std::size_t max = 1;
    };

    /// A place, which is given back when the last copy is gone, also after the end of this object.
    /// Null if any of `claims`, each of another name, has as many as it may have.
    [[nodiscard]] std::shared_ptr<void> take(std::vector<Claim> const& claims);

private:
    struct Counts {
        std::mutex mutex;
        std::map<std::string, std::size_t> taken;
    };
    class Place;

    std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace roomkey
