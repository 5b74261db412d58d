#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "security/lookup_hash.hpp"
#include "security/sealer.hpp"
#include "storage/store.hpp"

namespace roomkey {

struct Permit;

/// What answers are kept with.
struct Replays {
    LookupHash const& hashes;
    Sealer const& sealer;
};

/// `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header); bytes.
constexpr std::size_t idempotency_key_bytes_max = 255;
constexpr Duration idempotency_key_life = std::chrono::hours{24};

/// A request with an Idempotency-Key: what creates or sends something does so once, however often
/// the request comes, and answers as it did the first time. The gate asks it within the
/// transaction of the change; see `Actor::repetition`. For one request, on one thread.
class Repetition {
public:
    struct Earlier {
        std::string answer;
        std::string holds_while;  ///< As given to `Change::answer_holds_while`.
    };
    /// Whether the earlier answer still holds, as far as later requests could have undone it.
    using Check = std::function<Result<bool>(Reader&, Permit const&, Earlier const&)>;

    /// `request` is all that tells this request from others with the same key. The references
    /// outlive it.
    Repetition(Replays const& replays, std::string_view key, std::string_view request, Check check);
    virtual ~Repetition() = default;
    Repetition(Repetition const&) = delete;
    Repetition& operator=(Repetition const&) = delete;

    /// True if the request was answered before: then nothing must be done, and `earlier` is the
    /// answer. Otherwise others with this key wait until the transaction has ended.
    /// `idempotency_key_reused`, `replay_outdated`.
    Result<bool> begin(Transaction& transaction, Permit const& permit);
    /// Keeps the answer, in the same transaction. `holds_while` is a line for the check.
    Status keep(Transaction& transaction, Permit const& permit, Secret const& answer,
                std::string const& holds_while) const;

    [[nodiscard]] std::optional<Secret> const& earlier() const { return earlier_; }

private:
    Sealer const& sealer_;
    Digest key_hash_;
    Digest request_hash_;
    Check check_;
    std::optional<Secret> earlier_;
};

/// One whose operation returns a `Value`.
template <class Value>
class RepetitionOf final : public Repetition {
public:
    using Show = std::function<Secret(Value const&)>;

    template <class... Given>
    explicit RepetitionOf(Show show, Given&&... given)
        : Repetition(std::forward<Given>(given)...), show_(std::move(show)) {}

    [[nodiscard]] Secret answer(Value const& value) const { return show_(value); }

private:
    Show show_;
};

}  // namespace roomkey
