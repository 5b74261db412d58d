#include "usecase/repetition.hpp"

#include <utility>

#include "storage/sql/replays.hpp"
#include "usecase/gate.hpp"

namespace roomkey {
namespace {

/// Between what an answer depends on and the answer.
constexpr char answer_mark = '\n';

}  // namespace

Repetition::Repetition(Replays const& replays, std::string_view key, std::string_view request,
                       Check check)
    : sealer_(replays.sealer),
      key_hash_(replays.hashes.of(HashPurpose::idempotency_key, key)),
      request_hash_(replays.hashes.of(HashPurpose::request, request)),
      check_(std::move(check)) {}

Result<bool> Repetition::begin(Transaction& transaction, Permit const& permit) {
    // The work may be run again.
    earlier_.reset();
    if (!permit.caller) return invalid_field("Idempotency-Key", Fault::not_allowed);
    auto const& user = permit.caller->user.id;
    TRY(transaction.hold_name(LockSpace::idempotency_key,
                              user.value + to_hex(key_hash_.data(), key_hash_.size())));
    auto const replay = TRY(find_replay(transaction, user, key_hash_));
    if (!replay || replay->expires_at <= permit.now) return false;
    if (replay->request_hash != request_hash_) return refusal(ErrorCode::idempotency_key_reused);
    auto const kept = TRY(sealer_.open(SealPurpose::answer, user.value, replay->sealed_answer));
    auto const& text = kept.reveal();
    auto const mark = text.find(answer_mark);
    if (mark == std::string::npos) return internal_error("a kept answer without its mark");
    Earlier earlier{text.substr(mark + 1), text.substr(0, mark)};
    if (check_ && !TRY(check_(transaction, permit, earlier))) {
        return refusal(ErrorCode::replay_outdated);
    }
    earlier_ = Secret(std::move(earlier.answer));
    return true;
}

Status Repetition::keep(Transaction& transaction, Permit const& permit, Secret const& answer,
                        std::string const& holds_while) const {
    Replay replay;
    replay.user_id = permit.caller->user.id;
    replay.key_hash = key_hash_;
    replay.request_hash = request_hash_;
    replay.sealed_answer = sealer_.seal(SealPurpose::answer, replay.user_id.value,
                                        Secret(holds_while + answer_mark + answer.reveal()));
    replay.expires_at = permit.now + idempotency_key_life;
    return insert_replay(transaction, replay);
}

}  // namespace roomkey
