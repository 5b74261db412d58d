#include "usecase/terminal/activation_replay.hpp"

#include <initializer_list>
#include <utility>

#include "base/time_left.hpp"
#include "storage/sql/replays.hpp"

namespace roomkey {
namespace {

/// In the place of the user, whose ids are hexadecimal.
UserId const owner{"activation"};

/// Lengths keep the parts apart: "ab" + "c" must not hash like "a" + "bc".
std::string joined(std::initializer_list<std::string const*> parts) {
    std::string text = "activate_terminal";
    for (auto const* part : parts) text += '\n' + std::to_string(part->size()) + ':' + *part;
    return text;
}

}  // namespace

Result<std::optional<ActivationReceipt>> ActivationReplay::find(
    Reader& reader, ActivationRequest const& request) const {
    if (!request.idempotency_key) return std::optional<ActivationReceipt>{};
    auto const earlier = TRY(find_replay(reader, owner, key_hash(request)));
    bool const is_live = earlier && time_left(earlier->expires_at, clock_.now(),
                                              activation_replay_life) > Duration::zero();
    if (!is_live) return std::optional<ActivationReceipt>{};
    if (earlier->request_hash != request_hash(request)) {
        return refusal(ErrorCode::idempotency_key_reused);
    }
    ActivationReceipt receipt;
    receipt.credential =
        TRY(sealer_.open(SealPurpose::answer, owner.value, earlier->sealed_answer));
    auto known = access_.find(reader, receipt.credential);
    if (!known.ok()) {
        // To somebody that presents a code, a credential that is over is a code that is spent.
        if (known.error().code != ErrorCode::token_invalid) return known.error();
        return refusal(ErrorCode::code_unknown);
    }
    receipt.profile = std::move(known->profile);
    receipt.validity = known->credential.expires_at - known->credential.issued_at;
    receipt.expires_at = known->credential.expires_at;
    receipt.is_replayed = true;
    return std::optional{std::move(receipt)};
}

Status ActivationReplay::remember(Transaction& transaction, ActivationRequest const& request,
                                  Secret const& credential) const {
    if (!request.idempotency_key) return Done{};
    Replay replay;
    replay.user_id = owner;
    replay.key_hash = key_hash(request);
    replay.request_hash = request_hash(request);
    replay.sealed_answer = sealer_.seal(SealPurpose::answer, owner.value, credential);
    replay.expires_at = clock_.now() + activation_replay_life;
    return insert_replay(transaction, replay);
}

Digest ActivationReplay::key_hash(ActivationRequest const& request) const {
    return hashes_.of(HashPurpose::idempotency_key,
                      joined({&*request.idempotency_key, &request.sn}));
}

Digest ActivationReplay::request_hash(ActivationRequest const& request) const {
    return hashes_.of(HashPurpose::request, joined({&request.code, &request.device_type,
                                                    &request.model, &request.software_version}));
}

}  // namespace roomkey
