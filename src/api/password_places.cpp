#include "api/password_places.hpp"

#include <algorithm>
#include <utility>

namespace roomkey {

class PasswordPlaces::Place {
public:
    Place(std::shared_ptr<Counts> counts, std::vector<Claim> claims)
        : counts_(std::move(counts)), claims_(std::move(claims)) {}
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
    ~Place() {
        std::lock_guard const lock(counts_->mutex);
        for (auto const& claim : claims_) {
            auto const found = counts_->taken.find(claim.name);
            if (--found->second == 0) counts_->taken.erase(found);
        }
    }

private:
    std::shared_ptr<Counts> counts_;
    std::vector<Claim> claims_;
};

std::shared_ptr<void> PasswordPlaces::take(std::vector<Claim> const& claims) {
    std::lock_guard const lock(counts_->mutex);
    bool const has_room = std::all_of(claims.begin(), claims.end(), [&](Claim const& claim) {
        auto const found = counts_->taken.find(claim.name);
        return found == counts_->taken.end() || found->second < claim.max;
    });
    if (!has_room) return nullptr;
    for (auto const& claim : claims) ++counts_->taken[claim.name];
    return std::make_shared<Place>(counts_, claims);
}

}  // namespace roomkey
