#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace roomkey {

/// Signs according to Standard Webhooks 1.0 (standardwebhooks.com, "Signature scheme").
/// Thread-safe.
class WebhookSigner {
public:
    /// Each secret is "whsec_" and the base64 of 24 to 64 bytes. All of them sign, so that the
    /// receiver can change from one to the next. `invalid_parameter` if there is none or one is
    /// malformed.
    static Result<WebhookSigner> open(std::vector<Secret> const& secrets);

    /// The value of webhook-signature: one "v1,<base64>" per secret, in their order.
    [[nodiscard]] std::string sign(std::string_view id, Instant timestamp,
                                   std::string_view body) const;

private:
    explicit WebhookSigner(std::vector<Secret> keys);

    std::vector<Secret> keys_;
};

}  // namespace roomkey
