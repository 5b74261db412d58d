#pragma once

#include <optional>
#include <string>

#include "security/lookup_hash.hpp"
#include "security/token_maker.hpp"
#include "storage/store.hpp"
#include "usecase/request_context.hpp"
#include "usecase/terminal/activation_replay.hpp"

namespace roomkey {

/// Binds a device to the account whose code it spends, whether it presented that code or an
/// administrator chose the account for it.
class DeviceBinding {
public:
    DeviceBinding(Clock const& clock, LookupHash const& hashes, TokenMaker const& tokens,
                  ActivationReplay const& replays, Duration credential_validity)
        : clock_(clock),
          hashes_(hashes),
          tokens_(tokens),
          replays_(replays),
          credential_validity_(credential_validity) {}

    /// Why the code of the terminal, which has one, cannot be spent by this device: `code_lapsed`,
    /// `code_device_mismatch` by its type, `account_disabled`.
    [[nodiscard]] std::optional<Error> objection(Terminal const& terminal,
                                                 ActivationRequest const& request) const;

    /// Whether the account is for the device with this serial number. A hard terminal that was
    /// added without one takes it, so that the operations on hard terminals find it.
    static Result<bool> claim(Transaction& transaction, User& user, std::string const& sn);

    /// Spends the code, with all records and the answer to be kept for a repetition.
    Result<ActivationReceipt> bind(Transaction& transaction, Terminal terminal,
                                   ActivationRequest const& request,
                                   RequestContext const& context) const;

private:
    [[nodiscard]] Binding binding_of(Terminal const& terminal, ActivationRequest const& request,
                                     RequestContext const& context, Instant now) const;

    Clock const& clock_;
    LookupHash const& hashes_;
    TokenMaker const& tokens_;
    ActivationReplay const& replays_;
    Duration credential_validity_;
};

/// Whether the account may be bound to a device with this serial number; see
/// `DeviceBinding::claim`.
Result<bool> is_for(Reader& reader, User const& user, std::string const& sn);

}  // namespace roomkey
