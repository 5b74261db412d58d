#include "usecase/terminal/pair_screen.hpp"

#include <utility>

#include "storage/sql/terminal/pairings.hpp"
#include "storage/sql/terminal/terminals.hpp"
#include "usecase/source_network.hpp"
#include "usecase/terminal/device_words.hpp"

namespace roomkey {
namespace {

using State = PairingProgress::State;

constexpr std::int64_t try_again_s = 60;

// `is_over` knows one length for both.
static_assert(activation_replay_life <= pairing_validity);

Status check_number(Reader& reader, Pairing const& wanted) {
    auto const count =
        TRY(count_pairings(reader, wanted.network, wanted.wide_network, wanted.begun_at));
    if (may_begin(count)) return Done{};
    auto error = refusal(ErrorCode::too_many_pairings);
    error.retry_after_s = try_again_s;
    return error;
}

/// What the device would have sent with a code. The token stands for that code, and makes a poll
/// after a lost answer the repetition of the same request.
ActivationRequest request_of(Pairing const& pairing, std::string const& token) {
    auto const& device = pairing.device;
    return {token, device.sn, device.type, device.model, device.software_version, token};
}

}  // namespace

PairScreen::PairScreen(Store& store, Clock const& clock, LookupHash const& hashes,
                       TokenMaker const& tokens, ActivationReplay const& replays,
                       DeviceBinding const& binding, std::function<void(ActivationOutcome)> observe)
    : store_(store),
      clock_(clock),
      hashes_(hashes),
      tokens_(tokens),
      replays_(replays),
      binding_(binding),
      observe_(std::move(observe)) {}

Result<BegunPairing> PairScreen::begin(BeginPairingRequest const& request,
                                       RequestContext const& context) const {
    auto const networks = source_networks(context.source);
    Pairing pairing;
    pairing.device = TRY(checked_facts(request.device));
    pairing.source = context.source;
    pairing.network = networks.front();
    pairing.wide_network = networks.back();
    pairing.begun_at = clock_.now();
    pairing.expires_at = pairing.begun_at + pairing_validity;
    // On the side first, so that a flood costs no place in the writer's queue.
    TRY(store_.read([&](Reader& reader) { return check_number(reader, pairing); }));
    return store_.write([&](Transaction& transaction) -> Result<BegunPairing> {
        TRY(check_number(transaction, pairing));
        return insert(transaction, pairing);
    });
}

Result<BegunPairing> PairScreen::insert(Transaction& transaction, Pairing pairing) const {
    for (int attempt = 0; attempt < code_tries_max; ++attempt) {
        BegunPairing begun{tokens_.pairing_token(), tokens_.user_code(), tokens_.pairing_number()};
        pairing.token_hash = hashes_.of(HashPurpose::pairing_token, begun.token.reveal());
        pairing.user_code_hash = hashes_.of(HashPurpose::user_code, begun.user_code);
        pairing.number_hash =
            hashes_.of(HashPurpose::pairing_number, begun.user_code + begun.number);
        if (TRY(insert_pairing(transaction, pairing))) return begun;
    }
    return internal_error("no unique user code found");
}

Result<PairingProgress> PairScreen::poll(PollPairingRequest const& request,
                                         RequestContext const& context) const {
    auto const known =
        TRY(store_.read([&](Reader& reader) -> Result<std::optional<PairingProgress>> {
            return look(reader, TRY(find(reader, request)), request);
        }));
    if (known) return *known;
    auto progress = TRY(store_.write(
        [&](Transaction& transaction) { return step(transaction, request, context); }));
    bool const is_new = progress.receipt && !progress.receipt->is_replayed;
    if (is_new && observe_) observe_(ActivationOutcome::activated);
    return progress;
}

Result<Pairing> PairScreen::find(Reader& reader, PollPairingRequest const& request) const {
    auto pairing = TRY(find_pairing(reader, hashes_.of(HashPurpose::pairing_token, request.token)));
    if (!pairing || is_over(*pairing, clock_.now())) return refusal(ErrorCode::pairing_unknown);
    return *std::move(pairing);
}

Result<std::optional<PairingProgress>> PairScreen::look(Reader& reader, Pairing const& pairing,
                                                        PollPairingRequest const& request) const {
    if (pairing.state == PairingState::denied)
        return std::optional{PairingProgress{State::denied, {}}};
    if (pairing.state == PairingState::bound) {
        auto receipt = replays_.find(reader, request_of(pairing, request.token));
        bool const is_failure = !receipt.ok() && (receipt.error().code == ErrorCode::internal ||
                                                  receipt.error().code == ErrorCode::unavailable);
        if (is_failure) return receipt.error();
        // Bound once, and not any more.
        if (!receipt.ok() || !*receipt) return refusal(ErrorCode::pairing_unknown);
        return std::optional{PairingProgress{State::bound, std::move(*receipt)}};
    }
    if (is_polled_too_soon(pairing, clock_.now())) {
        return std::optional{PairingProgress{State::slow_down, {}}};
    }
    return std::optional<PairingProgress>{};
}

Result<PairingProgress> PairScreen::step(Transaction& transaction,
                                         PollPairingRequest const& request,
                                         RequestContext const& context) const {
    auto pairing = TRY(find(transaction, request));
    if (auto known = TRY(look(transaction, pairing, request))) return *std::move(known);
    PairingProgress progress;
    pairing.polled_at = clock_.now();
    if (pairing.state == PairingState::approved) {
        progress.receipt =
            TRY(bind(transaction, pairing, request_of(pairing, request.token), context));
        progress.state = progress.receipt ? State::bound : State::denied;
        pairing.state = progress.receipt ? PairingState::bound : PairingState::denied;
        pairing.expires_at = pairing.polled_at + activation_replay_life;
    }
    TRY(update_pairing(transaction, pairing));
    return progress;
}

Result<std::optional<ActivationReceipt>> PairScreen::bind(Transaction& transaction,
                                                          Pairing const& pairing,
                                                          ActivationRequest const& request,
                                                          RequestContext const& context) const {
    std::optional<ActivationReceipt> receipt;
    auto terminal = TRY(find_terminal_by_code(transaction, pairing.code_hash));
    if (!terminal || binding_.objection(*terminal, request)) return receipt;
    if (!TRY(DeviceBinding::claim(transaction, terminal->user, request.sn))) return receipt;
    receipt = TRY(binding_.bind(transaction, *std::move(terminal), request, context));
    return receipt;
}

}  // namespace roomkey
