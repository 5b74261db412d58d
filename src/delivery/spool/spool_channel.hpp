#pragma once

#include <filesystem>
#include <utility>

#include "base/result.hpp"
#include "delivery/channel.hpp"

namespace roomkey {

/// Sends into a folder: one readable file per message, `<created, ms>-<notice id>.txt`. The name is
/// the same at every attempt, so a message that is sent twice is there once. A file is complete and
/// durable as soon as its name is visible; names that begin with a dot are not messages.
class SpoolChannel final : public DeliveryChannel {
public:
    /// Creates the folder (mode 0700) if it is missing. `unavailable` if that fails, or if the
    /// folder is open to others, who could read the codes.
    static Result<SpoolChannel> open(std::filesystem::path folder);

    SendOutcome send(OutgoingMessage const& message) override;

    /// Removes the messages of notices that were created before then. `unavailable` if the folder
    /// cannot be read.
    [[nodiscard]] Status remove_older(Instant created_before) const;

private:
    explicit SpoolChannel(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

}  // namespace roomkey
