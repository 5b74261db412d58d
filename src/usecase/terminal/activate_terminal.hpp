#pragma once

#include <functional>

#include "base/clock.hpp"
#include "security/lookup_hash.hpp"
#include "storage/store.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/request_context.hpp"
#include "usecase/terminal/activation_outcome.hpp"
#include "usecase/terminal/activation_replay.hpp"
#include "usecase/terminal/device_binding.hpp"

namespace roomkey {

/// A device presents a code and is bound to the account that the code was made for. A code is spent
/// by exactly one device. Wrong codes are counted, and bound per source and over the whole service,
/// in the same transaction that looks them up; the count is durable before the answer. One that its
/// source repeats within a window counts no more. What cannot be a code is no guess and costs
/// nothing.
///
/// Errors: `invalid_parameter`; `code_unknown`; `code_lapsed`; `code_device_mismatch`;
/// `account_disabled`; `too_many_wrong_codes` with the time to wait; those of
/// `ActivationReplay::find`.
class ActivateTerminal {
public:
    /// `observe` is called with each outcome, from any thread; may be empty.
    ActivateTerminal(Store& store, Clock const& clock, CodeIssue const& issue,
                     LookupHash const& hashes, ActivationReplay const& replays,
                     DeviceBinding const& binding, GuessLimits limits,
                     std::function<void(ActivationOutcome)> observe);

    Result<ActivationReceipt> run(ActivationRequest const& request,
                                  RequestContext const& context) const;

private:
    struct Attempt;
    [[nodiscard]] Digest guess_of(ActivationRequest const& request) const;
    Result<Attempt> look_before(Reader& reader, ActivationRequest const& request,
                                RequestContext const& context) const;
    Result<Attempt> attempt(Transaction& transaction, ActivationRequest const& request,
                            RequestContext const& context) const;
    /// A wrong code, with its records. `owner` is whose code it was, if only the device was wrong.
    Status count_guess(Transaction& transaction, Digest const& guess,
                       std::optional<User> const& owner, ActivationRequest const& request,
                       RequestContext const& context) const;

    Store& store_;
    Clock const& clock_;
    CodeIssue const& issue_;
    LookupHash const& hashes_;
    ActivationReplay const& replays_;
    DeviceBinding const& binding_;
    GuessLimits limits_;
    std::function<void(ActivationOutcome)> observe_;
};

}  // namespace roomkey
