#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "domain/contact.hpp"
#include "fields/binding.hpp"
#include "usecase/audit_trail.hpp"
#include "usecase/caller.hpp"
#include "usecase/code/code_issue.hpp"
#include "usecase/request_context.hpp"
#include "usecase/terminal/terminal_feed.hpp"

namespace roomkey {

/// `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header); bytes.
constexpr std::size_t idempotency_key_bytes_max = 255;
constexpr Duration idempotency_key_life = std::chrono::hours{24};

struct ResetRequest {
    Secret access_token;
    std::string account;
    ContactRequest contacts;
    std::optional<std::string> idempotency_key;
};

Fields<ResetRequest> reset_code_fields();

struct ResetReceipt {
    Secret code;
    bool is_replayed = false;  ///< The answer of an earlier request with the same key.
};

/// What a reset did to one account.
struct CodeReplacement {
    Secret code;
    std::optional<BindingId> unbound;  ///< The binding that it ended, if there was one.
};

/// The reset itself, without the question who may: the old code is dead, the bound device unbound,
/// older notices are superseded, the new code is live and its notices queued.
Result<CodeReplacement> replace_code(Transaction& transaction, CodeIssue const& issue,
                                     User const& user, Corp const& corp, Contacts const& contacts,
                                     Language language, Instant now);

/// Replaces the activation code of a terminal account: the heart of the service. In one
/// transaction, durable before it answers: the old code is dead, the bound device is unbound, the
/// new code is live, notices are queued, the audit record is written. All of it or nothing.
///
/// Errors: those of `Authentication::administrator`; `account_unknown`; `invalid_parameter` for
/// contacts or key; `idempotency_key_reused` if the key came with another request.
class ResetCode {
public:
    /// `notify` is called after a commit that queued notices.
    ResetCode(Store& store, Clock const& clock, Authentication const& authentication,
              CodeIssue const& issue, LookupHash const& hashes, Sealer const& sealer,
              RefusalAudit const& refusals, TerminalFeed& feed, std::function<void()> notify);

    Result<ResetReceipt> run(ResetRequest const& request, RequestContext const& context) const;

private:
    struct Outcome {
        ResetReceipt receipt;
        std::optional<BindingId> unbound;
    };

    [[nodiscard]] Result<Contacts> check(ResetRequest const& request) const;
    /// `error`, or what stands in the way of a caller who may not ask at all.
    [[nodiscard]] Error refuse(Secret const& access_token, Error const& error) const;
    Result<Outcome> reset(ResetRequest const& request, Contacts const& contacts,
                          RequestContext const& context) const;
    /// What is to change for `user`, and in `code` the code that it gets.
    [[nodiscard]] ResetChange change(ResetRequest const& request, Contacts const& contacts,
                                     RequestContext const& context, Caller const& caller,
                                     User const& user, Secret& code) const;
    /// The answer again, if this key was answered before.
    [[nodiscard]] Result<std::optional<ResetReceipt>> replay(std::optional<Replay> const& earlier,
                                                             UserId const& user,
                                                             ResetRequest const& request) const;
    /// What a later request with the same key is answered from.
    [[nodiscard]] std::optional<Replay> remembered(UserId const& user, ResetRequest const& request,
                                                   Secret const& code, Instant now) const;
    [[nodiscard]] Digest request_hash(ResetRequest const& request) const;

    Store& store_;
    Clock const& clock_;
    Authentication const& authentication_;
    CodeIssue const& issue_;
    LookupHash const& hashes_;
    Sealer const& sealer_;
    RefusalAudit const& refusals_;
    TerminalFeed& feed_;
    std::function<void()> notify_;
};

}  // namespace roomkey
