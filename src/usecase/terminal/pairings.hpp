#pragma once

#include <optional>
#include <string>

#include "domain/activation/guessing.hpp"
#include "domain/activation/pairing.hpp"
#include "fields/binding.hpp"
#include "security/lookup_hash.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/gate.hpp"

namespace roomkey {

struct FindPairingRequest {
    std::string user_code;
};

struct ApprovePairingRequest {
    std::string user_code;
    std::string number;
    std::string account;
};

struct DenyPairingRequest {
    std::string user_code;
};

Fields<FindPairingRequest> find_pairing_fields();
Fields<ApprovePairingRequest> approve_pairing_fields();
Fields<DenyPairingRequest> deny_pairing_fields();

/// The administrator's side of devices that ask to be bound without a code (see `PairScreen`).
/// Wrong user codes and numbers are counted with wrong activation codes, under the same limits, and
/// the count is durable before the answer. Errors: those of the gate, `pairing_unknown` and
/// `too_many_wrong_codes`, besides those named.
class Pairings {
public:
    Pairings(Gate const& gate, CodeIssue const& issue, LookupHash const& hashes,
             GuessLimits const& limits)
        : gate_(gate), issue_(issue), hashes_(hashes), limits_(limits) {}

    /// One that waits. It belongs to no enterprise.
    Result<Pairing> find(FindPairingRequest const& request, Actor const& actor) const;

    /// Lets the device spend the code of the terminal: the unspent one, or if that has lapsed or is
    /// not there a new one. `pairing_number_wrong`; `account_unknown`; `account_disabled`;
    /// `terminal_in_use`; `code_device_mismatch` if the terminal is for another type or serial
    /// number, or of a model without codes.
    Status approve(ApprovePairingRequest const& request, Actor const& actor) const;
    /// Whether an approval of an earlier request still stands: the device can spend the code that
    /// it was given, or is bound to the terminal.
    Result<bool> stands(Reader& reader, Permit const& permit,
                        Repetition::Earlier const& earlier) const;

    Status deny(DenyPairingRequest const& request, Actor const& actor) const;

private:
    struct Attempt;
    using Work = std::function<Result<Attempt>(Change&, Pairing&)>;

    /// Runs `work` with the pairing that waits, and records what was refused.
    Result<Pairing> attempt(std::string const& user_code, Actor const& actor,
                            Operation const& operation, std::string const& account,
                            Work const& work) const;
    Result<Attempt> look_up(Change& change, std::string const& user_code,
                            RequestContext const& context) const;
    /// Counts what was guessed; a value, so that the count is kept.
    Result<Attempt> count(Change& change, std::string const& guessed, ErrorCode refused,
                          RequestContext const& context) const;
    Result<Attempt> count_number(Change& change, Pairing& pairing,
                                 ApprovePairingRequest const& request,
                                 RequestContext const& context) const;
    Result<Digest> code_for(Change& change, Terminal const& terminal) const;

    Gate const& gate_;
    CodeIssue const& issue_;
    LookupHash const& hashes_;
    GuessLimits limits_;
};

}  // namespace roomkey
