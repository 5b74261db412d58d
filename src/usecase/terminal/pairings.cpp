#include "usecase/terminal/pairings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "domain/activation/hard_terminal.hpp"
#include "fields/operation_rules.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/guesses.hpp"
#include "storage/sql/notice/notices.hpp"
#include "storage/sql/terminal/pairings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/source_network.hpp"
#include "usecase/terminal/code_guesses.hpp"
#include "usecase/terminal/device_binding.hpp"

namespace roomkey {
namespace {

constexpr auto find_fields = bind<FindPairingRequest>(
    rules::find_pairing, {field<&FindPairingRequest::user_code>("userCode")});

constexpr auto approve_fields = bind<ApprovePairingRequest>(
    rules::approve_pairing,
    {ignored("Idempotency-Key"), field<&ApprovePairingRequest::user_code>("userCode"),
     field<&ApprovePairingRequest::number>("number"),
     field<&ApprovePairingRequest::account>("account")});

constexpr auto deny_fields = bind<DenyPairingRequest>(
    rules::deny_pairing, {field<&DenyPairingRequest::user_code>("userCode")});

/// The device, for the audit trail.
std::string words_for(Pairing const& pairing) {
    return "sn:" + pairing.device.sn + " at " + pairing.source;
}

// What an approval is remembered by: the terminal, the pairing and its device.
constexpr char separator = ' ';

std::string fact_of(User const& user, Pairing const& pairing) {
    return user.id.value + separator +
           to_hex(pairing.token_hash.data(), pairing.token_hash.size()) + separator +
           pairing.device.sn;
}

struct Approval {
    UserId user;
    Digest token_hash{};
    std::string sn;
};

/// The reverse of `fact_of`; empty if it is none.
std::optional<Approval> approval_in(std::string const& fact) {
    auto const first = fact.find(separator);
    if (first == std::string::npos) return std::nullopt;
    auto const second = fact.find(separator, first + 1);
    if (second == std::string::npos) return std::nullopt;
    auto const bytes = from_hex(std::string_view(fact).substr(first + 1, second - first - 1));
    Approval approval{UserId{fact.substr(0, first)}, {}, fact.substr(second + 1)};
    if (!bytes || bytes->size() != approval.token_hash.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), approval.token_hash.begin());
    return approval;
}

/// Whether the device can be bound to the terminal, as far as is known before it is.
Status check_match(Reader& reader, Terminal const& terminal, Pairing const& pairing) {
    auto const& user = terminal.user;
    if (user.status != AccountStatus::normal) return refusal(ErrorCode::account_disabled);
    if (terminal.binding) return refusal(ErrorCode::terminal_in_use);
    auto const& type = pairing.device.type;
    bool const is_of_type = type.empty() || type == wire_name(terminal.device_type);
    bool const takes_codes = user.type != UserType::hard_terminal || is_activated_by_code(terminal);
    if (is_of_type && takes_codes && TRY(is_for(reader, user, pairing.device.sn))) return Done{};
    return refusal(ErrorCode::code_device_mismatch);
}

}  // namespace

Fields<FindPairingRequest> find_pairing_fields() { return find_fields; }
Fields<ApprovePairingRequest> approve_pairing_fields() { return approve_fields; }
Fields<DenyPairingRequest> deny_pairing_fields() { return deny_fields; }

/// A wrong guess is an outcome, not an error: its count has to be committed.
struct Pairings::Attempt {
    std::optional<Pairing> pairing;
    std::optional<Error> refused;
};

Result<Pairing> Pairings::find(FindPairingRequest const& request, Actor const& actor) const {
    return attempt(request.user_code, actor, operations::find_pairing, {},
                   [](Change& change, Pairing& pairing) -> Result<Attempt> {
                       change.skip_record();
                       return Attempt{pairing, {}};
                   });
}

Status Pairings::approve(ApprovePairingRequest const& request, Actor const& actor) const {
    TRY(attempt(request.user_code, actor, operations::approve_pairing, request.account,
                [&](Change& change, Pairing& pairing) -> Result<Attempt> {
                    auto const number = normalised_user_code(request.user_code) + request.number;
                    if (hashes_.of(HashPurpose::pairing_number, number) != pairing.number_hash) {
                        return count_number(change, pairing, request, actor.context);
                    }
                    auto const terminal = TRY(
                        find_terminal(change.transaction, change.permit.reach(), request.account));
                    if (!terminal) {
                        return refusal_about(ErrorCode::account_unknown, request.account);
                    }
                    TRY(check_match(change.transaction, *terminal, pairing));
                    pairing.code_hash = TRY(code_for(change, *terminal));
                    pairing.state = PairingState::approved;
                    TRY(update_pairing(change.transaction, pairing));
                    change.about(terminal->user.account, words_for(pairing));
                    change.answer_holds_while(fact_of(terminal->user, pairing));
                    return Attempt{pairing, {}};
                }));
    return Done{};
}

Result<bool> Pairings::stands(Reader& reader, Permit const& permit,
                              Repetition::Earlier const& earlier) const {
    auto const approval = approval_in(earlier.holds_while);
    if (!approval) return false;
    auto const terminal = TRY(find_terminal_by_user(reader, approval->user));
    if (!terminal || !TRY(is_within(reader, permit.reach(), terminal->user.department_code))) {
        return false;
    }
    if (terminal->binding) return terminal->binding->sn == approval->sn;
    auto const pairing = TRY(find_pairing(reader, approval->token_hash));
    return pairing && pairing->state == PairingState::approved && !is_over(*pairing, permit.now) &&
           terminal->code && terminal->code->hash == pairing->code_hash &&
           terminal->code->expires_at > permit.now;
}

Status Pairings::deny(DenyPairingRequest const& request, Actor const& actor) const {
    TRY(attempt(request.user_code, actor, operations::deny_pairing, {},
                [](Change& change, Pairing& pairing) -> Result<Attempt> {
                    pairing.state = PairingState::denied;
                    TRY(update_pairing(change.transaction, pairing));
                    change.about({}, words_for(pairing));
                    return Attempt{pairing, {}};
                }));
    return Done{};
}

Result<Pairing> Pairings::attempt(std::string const& user_code, Actor const& actor,
                                  Operation const& operation, std::string const& account,
                                  Work const& work) const {
    Subject const subject{account, {}};
    Attempt outcome;
    TRY(gate_.change(actor, operation, subject, [&](Change& change) -> Status {
        outcome = TRY(look_up(change, user_code, actor.context));
        if (!outcome.refused) outcome = TRY(work(change, *outcome.pairing));
        if (outcome.refused) {
            change.skip_record();
            change.keep_no_answer();
        }
        return Done{};
    }));
    if (!outcome.refused) return *std::move(outcome.pairing);
    gate_.record_refusal(*outcome.refused, actor, operation, subject);
    return *std::move(outcome.refused);
}

Result<Pairings::Attempt> Pairings::look_up(Change& change, std::string const& user_code,
                                            RequestContext const& context) const {
    auto const now = change.permit.now;
    auto const networks = source_networks(context.source);
    auto const guesses = TRY(find_guesses(change.transaction, networks, now, limits_));
    if (auto limited = limit_of(guesses, limits_, now)) return Attempt{{}, std::move(limited)};
    auto const code = normalised_user_code(user_code);
    auto pairing = TRY(
        find_pairing_by_user_code(change.transaction, hashes_.of(HashPurpose::user_code, code)));
    if (!pairing) return count(change, code, ErrorCode::pairing_unknown, context);
    // Whoever reads an old code off a screen guesses nothing.
    if (pairing->state != PairingState::waiting || is_over(*pairing, now)) {
        return Attempt{{}, refusal(ErrorCode::pairing_unknown)};
    }
    return Attempt{std::move(pairing), {}};
}

Result<Pairings::Attempt> Pairings::count(Change& change, std::string const& guessed,
                                          ErrorCode refused, RequestContext const& context) const {
    auto const guess = hashes_.of(HashPurpose::wrong_code, "pairing\n" + guessed);
    auto const counted = TRY(count_wrong_code(change.transaction, source_networks(context.source),
                                              guess, change.permit.now, limits_));
    TRY(record_locks(change.transaction, counted, context, change.permit.now));
    return Attempt{{}, refusal(refused)};
}

Result<Pairings::Attempt> Pairings::count_number(Change& change, Pairing& pairing,
                                                 ApprovePairingRequest const& request,
                                                 RequestContext const& context) const {
    if (++pairing.wrong_numbers >= wrong_numbers_max) pairing.state = PairingState::denied;
    TRY(update_pairing(change.transaction, pairing));
    return count(change, normalised_user_code(request.user_code) + request.number,
                 ErrorCode::pairing_number_wrong, context);
}

Result<Digest> Pairings::code_for(Change& change, Terminal const& terminal) const {
    auto const now = change.permit.now;
    if (terminal.code && terminal.code->expires_at > now) return terminal.code->hash;
    // What was still to be sent carries a code that is replaced now.
    TRY(supersede_notices(change.transaction, terminal.user.id, now));
    auto const issued =
        TRY(issue_.issue(change.transaction, terminal.user, change.permit.corp, now));
    return issued.code.hash;
}

}  // namespace roomkey
