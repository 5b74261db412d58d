#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/lookup_hash.hpp"
#include "security/sealer.hpp"
#include "storage/store.hpp"
#include "usecase/terminal/terminal_access.hpp"

namespace roomkey {

struct ActivationRequest {
    std::string code;  ///< As typed or pasted; see `typed_code`.
    std::string sn;
    std::string device_type;  ///< Wire name; empty if not given.
    std::string model;
    std::string software_version;
    std::optional<std::string> idempotency_key;
};

struct ActivationReceipt {
    TerminalProfile profile;
    Secret credential;
    Duration validity{};
    Instant expires_at{};
    bool is_replayed = false;  ///< The answer of an earlier request with the same key.
};

/// For so long a lost answer to an activation can be had again.
constexpr Duration activation_replay_life = std::chrono::minutes{10};

/// The answers to activations that came with an `Idempotency-Key`. Nobody is signed in here, so a
/// key belongs to the serial number that came with it: devices that choose the same key do not
/// meet. The answer is given for the same code only; without the code, nobody gets a credential by
/// guessing keys. Requests are given with code and sn in the form in which they are compared.
class ActivationReplay {
public:
    ActivationReplay(LookupHash const& hashes, Sealer const& sealer, Clock const& clock,
                     TerminalAccess const& access)
        : hashes_(hashes), sealer_(sealer), clock_(clock), access_(access) {}

    /// The answer again; empty if the request has no key or its key was not answered yet.
    /// `idempotency_key_reused` if the key came with another request; `terminal_unbound` if the
    /// device was unbound since; `code_unknown` if the credential is over for another reason.
    Result<std::optional<ActivationReceipt>> find(Reader& reader,
                                                  ActivationRequest const& request) const;

    /// Remembers the answer, if the request has a key.
    Status remember(Transaction& transaction, ActivationRequest const& request,
                    Secret const& credential) const;

private:
    [[nodiscard]] Digest key_hash(ActivationRequest const& request) const;
    [[nodiscard]] Digest request_hash(ActivationRequest const& request) const;

    LookupHash const& hashes_;
    Sealer const& sealer_;
    Clock const& clock_;
    TerminalAccess const& access_;
};

}  // namespace roomkey
