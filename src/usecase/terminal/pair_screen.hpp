#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "security/lookup_hash.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/request_context.hpp"
#include "usecase/terminal/activation_outcome.hpp"
#include "usecase/terminal/device_binding.hpp"

namespace roomkey {

struct BeginPairingRequest {
    std::string origin;  ///< Of this service, as the device knows it; not kept.
    DeviceFacts device;
};

struct BegunPairing {
    Secret token;
    std::string user_code;
    std::string number;
};

struct PollPairingRequest {
    std::string token;
};

struct PairingProgress {
    enum class State : std::uint8_t { pending, slow_down, denied, bound };

    State state = State::pending;
    std::optional<ActivationReceipt> receipt;  ///< If it is bound.
};

/// The side of a device that asks to be bound without a code, and asks again and again whether an
/// administrator has approved (see `Pairings`). It is bound by the poll that follows the approval,
/// as if it had presented the code of the terminal. Nothing is kept outside of the database, so
/// each request may come to another node.
class PairScreen {
public:
    /// `observe` is called with each device that is bound, from any thread; may be empty.
    PairScreen(Store& store, Clock const& clock, LookupHash const& hashes, TokenMaker const& tokens,
               ActivationReplay const& replays, DeviceBinding const& binding,
               std::function<void(ActivationOutcome)> observe);

    /// `invalid_parameter`; `too_many_pairings` with the time to wait.
    Result<BegunPairing> begin(BeginPairingRequest const& request,
                               RequestContext const& context) const;

    /// Is bound with the same credential when it is called again within `activation_replay_life`.
    /// `pairing_unknown` if there is none with this token, or its time is over.
    Result<PairingProgress> poll(PollPairingRequest const& request,
                                 RequestContext const& context) const;

private:
    Result<BegunPairing> insert(Transaction& transaction, Pairing pairing) const;
    [[nodiscard]] Result<Pairing> find(Reader& reader, PollPairingRequest const& request) const;
    /// What is known without a change; empty if one is due.
    Result<std::optional<PairingProgress>> look(Reader& reader, Pairing const& pairing,
                                                PollPairingRequest const& request) const;
    Result<PairingProgress> step(Transaction& transaction, PollPairingRequest const& request,
                                 RequestContext const& context) const;
    /// Empty if what was approved is no longer possible.
    Result<std::optional<ActivationReceipt>> bind(Transaction& transaction, Pairing const& pairing,
                                                  ActivationRequest const& request,
                                                  RequestContext const& context) const;

    Store& store_;
    Clock const& clock_;
    LookupHash const& hashes_;
    TokenMaker const& tokens_;
    ActivationReplay const& replays_;
    DeviceBinding const& binding_;
    std::function<void(ActivationOutcome)> observe_;
};

}  // namespace roomkey
